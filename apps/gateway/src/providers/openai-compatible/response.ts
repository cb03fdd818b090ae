import type { ChatAnswer, ChatChoice, SpokenAnswer, ToolCall } from '@parley/types';
import type { AdapterCall, ProviderAnswer, Translated } from '../adapter.ts';
import { isBlank } from '../blank-answer.ts';
import { type Failure, failure } from '../failure.ts';
import { arrayOf, countOf, isObject, type JsonObject, objectOf, stringOf } from '../json.ts';
import { settleFinishReason } from '../settle-finish-reason.ts';
import { Annotations, readCitations } from './citations.ts';
import type { Dialect } from './dialect.ts';
import { explainErrorInside, isError } from './error.ts';
import { faultOf, finishReasonOf } from './finish-reason.ts';
import { readAnnotations, readImages, readLogprobs, readReasoningDetails, readText } from './message.ts';
import { ThinkTags } from './think-tags.ts';
import { readToolCalls } from './tool-call.ts';
import { readReport } from './usage.ts';

const failed = (reason: Failure): Translated => ({ ok: false, failure: reason });

/**
 * Translates a whole answer. An error inside a 200 is a failure, and so is an answer with nothing in it, or one that
 * doesn't say why it ended: as in a stream, that it is whole is not known then.
 */
export function readResponse(
  body: unknown,
  { provider, model }: AdapterCall,
  { thinkTags = false, ...dialect }: Pick<Dialect, 'thinkTags' | 'alwaysSearches'>,
): Translated {
  if (!isObject(body)) return failed(failure('upstream_invalid_response', 200));
  if (isError(body)) return failed(explainErrorInside(body));
  const choices = arrayOf(body['choices']).filter(isObject);
  if (choices.length === 0) return failed(failure('upstream_empty_response', 200));
  const fault = choices.map(faultOf).find((found) => found !== null);
  if (fault) return failed(fault);
  const answer: ProviderAnswer = {
    id: stringOf(body['id']) ?? '',
    object: 'chat.completion',
    created: countOf(body['created']) ?? 0,
    model: `${provider}/${model.id}`,
    choices: choices.map((choice, index) => {
      const read = readChoice(choice, index, body);
      return thinkTags ? withoutTags(read) : read;
    }),
    usage: readReport(body, dialect),
    ...(typeof body['service_tier'] === 'string' ? { service_tier: body['service_tier'] } : {}),
    ...(typeof body['system_fingerprint'] === 'string'
      ? { system_fingerprint: body['system_fingerprint'] }
      : {}),
  };
  if (choices.every((choice) => stringOf(choice['finish_reason']))) return { ok: true, answer };
  return failed(failure(isBlank(answer) ? 'upstream_empty_response' : 'upstream_invalid_response', 200));
}

function readChoice(wire: JsonObject, position: number, body: JsonObject): ChatChoice {
  const message = objectOf(wire['message']);
  const calls = toolCallsOf(message, stringOf(body['id']) ?? '');
  const reason = finishReasonOf(stringOf(wire['finish_reason']) ?? 'stop');
  const { content, reasoning } = readText(message);
  const images = readImages(message['images']);
  const details = readReasoningDetails(message['reasoning_details']);
  const once = new Annotations();
  const annotations = [
    ...once.placed(readAnnotations(message['annotations'])),
    ...once.unplaced(position === 0 ? readCitations(body) : []),
  ];
  const answer: ChatAnswer = {
    role: 'assistant',
    content,
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

function withoutTags(choice: ChatChoice): ChatChoice {
  const { content } = choice.message;
  if (content === null) return choice;
  const tags = new ThinkTags();
  const [first, rest] = [tags.push(content), tags.end()];
  const reasoning = first.reasoning + rest.reasoning;
  return {
    ...choice,
    message: {
      ...choice.message,
      content: first.content + rest.content,
      ...(reasoning === '' ? {} : { reasoning }),
    },
  };
}

// Some providers give all calls of an answer one id, by which nobody could say whose result is whose.
function toolCallsOf(message: JsonObject, answerId: string): ToolCall[] {
  const ids = new Set<string>();
  return readToolCalls(message).flatMap(({ id: given, name, arguments: input }, index): ToolCall[] => {
    if (!name) return [];
    const id = given && !ids.has(given) ? given : `call_${answerId}_${index}`;
    ids.add(id);
    return [{ id, type: 'function', function: { name, arguments: input ?? '' } }];
  });
}

const readAudio = (wire: JsonObject): SpokenAnswer => ({
  id: stringOf(wire['id']) ?? '',
  ...(typeof wire['data'] === 'string' ? { data: wire['data'] } : {}),
  ...(typeof wire['transcript'] === 'string' ? { transcript: wire['transcript'] } : {}),
  ...(typeof wire['expires_at'] === 'number' ? { expires_at: wire['expires_at'] } : {}),
});
