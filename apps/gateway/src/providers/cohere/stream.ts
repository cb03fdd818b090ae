// https://docs.cohere.com/docs/streaming
import type { SseEvent } from '../../sse/parse.ts';
import type { AdapterCall, StreamTranslator } from '../adapter.ts';
import type { ChunkWriter } from '../chunk-writer.ts';
import { type Failure, failure } from '../failure.ts';
import { countOf, isObject, type JsonObject, objectOf, parseJson, stringOf } from '../json.ts';
import { readCitation } from './citations.ts';
import { finishReasonOf } from './finish-reason.ts';
import { detailOf, type Thought } from './reasoning.ts';
import { readReport } from './usage.ts';

/** Translates Cohere's events. `message-end` is the last one; there is nothing to read after it. */
export function createTranslator(_call: AdapterCall, writer: ChunkWriter): StreamTranslator {
  let thought: Thought | null = null;
  let details = 0;
  // A call without arguments has no piece of them at all, and an empty text is no JSON.
  let open: { key: number; empty: boolean } | null = null;

  function think(kind: Thought['kind'], piece: string): void {
    if (thought?.kind !== kind) closeThought();
    thought = { kind, text: (thought?.text ?? '') + piece };
    writer.delta(0, { reasoning: piece });
  }

  // What goes back next turn is sent in one piece, when it is complete.
  function closeThought(): void {
    if (thought !== null) writer.delta(0, { reasoning_details: [detailOf(thought, details++)] });
    thought = null;
  }

  function closeCall(): void {
    if (open?.empty) writer.toolCall(0, { key: open.key, id: null, name: null, arguments: '{}' });
    open = null;
  }

  function writeCall(event: JsonObject, wire: JsonObject): void {
    const key = countOf(event['index']) ?? 0;
    const { name, arguments: input } = objectOf(wire['function']);
    if (event['type'] === 'tool-call-start') {
      closeThought();
      closeCall();
      open = { key, empty: true };
    }
    const piece = stringOf(input);
    if (piece && open !== null) open.empty = false;
    writer.toolCall(0, { key, id: stringOf(wire['id']), name: stringOf(name), arguments: piece });
  }

  function end(delta: JsonObject): Failure | null {
    closeThought();
    closeCall();
    writer.count(readReport(delta['usage']));
    const wire = stringOf(delta['finish_reason']);
    if (wire === null) return failure(delta['error'] ? 'upstream_error' : 'upstream_invalid_response', 200);
    const reason = finishReasonOf(wire);
    if (typeof reason !== 'string') return reason;
    writer.finish(0, reason);
    writer.end();
    return null;
  }

  return {
    push({ data }: SseEvent): Failure | null {
      if (writer.finished || data === '[DONE]') return null;
      const event = parseJson(data);
      if (!isObject(event)) return failure('upstream_invalid_response', 200);
      const delta = objectOf(event['delta']);
      const message = objectOf(delta['message']);
      switch (event['type']) {
        case 'message-start': {
          const id = stringOf(event['id']);
          if (id) writer.begin({ id });
          return null;
        }
        case 'content-start':
        case 'content-delta': {
          const { text, thinking } = objectOf(message['content']);
          const thoughtPiece = stringOf(thinking);
          const said = stringOf(text);
          if (thoughtPiece) think('thinking', thoughtPiece);
          if (said) {
            closeThought();
            writer.delta(0, { content: said });
          }
          return null;
        }
        case 'content-end':
          closeThought();
          return null;
        case 'tool-plan-delta': {
          const piece = stringOf(message['tool_plan']);
          if (piece) think('tool_plan', piece);
          return null;
        }
        case 'tool-call-start':
        case 'tool-call-delta':
          writeCall(event, objectOf(message['tool_calls']));
          return null;
        case 'tool-call-end':
          closeCall();
          return null;
        case 'citation-start': {
          const annotations = readCitation(message['citations']);
          if (annotations.length > 0) writer.delta(0, { annotations });
          return null;
        }
        case 'message-end':
          return end(delta);
        default:
          // An error in the place of an event has no type; events that nobody knows are passed over.
          return event['type'] === undefined ? failure('upstream_error', 500) : null;
      }
    },
  };
}
