import type { ChunkDelta } from '@parley/types';
import type { SseEvent } from '../../sse/parse.ts';
import type { AdapterCall, StreamTranslator } from '../adapter.ts';
import type { ChunkWriter } from '../chunk-writer.ts';
import { type Failure, failure } from '../failure.ts';
import { arrayOf, countOf, isObject, type JsonObject, objectOf, parseJson, stringOf } from '../json.ts';
import { Annotations } from '../openai-compatible/citations.ts';
import { errorIn, explainErrorInside } from './error.ts';
import { finishReasonOf } from './finish-reason.ts';
import { addGrounding, annotationsOf, type Grounding, searchesOf, ungrounded } from './grounding.ts';
import { readLogprobs } from './logprobs.ts';
import { createPartReader, type PartReader, type Piece } from './read-parts.ts';
import { isBlocked } from './response.ts';
import { readReport } from './usage.ts';

type Choice = { reader: PartReader; grounding: Grounding; once: Annotations };

/**
 * Translates the events of `streamGenerateContent?alt=sse`. There is no last event: behind a candidate's finish reason
 * more may come, with another one.
 */
export function createTranslator({ request, model }: AdapterCall, writer: ChunkWriter): StreamTranslator {
  const choices = new Map<number, Choice>();

  function choiceOf(index: number): Choice {
    const known = choices.get(index);
    if (known !== undefined) return known;
    const choice = {
      reader: createPartReader(writer.header.id, index),
      grounding: ungrounded(),
      once: new Annotations(),
    };
    choices.set(index, choice);
    return choice;
  }

  function push({ data }: SseEvent): Failure | null {
    const event = parseJson(data);
    const error = errorIn(event);
    if (error !== null) return explainErrorInside(error);
    if (!isObject(event)) return failure('upstream_invalid_response', 200);
    if (!writer.began) writer.begin(headerOf(event));
    for (const candidate of arrayOf(event['candidates'])) {
      if (!isObject(candidate)) continue;
      const index = countOf(candidate['index']) ?? 0;
      if (!writeCandidate(candidate, index, choiceOf(index), writer))
        return failure('upstream_invalid_response', 200);
    }
    if (isBlocked(event))
      for (let index = 0; index < (request.n ?? 1); index++) writer.finish(index, 'content_filter');
    let searches = 0;
    for (const { grounding } of choices.values()) searches += searchesOf(grounding);
    writer.count(readReport(event, searches, model.id));
    return null;
  }

  return { push };
}

function headerOf(event: JsonObject) {
  const id = stringOf(event['responseId']) ?? '';
  const tier = stringOf(objectOf(event['usageMetadata'])['serviceTier']);
  return { ...(id === '' ? {} : { id }), ...(tier === null ? {} : { service_tier: tier }) };
}

/** Whether what came is an answer. */
function writeCandidate(
  wire: JsonObject,
  index: number,
  { reader, grounding, once }: Choice,
  writer: ChunkWriter,
): boolean {
  for (const part of arrayOf(objectOf(wire['content'])['parts']))
    if (isObject(part)) writePiece(reader.read(part), index, writer);
  const logprobs = readLogprobs(wire['logprobsResult']);
  if (logprobs !== null) writer.delta(index, {}, logprobs);
  addGrounding(grounding, wire['groundingMetadata']);
  const finish = stringOf(wire['finishReason']);
  if (finish === null || finish === 'FINISH_REASON_UNSPECIFIED') return true;
  const reason = finishReasonOf(finish);
  if (reason === null) return false;
  const annotations = once.placed(annotationsOf(grounding, reader.content));
  if (annotations.length > 0) writer.delta(index, { annotations });
  writer.finish(index, reason);
  return true;
}

function writePiece(piece: Piece, index: number, writer: ChunkWriter): void {
  const delta: ChunkDelta = {};
  if (piece.content !== undefined) delta.content = piece.content;
  if (piece.reasoning !== undefined) delta.reasoning = piece.reasoning;
  if (piece.detail !== undefined) delta.reasoning_details = [piece.detail];
  if (piece.image !== undefined) delta.images = [piece.image];
  if (piece.audio !== undefined) delta.audio = { id: writer.header.id, data: piece.audio };
  if (Object.keys(delta).length > 0) writer.delta(index, delta);
  if (piece.call === undefined) return;
  const { id, function: called } = piece.call;
  writer.toolCall(index, { key: null, id, name: called.name, arguments: called.arguments });
}
