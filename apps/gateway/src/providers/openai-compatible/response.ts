import type { ChatAnswer, ChatChoice, SpokenAnswer, ToolCall } from '@parley/types';
import type { AdapterCall, Translated } from '../adapter.ts';
import { failure } from '../failure.ts';
import { arrayOf, countOf, isObject, type JsonObject, objectOf, stringOf } from '../json.ts';
import { settleFinishReason } from '../settle-finish-reason.ts';
import { explainErrorInside } from './error.ts';
import { finishReasonOf } from './finish-reason.ts';
import { readAnnotations, readImages, readLogprobs, readReasoning, readReasoningDetails } from './message.ts';
import { readUsage } from './usage.ts';

/** Translates a whole answer. An error inside a 200 is a failure, and so is an answer with nothing in it. */
export function readResponse(body: unknown, { provider, model }: AdapterCall): Translated {
  if (!isObject(body)) return { ok: false, failure: failure('upstream_invalid_response', 200) };
  if (isObject(body['error'])) return { ok: false, failure: explainErrorInside(body) };
  const choices = arrayOf(body['choices']).filter(isObject);
  const usage = readUsage(body['usage']);
  if (choices.length === 0) return { ok: false, failure: failure('upstream_empty_response', 200) };
  const answer = {
    id: stringOf(body['id']) ?? '',
    object: 'chat.completion',
    created: countOf(body['created']) ?? 0,
    model: `${provider}/${model.id}`,
    choices: choices.map((choice, index) => readChoice(choice, index, stringOf(body['id']) ?? '')),
    usage,
    ...(typeof body['service_tier'] === 'string' ? { service_tier: body['service_tier'] } : {}),
    ...(typeof body['system_fingerprint'] === 'string'
      ? { system_fingerprint: body['system_fingerprint'] }
      : {}),
  } as const;
  return { ok: true, answer: { ...answer, choices: [...answer.choices] } };
}

function readChoice(wire: JsonObject, position: number, answerId: string): ChatChoice {
  const message = objectOf(wire['message']);
  const calls = readToolCalls(message['tool_calls'], answerId);
  const reason = finishReasonOf(stringOf(wire['finish_reason']) ?? 'stop');
  const images = readImages(message['images']);
  const annotations = readAnnotations(message['annotations']);
  const details = readReasoningDetails(message['reasoning_details']);
  const reasoning = readReasoning(message);
  const answer: ChatAnswer = {
    role: 'assistant',
    content: stringOf(message['content']),
    refusal: stringOf(message['refusal']),
    ...(reasoning === null ? {} : { reasoning }),
    ...(details.length === 0 ? {} : { reasoning_details: details }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
    ...(images.length === 0 ? {} : { images }),
    ...(annotations.length === 0 ? {} : { annotations }),
    ...(isObject(message['audio']) ? { audio: readAudio(message['audio']) } : {}),
  };
  return {
    index: countOf(wire['index']) ?? position,
    message: answer,
    logprobs: readLogprobs(wire['logprobs']),
    finish_reason: settleFinishReason(reason, calls.length > 0),
  };
}

const readToolCalls = (wire: unknown, answerId: string): ToolCall[] =>
  arrayOf(wire).flatMap((call, index): ToolCall[] => {
    const definition = objectOf(objectOf(call)['function']);
    const name = stringOf(definition['name']);
    if (!name) return [];
    return [
      {
        id: stringOf(objectOf(call)['id']) || `call_${answerId}_${index}`,
        type: 'function',
        function: { name, arguments: argumentsOf(definition['arguments']) },
      },
    ];
  });

// Some servers send the arguments as an object.
const argumentsOf = (wire: unknown): string => stringOf(wire) ?? (isObject(wire) ? JSON.stringify(wire) : '');

const readAudio = (wire: JsonObject): SpokenAnswer => ({
  id: stringOf(wire['id']) ?? '',
  ...(typeof wire['data'] === 'string' ? { data: wire['data'] } : {}),
  ...(typeof wire['transcript'] === 'string' ? { transcript: wire['transcript'] } : {}),
  ...(typeof wire['expires_at'] === 'number' ? { expires_at: wire['expires_at'] } : {}),
});
