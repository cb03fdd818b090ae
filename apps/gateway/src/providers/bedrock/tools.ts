// https://docs.aws.amazon.com/bedrock/latest/userguide/tool-use-inference-call.html
import type { ChatMessage, FunctionTool, ToolChoice } from '@parley/types';
import type { AdapterCall } from '../adapter.ts';
import { type JsonObject, objectOf, stringOf } from '../json.ts';
import { isClaude } from './claude.ts';
import type { JsonAnswer } from './json-answer.ts';
import type { WireTool, WireToolChoice, WireToolConfig } from './wire.ts';

export type WrittenTools = {
  toolConfig?: WireToolConfig;
  /** What only the maker's own field can say. */
  fields: JsonObject;
  /** What no field can say. */
  instruction: string | null;
};

/** Whether the model must call a tool, or a certain one. */
export const isForced = ({ toolConfig, fields }: WrittenTools): boolean =>
  toolConfig?.toolChoice !== undefined ||
  ['any', 'tool'].includes(stringOf(objectOf(fields['tool_choice'])['type']) ?? '');

type Chosen = { functions: FunctionTool[]; choice: WireToolChoice | null; none: boolean };

export function writeTools(call: AdapterCall, answer: JsonAnswer, ignored: Set<string>): WrittenTools {
  const { tools, tool_choice, parallel_tool_calls: parallel, messages } = call.request;
  for (const [index, { type }] of (tools ?? []).entries())
    if (type === 'web_search') ignored.add(`tools[${index}]`);
  const given = (tools ?? []).filter((tool): tool is FunctionTool => tool.type === 'function');
  const searches = typeof tool_choice === 'object' && tool_choice?.type === 'web_search';
  if (searches || (tool_choice === 'required' && given.length === 0)) ignored.add('tool_choice');
  if (given.some((tool) => tool.function.strict)) ignored.add('tools[].function.strict');
  const chosen = choose(given, tool_choice ?? null);
  const usable = chosen.none ? [] : chosen.functions;
  const specs = usable.flatMap((tool) => writeTool(tool, call, ignored));
  if (answer.kind === 'tool') {
    const { name, description, schema } = answer;
    const only = specs.length === 0;
    return withChoice(
      [...specs, specOf(name, description, schema)],
      only ? { tool: { name } } : { any: {} },
      call,
      ignored,
    );
  }
  if (specs.length > 0) return withChoice(specs, chosen.choice, call, ignored);
  if (parallel === false && given.length > 0) ignored.add('parallel_tool_calls');
  const named = namesIn(messages);
  if (named.length === 0) return { fields: {}, instruction: null };
  // Calls in the conversation are refused unless tools are declared, though none may be called any more.
  const declared =
    given.length > 0
      ? given.flatMap((tool) => writeTool(tool, call, ignored))
      : named.map((name) => specOf(name, null, { type: 'object' }));
  return {
    toolConfig: { tools: declared },
    fields: {},
    instruction: 'The tools are declared for the record only. Answer without calling any of them.',
  };
}

function choose(functions: FunctionTool[], choice: ToolChoice): Chosen {
  if (choice === 'none') return { functions, choice: null, none: true };
  if (choice === 'required') return { functions, choice: { any: {} }, none: false };
  if (choice === null || choice === 'auto') return { functions, choice: null, none: false };
  switch (choice.type) {
    case 'function':
      return { functions, choice: { tool: { name: choice.function.name } }, none: false };
    case 'allowed_tools': {
      const names = new Set(choice.allowed_tools.tools.map((tool) => tool.function.name));
      const allowed = functions.filter((tool) => names.has(tool.function.name));
      return choose(allowed, choice.allowed_tools.mode);
    }
    case 'web_search':
      return { functions, choice: null, none: false };
  }
}

function withChoice(
  tools: WireTool[],
  choice: WireToolChoice | null,
  { request, model }: AdapterCall,
  ignored: Set<string>,
): WrittenTools {
  const plain = { toolConfig: { tools, ...(choice === null ? {} : { toolChoice: choice }) } };
  if (request.parallel_tool_calls !== false) return { ...plain, fields: {}, instruction: null };
  if (!isClaude(model)) {
    ignored.add('parallel_tool_calls');
    return { ...plain, fields: {}, instruction: null };
  }
  // Both fields at once are refused, so the choice goes with what only Anthropic's can say.
  const own =
    choice === null ? { type: 'auto' } : 'any' in choice ? { type: 'any' } : { type: 'tool', ...choice.tool };
  return {
    toolConfig: { tools },
    fields: { tool_choice: { ...own, disable_parallel_tool_use: true } },
    instruction: null,
  };
}

function writeTool(
  { function: { name, description, parameters }, cache_control: cached }: FunctionTool,
  { model }: AdapterCall,
  ignored: Set<string>,
): WireTool[] {
  const spec = specOf(name, description ?? null, { type: 'object', ...parameters });
  if (!cached) return [spec];
  if (isClaude(model))
    return [spec, { cachePoint: { type: 'default', ...(cached.ttl ? { ttl: cached.ttl } : {}) } }];
  ignored.add('tools[].cache_control');
  return [spec];
}

const specOf = (name: string, description: string | null, schema: JsonObject): WireTool => ({
  toolSpec: { name, ...(description ? { description } : {}), inputSchema: { json: schema } },
});

/** The names of the tools that were called. A result without its call has none, and needs one all the same. */
function namesIn(messages: ChatMessage[]): string[] {
  const names = messages.flatMap((message) => {
    if (message.role === 'assistant') return (message.tool_calls ?? []).map((call) => call.function.name);
    return message.role === 'tool' ? [message.name ?? []].flat() : [];
  });
  if (names.length === 0 && messages.some(({ role }) => role === 'tool')) return ['unknown_tool'];
  return [...new Set(names)];
}
