import type {
  ChatCompletionRequest,
  ChatMessage,
  FunctionTool,
  WebSearchOptions,
  WebSearchTool,
} from '@parley/types';
import { nativeName } from '../../catalog/model.ts';
import { type AdapterCall, type Coverage, gatewayFields } from '../adapter.ts';
import { effortOf } from '../reasoning-request.ts';
import type { Dialect } from './dialect.ts';

type Wire = { [field: string]: unknown };

const isGatewayField = new Set<string>(gatewayFields);

/** The body for `/chat/completions`. Fields are carried by the coverage table; what it calls translated is done here. */
export function writeRequest({ request, model }: AdapterCall, dialect: Dialect): Wire {
  const supportOf: { [field: string]: string | undefined } = dialect.coverage.request;
  const body: Wire = { model: nativeName(model) };
  for (const [field, value] of Object.entries(request)) {
    if (isGatewayField.has(field) || value === null) continue;
    if (supportOf[field] === 'forwarded') body[field] = value;
  }
  body['messages'] = request.messages.map((message) => writeMessage(message, dialect));
  if (request.stream) body['stream_options'] = { include_usage: true };
  assign(body, dialect.maxTokensField, request.max_completion_tokens ?? request.max_tokens);
  assign(body, 'stop', Array.isArray(request.stop) && request.stop.length === 0 ? null : request.stop);
  assign(body, 'reasoning_effort', effortOf(request));
  assign(body, 'web_search_options', webSearchOptions(request));
  return { ...body, ...writeTools(request, dialect) };
}

function assign(body: Wire, field: string, value: unknown): void {
  if (value !== null && value !== undefined) body[field] = value;
}

function writeMessage(message: ChatMessage, { coverage, developerRole }: Dialect): Wire {
  const supportOf: Partial<Record<string, Coverage['message'][keyof Coverage['message']]>> = coverage.message;
  const wire: Wire = { role: message.role === 'developer' && !developerRole ? 'system' : message.role };
  for (const [field, value] of Object.entries(message)) {
    if (supportOf[field] !== 'forwarded') continue;
    if (value !== null || field === 'content') wire[field] = value;
  }
  return wire;
}

function writeTools({ tools, tool_choice: choice }: ChatCompletionRequest, { allowedTools }: Dialect): Wire {
  let functions = (tools ?? []).filter((tool): tool is FunctionTool => tool.type === 'function');
  if (functions.length === 0) return {};
  let wireChoice: unknown = choice ?? undefined;
  if (typeof choice === 'object' && choice?.type === 'web_search') wireChoice = undefined;
  if (typeof choice === 'object' && choice?.type === 'allowed_tools' && !allowedTools) {
    const allowed = new Set(choice.allowed_tools.tools.map((tool) => tool.function.name));
    functions = functions.filter((tool) => allowed.has(tool.function.name));
    wireChoice = choice.allowed_tools.mode;
  }
  return {
    tools: functions.map(writeTool),
    ...(wireChoice === undefined ? {} : { tool_choice: wireChoice }),
  };
}

// Absent and null mean the same to us and not to every server.
const writeTool = ({ type, function: definition }: FunctionTool): Wire => ({
  type,
  function: Object.fromEntries(Object.entries(definition).filter(([, value]) => value !== null)),
});

/** The three ways to ask for a search as OpenAI's one. An explicit tool wins, and of several the first. */
function webSearchOptions(request: ChatCompletionRequest): WebSearchOptions | Wire | null {
  const tool = request.tools?.find(
    (candidate): candidate is WebSearchTool => candidate.type === 'web_search',
  );
  if (tool === undefined) return request.web_search_options ?? (request.web_search ? {} : null);
  const { user_location: location, search_context_size: size } = tool;
  return {
    ...(size ? { search_context_size: size } : {}),
    ...(location ? { user_location: { type: 'approximate', approximate: place(location) } } : {}),
  };
}

function place({ city, region, country, timezone }: NonNullable<WebSearchTool['user_location']>): Wire {
  return Object.fromEntries(
    Object.entries({ city, region, country, timezone }).filter(([, value]) => value != null),
  );
}
