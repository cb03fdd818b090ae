import type { ChatCompletionRequest, FunctionTool, WebSearchTool } from '@parley/types';
import { placeInRequest, placeOf, wantedSearch } from '../openai-compatible/web-search.ts';
import type { Body, ResponsesDialect, WireTool } from './wire.ts';

type Choice = NonNullable<Body['tool_choice']>;
type Written = { fields: Pick<Body, 'tools' | 'tool_choice' | 'max_tool_calls'>; ignored: string[] };

/** Functions and the search, and how to choose among them. Tools that aren't allowed are left out. */
export function writeTools(request: ChatCompletionRequest, dialect: ResponsesDialect): Written {
  const { tools, tool_choice: choice } = request;
  const all = (tools ?? []).filter((tool): tool is FunctionTool => tool.type === 'function');
  const allowed =
    typeof choice === 'object' && choice?.type === 'allowed_tools' ? choice.allowed_tools : null;
  const names = new Set(allowed?.tools.map((tool) => tool.function.name));
  const functions = allowed === null ? all : all.filter((tool) => names.has(tool.function.name));
  const wanted = wantedSearch(request);
  const search = wanted === null ? [] : [writeSearch(wanted, dialect)];
  const wire: WireTool[] = [...functions.map(writeFunction), ...search.map(({ tool }) => tool)];
  if (wire.length === 0) return { fields: {}, ignored: [] };
  const { made, ignored } = writeChoice(allowed?.mode ?? choice ?? null, functions.length > 0);
  return {
    fields: {
      tools: wire,
      ...(made === null ? {} : { tool_choice: made }),
      ...(dialect.search.tuned && wanted?.max_uses ? { max_tool_calls: wanted.max_uses } : {}),
    },
    ignored: [
      ...ignored,
      ...search.flatMap(({ lost }) => lost.map((field) => placeInRequest(request, field))),
    ],
  };
}

function writeChoice(
  choice: ChatCompletionRequest['tool_choice'],
  hasFunctions: boolean,
): { made: Choice | null; ignored: string[] } {
  if (choice === null || choice === undefined) return { made: null, ignored: [] };
  if (typeof choice === 'string') return { made: choice, ignored: [] };
  if (choice.type === 'function')
    return { made: { type: 'function', name: choice.function.name }, ignored: [] };
  // There is no way to force a search as long as it isn't the only tool.
  return hasFunctions ? { made: null, ignored: ['tool_choice'] } : { made: 'required', ignored: [] };
}

// Unless it is told otherwise this API is strict, and refuses schemas that aren't made for that.
const writeFunction = ({ function: { name, description, parameters, strict } }: FunctionTool): WireTool => ({
  type: 'function',
  name,
  ...(description ? { description } : {}),
  parameters: parameters ?? { type: 'object', properties: {} },
  strict: strict ?? false,
});

function writeSearch(
  wanted: WebSearchTool,
  { search }: ResponsesDialect,
): { tool: WireTool; lost: string[] } {
  const { search_context_size: size, user_location: location } = wanted;
  const { allowed_domains: allowed, blocked_domains: blocked } = wanted;
  const filters = {
    ...(allowed ? { allowed_domains: allowed } : {}),
    ...(blocked && search.blockedDomains !== null ? { [search.blockedDomains]: blocked } : {}),
  };
  const tuned = search.tuned
    ? {
        ...(size ? { search_context_size: size } : {}),
        ...(location ? { user_location: { type: 'approximate' as const, ...placeOf(location) } } : {}),
      }
    : {};
  const lost = [
    ...(search.tuned ? [] : ['search_context_size', 'user_location', 'max_uses']),
    ...(search.blockedDomains === null ? ['blocked_domains'] : []),
  ];
  return {
    tool: { type: 'web_search', ...(Object.keys(filters).length > 0 ? { filters } : {}), ...tuned },
    lost: Object.entries(wanted).flatMap(([field, value]) =>
      value != null && lost.includes(field) ? [field] : [],
    ),
  };
}
