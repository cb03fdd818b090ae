import type { FunctionTool, ToolChoice } from '@parley/types';
import type { AdapterCall } from '../adapter.ts';
import type { Dialect, Wire } from './dialect.ts';

/** The function tools and how to choose among them, and what of that can't be said. */
export function writeTools(call: AdapterCall, dialect: Dialect): { fields: Wire; ignored: string[] } {
  const { tools, tool_choice: choice = null, parallel_tool_calls: parallel } = call.request;
  const functions = (tools ?? []).filter((tool): tool is FunctionTool => tool.type === 'function');
  const { coverage, strictTools = true } = dialect;
  if (functions.length === 0) {
    // A search is asked for by a field of its own, and not by choice.
    const lost = choice !== null && choice !== 'auto' && coverage.request.tool_choice !== 'ignored';
    return { fields: {}, ignored: lost ? ['tool_choice'] : [] };
  }
  if (dialect.functionTools === false) return { fields: {}, ignored: ['tools'] };
  const { allowed, wire, ignored } = writeChoice(functions, choice, call, dialect);
  const strictIsLost = !strictTools && allowed.some((tool) => tool.function.strict);
  return {
    fields: {
      tools: allowed.map((tool) => writeTool(tool, dialect)),
      ...(wire === null ? {} : { tool_choice: wire }),
      ...(parallel == null || coverage.request.parallel_tool_calls !== 'forwarded'
        ? {}
        : { parallel_tool_calls: parallel }),
    },
    ignored: [...ignored, ...(strictIsLost ? ['tools[].function.strict'] : [])],
  };
}

type Chosen = { allowed: FunctionTool[]; wire: unknown; ignored: string[] };

function writeChoice(
  functions: FunctionTool[],
  choice: ToolChoice,
  call: AdapterCall,
  dialect: Dialect,
): Chosen {
  const asked = { allowed: functions, wire: choice, ignored: [] };
  if (choice === null || dialect.coverage.request.tool_choice === 'ignored') return { ...asked, wire: null };
  if (typeof choice === 'object' && choice.type === 'web_search')
    return { ...asked, wire: null, ignored: ['tool_choice'] };
  if (typeof choice === 'object' && choice.type === 'allowed_tools') {
    if (dialect.allowedTools) return asked;
    const names = new Set(choice.allowed_tools.tools.map((tool) => tool.function.name));
    const allowed = functions.filter((tool) => names.has(tool.function.name));
    return writeChoice(allowed, choice.allowed_tools.mode, call, dialect);
  }
  if (choice === 'auto' || choice === 'none') return asked;
  if (dialect.forcesTools?.(call) === false) return { ...asked, wire: 'auto', ignored: ['tool_choice'] };
  return choice === 'required' ? { ...asked, wire: dialect.requiredChoice ?? 'required' } : asked;
}

// Absent and null mean the same to us and not to every server.
function writeTool(
  { type, function: definition, cache_control: cached }: FunctionTool,
  { cacheControl = false, strictTools = true }: Dialect,
): Wire {
  const isSent = ([field, value]: [string, unknown]) => value !== null && (strictTools || field !== 'strict');
  return {
    type,
    function: Object.entries(definition).every(isSent)
      ? definition
      : Object.fromEntries(Object.entries(definition).filter(isSent)),
    ...(cached && cacheControl ? { cache_control: cached } : {}),
  };
}
