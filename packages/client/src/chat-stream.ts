import type { ChatChunk, ChatCompletion } from '@parley/types';
import { createAssembly } from './assemble.ts';
import type { CallSignal } from './call-signal.ts';
import { ParleyError } from './parley-error.ts';
import { notAChunk, parseChunk } from './parse-chunk.ts';
import { readEvents } from './read-events.ts';
import { shareReads } from './share-reads.ts';

/**
 * The chunks of an answer, to be iterated once. Leaving the loop early cancels the request.
 * Iteration throws a `ParleyError`: what the server reports inside the stream, `invalid_response` for what is no chunk,
 * `stream_interrupted` without `[DONE]`, `timeout` when nothing comes any more, `aborted`.
 */
export interface ChatStream extends AsyncIterable<ChatChunk> {
  /** The server's `x-request-id`. */
  readonly requestId: string | null;
  /** The text of the first choice, piece by piece. Takes the one iteration. */
  text(): AsyncIterable<string>;
  /**
   * Reads what is left and gives the whole answer, as it would have come without `stream`. In place of the loop, after
   * it, or beside it, and as often as you like: it takes no chunk away from a loop that has begun.
   * Throws what iteration throws or has thrown, and `aborted` when the loop was left early.
   */
  final(): Promise<ChatCompletion>;
  /** Cancels the request. Iteration and `final` then throw `aborted`, with `reason` as its cause. */
  abort(reason?: unknown): void;
}

interface Opened {
  body: ReadableStream<Uint8Array>;
  requestId: string | null;
  call: CallSignal;
  stallTimeoutMs: number;
}

export function createChatStream({ body, requestId, call, stallTimeoutMs }: Opened): ChatStream {
  const assembly = createAssembly(requestId);
  const reads = shareReads(readChunks(), () => {
    call.abort(new DOMException('The stream was left before its end.', 'AbortError'));
    return call.signal.reason;
  });
  async function* readChunks(): AsyncGenerator<ChatChunk, void, void> {
    try {
      for await (const data of readEvents(body, call, stallTimeoutMs)) {
        if (data === '[DONE]') return;
        yield take(data);
      }
      throw interrupted(requestId, undefined);
    } catch (cause) {
      throw failureOf(cause);
    } finally {
      call.release();
    }
  }

  function take(data: string): ChatChunk {
    const chunk = parseChunk(data, requestId);
    try {
      assembly.add(chunk);
    } catch (cause) {
      throw notAChunk(data, requestId, cause);
    }
    return chunk;
  }

  function failureOf(cause: unknown): unknown {
    if (call.signal.aborted) return call.signal.reason;
    return cause instanceof ParleyError ? cause : interrupted(requestId, cause);
  }

  return {
    requestId,
    [Symbol.asyncIterator]: reads.iterate,
    text: () => textOf(reads.iterate()),
    async final() {
      await reads.drain();
      return assembly.completion();
    },
    abort: call.abort,
  };
}

async function* textOf(chunks: AsyncIterable<ChatChunk>): AsyncGenerator<string, void, void> {
  for await (const chunk of chunks) {
    for (const { index, delta } of chunk.choices) {
      if (index === 0 && delta?.content) yield delta.content;
    }
  }
}

function interrupted(requestId: string | null, cause: unknown): ParleyError {
  return new ParleyError({
    message: 'The stream ended without [DONE]: the answer is not whole.',
    code: 'stream_interrupted',
    requestId,
    retryable: true,
    cause,
  });
}
