// https://ai.google.dev/gemini-api/docs/function-calling
import type { ChatCompletionRequest, FunctionTool, WebSearchTool } from '@parley/types';
import type { Dialect } from './dialect.ts';
import { writeSchema } from './schema.ts';
import type { GenerateContentBody, WireTool, WireToolConfig } from './wire.ts';

/** The functions, the search, and which of them the model may use. */
export function writeTools(
  request: ChatCompletionRequest,
  { announcesServedTools, excludesDomains }: Dialect,
  ignored: Set<string>,
): Pick<GenerateContentBody, 'tools' | 'toolConfig'> {
  const functions = allowedFunctions(request);
  const search = writeSearch(request, excludesDomains, ignored);
  if (functions.some((tool) => tool.function.strict)) ignored.add('tools[].function.strict');
  const tools: WireTool[] = [
    ...(functions.length > 0 ? [{ functionDeclarations: functions.map(writeFunction) }] : []),
    ...(search === null ? [] : [search]),
  ];
  if (tools.length === 0) return {};
  const { tool_choice: choice = null } = request;
  if (functions.length === 0 && choice !== null && choice !== 'auto') ignored.add('tool_choice');
  const calling = functions.length === 0 ? undefined : callingConfig(choice);
  const toolConfig: WireToolConfig = {
    ...(calling === undefined ? {} : { functionCallingConfig: calling }),
    ...(tools.length === 2 && announcesServedTools ? { includeServerSideToolInvocations: true } : {}),
  };
  return { tools, ...(Object.keys(toolConfig).length === 0 ? {} : { toolConfig }) };
}

function allowedFunctions({ tools, tool_choice: choice }: ChatCompletionRequest): FunctionTool[] {
  const functions = (tools ?? []).filter((tool): tool is FunctionTool => tool.type === 'function');
  if (typeof choice !== 'object' || choice?.type !== 'allowed_tools') return functions;
  const allowed = new Set(choice.allowed_tools.tools.map((tool) => tool.function.name));
  return functions.filter((tool) => allowed.has(tool.function.name));
}

const writeFunction = ({ function: { name, description, parameters } }: FunctionTool) => ({
  name,
  ...(description ? { description } : {}),
  // Whatever else it says, the arguments are an object.
  ...(parameters ? { parametersJsonSchema: { type: 'object', ...writeSchema(parameters) } } : {}),
});

function callingConfig(
  choice: ChatCompletionRequest['tool_choice'],
): WireToolConfig['functionCallingConfig'] {
  switch (choice) {
    case null:
    case undefined:
      return undefined;
    case 'auto':
      return { mode: 'AUTO' };
    case 'none':
      return { mode: 'NONE' };
    case 'required':
      return { mode: 'ANY' };
  }
  switch (choice.type) {
    case 'function':
      return { mode: 'ANY', allowedFunctionNames: [choice.function.name] };
    case 'allowed_tools':
      return { mode: choice.allowed_tools.mode === 'required' ? 'ANY' : 'AUTO' };
    case 'web_search':
      return { mode: 'NONE' };
  }
}

/** The three ways to ask for a search. An explicit tool wins, and of several the first. */
function writeSearch(
  { tools, web_search: plain, web_search_options: options }: ChatCompletionRequest,
  excludesDomains: boolean,
  ignored: Set<string>,
): WireTool | null {
  const tool = tools?.find((candidate): candidate is WebSearchTool => candidate.type === 'web_search');
  if (tool === undefined && !options && !plain) return null;
  const { blocked_domains: blocked, ...rest } = tool ?? { ...options, blocked_domains: null };
  const left = excludesDomains ? rest : { ...rest, blocked_domains: blocked };
  for (const [field, value] of Object.entries(left)) {
    if (value === null || value === undefined || field === 'type') continue;
    ignored.add(`${tool === undefined ? 'web_search_options' : 'tools[]'}.${field}`);
  }
  return { googleSearch: excludesDomains && blocked ? { excludeDomains: blocked } : {} };
}
