import type { ChatCompletionRequest, Stop } from '@parley/types';
import { nativeName } from '../../catalog/model.ts';
import type { AdapterCall, WireRequest } from '../adapter.ts';
import { cacheMarksIn } from '../cache-marks.ts';
import { jsonInstruction } from '../json-instruction.ts';
import { beyondEffort } from '../reasoning-request.ts';
import { writeMessages } from './messages.ts';
import { writeThinking } from './reasoning.ts';
import { writeTools } from './tools.ts';
import type { ChatBody } from './wire.ts';

export function writeRequest(call: AdapterCall): WireRequest {
  const { request, model } = call;
  const ignored = new Set([...cacheMarksIn(request), ...beyondEffort(request)]);
  const tools = writeTools(request, ignored);
  const body: ChatBody = {
    model: nativeName(model),
    messages: writeMessages(call, ignored),
    ...definedOf({
      stream: request.stream,
      max_tokens: request.max_completion_tokens ?? request.max_tokens,
      temperature: request.temperature,
      p: probabilityOf(request.top_p),
      k: request.top_k,
      frequency_penalty: penaltyOf(request, 'frequency_penalty', ignored),
      presence_penalty: penaltyOf(request, 'presence_penalty', ignored),
      seed: request.seed,
      stop_sequences: stopSequences(request.stop),
      thinking: writeThinking(call),
    }),
    ...tools,
  };
  return {
    path: '/chat',
    body: withFormat(body, request),
    ...(ignored.size === 0 ? {} : { ignored: [...ignored] }),
  };
}

type Defined<T> = { [Key in keyof T]?: NonNullable<T[Key]> };

function definedOf<T extends object>(fields: T): Defined<T>;
function definedOf(fields: object): object {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  );
}

// Cohere refuses 0 and 1, and these are the nearest that it takes.
const probabilityOf = (share: number | null | undefined): number | null =>
  share === null || share === undefined ? null : Math.min(Math.max(share, 0.01), 0.99);

// Between 0 and 1 it means the same as with us. Beyond, there is nothing near enough to send in its place.
function penaltyOf(
  request: ChatCompletionRequest,
  field: 'frequency_penalty' | 'presence_penalty',
  ignored: Set<string>,
): number | null {
  const penalty = request[field] ?? null;
  if (penalty === null || (penalty >= 0 && penalty <= 1)) return penalty;
  ignored.add(field);
  return null;
}

function stopSequences(stop: Stop | undefined): string[] | null {
  if (!stop || stop.length === 0) return null;
  return typeof stop === 'string' ? [stop] : stop;
}

// https://docs.cohere.com/docs/structured-outputs: not together with tools, so beside them it is asked for in words.
function withFormat(body: ChatBody, { response_format: format }: ChatCompletionRequest): ChatBody {
  if (!format || format.type === 'text') return body;
  if (body.tools !== undefined)
    return { ...body, messages: [{ role: 'system', content: jsonInstruction(format) }, ...body.messages] };
  const schema = format.type === 'json_schema' ? format.json_schema.schema : null;
  return { ...body, response_format: { type: 'json_object', ...(schema ? { json_schema: schema } : {}) } };
}
