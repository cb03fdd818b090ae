import type { ChatCompletionRequest } from '@parley/types';
import { nativeName } from '../../catalog/model.ts';
import { type AdapterCall, gatewayFields } from '../adapter.ts';
import { cacheMarksIn } from '../cache-marks.ts';
import { beyondEffort, levelOf } from '../reasoning-request.ts';
import type { Dialect, Wire } from './dialect.ts';
import { writeJsonInWords } from './json-in-words.ts';
import { writeWebSearch } from './web-search.ts';
import { lostReasoning, writeMessage } from './write-message.ts';
import { writeTools } from './write-tools.ts';

const isGatewayField = new Set<string>(gatewayFields);
// Written with the tools that they are about.
const withTools = new Set(['tools', 'tool_choice', 'parallel_tool_calls']);

/**
 * The body for `/chat/completions`, and the fields that this model does not get.
 * Fields are carried by the coverage table; what it calls translated is done here.
 */
export function writeRequest(asked: AdapterCall, dialect: Dialect): { body: Wire; ignored: string[] } {
  const withheld = new Set<string>(dialect.withheld?.(asked) ?? []);
  const call: AdapterCall = { ...asked, request: without(asked.request, withheld) };
  const { request } = call;
  const search = writeWebSearch(request, dialect);
  const tools = writeTools(call, dialect);
  let body: Wire = { ...writeFields(call, dialect), ...writeReasoning(call, dialect) };
  body = { ...body, ...search.fields, ...tools.fields };
  body = writeJsonInWords(body, request.response_format ?? null, dialect);
  return {
    body: dialect.write?.(body, call) ?? body,
    ignored: [
      ...Object.keys(asked.request).filter((field) => withheld.has(field) && !(field in request)),
      ...search.ignored,
      ...tools.ignored,
      ...lostOnTheWay(request, dialect),
    ],
  };
}

/** The request without the fields that are withheld. One that is null was not asked for, and is no loss. */
function without(request: ChatCompletionRequest, withheld: Set<string>): ChatCompletionRequest {
  const fields: { [field: string]: unknown } = request;
  if (![...withheld].some((field) => fields[field] != null)) return request;
  const kept = Object.entries(request).filter(([field, value]) => value === null || !withheld.has(field));
  return { model: request.model, messages: request.messages, ...Object.fromEntries(kept) };
}

function writeFields({ request, model }: AdapterCall, dialect: Dialect): Wire {
  const supportOf: { [field: string]: string | undefined } = dialect.coverage.request;
  const names: { [field: string]: string | undefined } = dialect.rename ?? {};
  const body: Wire = { model: nativeName(model) };
  for (const [field, value] of Object.entries(request)) {
    if (isGatewayField.has(field) || withTools.has(field) || value === null) continue;
    const name = names[field] ?? (supportOf[field] === 'forwarded' ? field : null);
    if (name !== null) body[name] = value;
  }
  body['messages'] = request.messages.map((message) => writeMessage(message, dialect));
  if (request.stream && dialect.streamOptions !== false) body['stream_options'] = { include_usage: true };
  assign(body, dialect.maxTokensField, request.max_completion_tokens ?? request.max_tokens);
  const stop = Array.isArray(request.stop) && request.stop.length === 0 ? null : request.stop;
  if (supportOf['stop'] === 'translated') assign(body, 'stop', stop);
  return body;
}

function assign(body: Wire, field: string, value: unknown): void {
  if (value !== null && value !== undefined) body[field] = value;
}

function writeReasoning(call: AdapterCall, { coverage, reasoning }: Dialect): Wire {
  if (coverage.request.reasoning_effort === 'ignored') return {};
  const { model, request } = call;
  // Not to reason is what a model without reasoning does anyway, and it refuses to be told so.
  const neverReasons = model.abilities !== null && model.reasoning === null;
  const asked = neverReasons ? { ...request, reasoning_effort: null, reasoning: null } : request;
  if (reasoning !== undefined) return reasoning({ ...call, request: asked });
  const effort = levelOf({ request: asked, model });
  return effort === null ? {} : { reasoning_effort: effort };
}

function lostOnTheWay(request: ChatCompletionRequest, dialect: Dialect): string[] {
  const marks = dialect.cacheControl ? [] : cacheMarksIn(request);
  const lost = [...marks, ...lostReasoning(request.messages, dialect)];
  if (dialect.coverage.request.reasoning === 'ignored') return lost;
  if (request.reasoning?.max_tokens != null && !dialect.reasoningBudget) lost.push('reasoning.max_tokens');
  return [...lost, ...beyondEffort(request)];
}
