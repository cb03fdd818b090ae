import type { ChatCompletionRequest } from '@parley/types';
import { nativeName } from '../../catalog/model.ts';
import type { AdapterCall, WireRequest } from '../adapter.ts';
import { beyondEffort } from '../reasoning-request.ts';
import type { Dialect } from './dialect.ts';
import { type JsonWay, jsonWayOf } from './json-way.ts';
import { isUnthoughtTurn, writeMessages } from './messages.ts';
import { waysOf } from './model-ways.ts';
import { writeSamplers } from './samplers.ts';
import { writeThinking } from './thinking.ts';
import { isForced, writeTools } from './tools.ts';
import type { MessagesBody, WireOutputConfig } from './wire.ts';

/** The body, at the place where the dialect wants it. */
export function writeRequest(call: AdapterCall, dialect: Dialect): WireRequest {
  const { body, ignored } = writeBody(call, dialect);
  return { ...dialect.address(body), ...(ignored.length === 0 ? {} : { ignored }) };
}

/** The body of `/messages`, and what of the request it can't carry. */
export function writeBody(call: AdapterCall, dialect: Dialect): { body: MessagesBody; ignored: string[] } {
  const { request, model } = call;
  const ignored = new Set(beyondEffort(request));
  const ways = waysOf(model);
  const json = jsonWayOf(call, dialect);
  const conversation = writeMessages(request, ignored);
  const forces = ways.thinking !== 'adaptive' || ways.off !== null;
  const strict = dialect.structuredOutputs && ways.structuredOutputs;
  const tools = writeTools(request, { json, forces, strict }, ignored);
  const obstacles = {
    forcesTool: isForced(tools.tool_choice),
    unthoughtTurn: isUnthoughtTurn(conversation.messages),
  };
  const { thinking, effort, maxTokens, on } = writeThinking(call, ways, obstacles, ignored);
  const body: MessagesBody = {
    model: nativeName(model),
    max_tokens: maxTokens,
    ...withInstruction(conversation, json),
    ...tools,
    ...(thinking === undefined ? {} : { thinking }),
    ...outputConfig(effort, json),
    ...writeSamplers(request, { known: ways.samplers, thinks: on }, ignored),
    ...writeStop(request, ignored),
    ...writeUser(request, ignored),
    ...writeTier(request, ignored),
    ...(request.stream ? { stream: true } : {}),
  };
  return { body, ignored: [...ignored] };
}

type Conversation = Pick<MessagesBody, 'messages' | 'system'>;

function withInstruction({ messages, system }: Conversation, json: JsonWay): Conversation {
  const instruction = json?.kind === 'words' ? [{ type: 'text', text: json.text } as const] : [];
  const all = [...(system ?? []), ...instruction];
  return { ...(all.length === 0 ? {} : { system: all }), messages };
}

function outputConfig(
  effort: WireOutputConfig['effort'],
  json: JsonWay,
): Pick<MessagesBody, 'output_config'> {
  const config: WireOutputConfig = {
    ...(effort ? { effort } : {}),
    ...(json?.kind === 'native' ? { format: { type: 'json_schema', schema: json.schema } } : {}),
  };
  return Object.keys(config).length === 0 ? {} : { output_config: config };
}

// A text of white space alone is refused, and would take the whole request with it.
function writeStop(
  { stop }: ChatCompletionRequest,
  ignored: Set<string>,
): Pick<MessagesBody, 'stop_sequences'> {
  const asked = typeof stop === 'string' ? [stop] : (stop ?? []);
  const sequences = asked.filter((sequence) => sequence.trim() !== '');
  if (sequences.length < asked.length) ignored.add('stop');
  return sequences.length === 0 ? {} : { stop_sequences: sequences };
}

// Anthropic knows one name for the end user.
function writeUser(
  { user, safety_identifier: anonymous }: ChatCompletionRequest,
  ignored: Set<string>,
): Pick<MessagesBody, 'metadata'> {
  if (user && anonymous && user !== anonymous) ignored.add('safety_identifier');
  const id = user || anonymous;
  return id ? { metadata: { user_id: id } } : {};
}

function writeTier(
  { service_tier: tier }: ChatCompletionRequest,
  ignored: Set<string>,
): Pick<MessagesBody, 'service_tier'> {
  if (tier === 'auto') return { service_tier: 'auto' };
  if (tier === 'default') return { service_tier: 'standard_only' };
  if (tier) ignored.add('service_tier');
  return {};
}
