// https://platform.claude.com/docs/en/build-with-claude/streaming
import type { SseEvent } from '../../sse/parse.ts';
import type { AdapterCall, StreamTranslator } from '../adapter.ts';
import type { ChunkWriter } from '../chunk-writer.ts';
import { type Failure, failure } from '../failure.ts';
import { countOf, isObject, type JsonObject, objectOf, parseJson, stringOf } from '../json.ts';
import type { Dialect } from './dialect.ts';
import { errorIn, explainErrorInside } from './error.ts';
import { finishReasonOf } from './finish-reason.ts';
import { jsonWayOf } from './json-way.ts';
import { createBlockReader, type Piece } from './read-blocks.ts';
import { laterUsage, readReport } from './usage.ts';

/**
 * Translates the events of a message. Its end is `message_stop`: a stop reason before that is kept, since a stream that
 * is cut in between did not come whole.
 */
export function createTranslator(call: AdapterCall, writer: ChunkWriter, dialect: Dialect): StreamTranslator {
  const reader = createBlockReader({ answersByTool: jsonWayOf(call, dialect)?.kind === 'tool' });
  let usage: JsonObject = {};
  let stopReason: string | null = null;

  function begin(message: JsonObject): void {
    usage = objectOf(message['usage']);
    const id = stringOf(message['id']);
    const tier = stringOf(usage['service_tier']);
    writer.begin({ ...(id ? { id } : {}), ...(tier === null ? {} : { service_tier: tier }) });
  }

  function settle(event: JsonObject): void {
    stopReason = stringOf(objectOf(event['delta'])['stop_reason']) ?? stopReason;
    // Only here: what the first event counts is the input and a token or two, and would hide that the rest is missing.
    if (!isObject(event['usage'])) return;
    usage = laterUsage(usage, event['usage']);
    writer.count(readReport(usage));
  }

  function end(): void {
    if (stopReason === null) return;
    writer.finish(0, finishReasonOf(stopReason));
    writer.end();
  }

  function push({ data }: SseEvent): Failure | null {
    if (writer.ended) return null;
    const event = parseJson(data);
    if (!isObject(event)) return failure('upstream_invalid_response', 200);
    const error = errorIn(event);
    if (error !== null) return explainErrorInside(error);
    const index = countOf(event['index']) ?? 0;
    switch (event['type']) {
      case 'message_start':
        begin(objectOf(event['message']));
        break;
      case 'content_block_start':
        writePieces(reader.start(index, objectOf(event['content_block'])), writer);
        break;
      case 'content_block_delta':
        writePieces(reader.delta(index, objectOf(event['delta'])), writer);
        break;
      case 'content_block_stop':
        writePieces(reader.stop(index), writer);
        break;
      case 'message_delta':
        settle(event);
        break;
      case 'message_stop':
        end();
        break;
    }
    return null;
  }

  return { push };
}

function writePieces(pieces: readonly Piece[], writer: ChunkWriter): void {
  for (const piece of pieces) {
    const { call, detail, ...said } = piece;
    if (call !== undefined) writer.toolCall(0, call);
    else if (detail === undefined) writer.delta(0, said);
    else writer.delta(0, { ...said, reasoning_details: [detail] });
  }
}
