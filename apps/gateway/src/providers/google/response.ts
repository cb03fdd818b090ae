import type { ChatChoice } from '@parley/types';
import type { AdapterCall, Translated } from '../adapter.ts';
import { type Failure, failure } from '../failure.ts';
import { arrayOf, countOf, isObject, type JsonObject, objectOf, stringOf } from '../json.ts';
import { settleFinishReason } from '../settle-finish-reason.ts';
import { errorIn, explainErrorInside } from './error.ts';
import { finishReasonOf } from './finish-reason.ts';
import { addGrounding, annotationsOf, searchesOf, ungrounded } from './grounding.ts';
import { readLogprobs } from './logprobs.ts';
import { assemble, createPartReader } from './read-parts.ts';
import { readReport } from './usage.ts';

/** Translates a whole answer. A prompt that was blocked is an answer too: an empty one, for that reason. */
export function readResponse(body: unknown, { provider, model }: AdapterCall): Translated {
  const error = errorIn(body);
  if (error !== null) return { ok: false, failure: explainErrorInside(error) };
  if (!isObject(body)) return { ok: false, failure: failure('upstream_invalid_response', 200) };
  const id = stringOf(body['responseId']) ?? '';
  const read = arrayOf(body['candidates'])
    .filter(isObject)
    .map((candidate, position) => readCandidate(candidate, position, id));
  const choices: ChatChoice[] = [];
  let searches = 0;
  for (const one of read) {
    if ('code' in one) return { ok: false, failure: one };
    choices.push(one.choice);
    searches += one.searches;
  }
  if (choices.length === 0) {
    if (!isBlocked(body)) return { ok: false, failure: failure('upstream_empty_response', 200) };
    choices.push({
      index: 0,
      message: assemble([], id),
      logprobs: null,
      finish_reason: 'content_filter',
    });
  }
  const usage = readReport(body, searches, model.id);
  const tier = stringOf(objectOf(body['usageMetadata'])['serviceTier']);
  return {
    ok: true,
    answer: {
      id,
      object: 'chat.completion',
      created: 0,
      model: `${provider}/${model.id}`,
      choices,
      usage,
      ...(tier === null ? {} : { service_tier: tier }),
    },
  };
}

export const isBlocked = (body: JsonObject): boolean =>
  stringOf(objectOf(body['promptFeedback'])['blockReason']) !== null;

function readCandidate(
  wire: JsonObject,
  position: number,
  answerId: string,
): { choice: ChatChoice; searches: number } | Failure {
  const finish = stringOf(wire['finishReason']);
  // Without one "the model has not stopped generating tokens": https://ai.google.dev/api/generate-content#candidate
  const reason = finish === null ? null : finishReasonOf(finish);
  if (reason === null) return failure('upstream_invalid_response', 200);
  const index = countOf(wire['index']) ?? position;
  const reader = createPartReader(answerId, index);
  const parts = arrayOf(objectOf(wire['content'])['parts']).filter(isObject);
  const message = assemble(parts.map(reader.read), answerId);
  const grounding = ungrounded();
  addGrounding(grounding, wire['groundingMetadata']);
  const annotations = annotationsOf(grounding, reader.content);
  return {
    choice: {
      index,
      message: annotations.length === 0 ? message : { ...message, annotations },
      logprobs: readLogprobs(wire['logprobsResult']),
      finish_reason: settleFinishReason(reason, message.tool_calls !== undefined),
    },
    searches: searchesOf(grounding),
  };
}
