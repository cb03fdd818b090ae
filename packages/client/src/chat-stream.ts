import type { ChatChunk, ChatCompletion } from '@parley/types';
import { createAssembly } from './assemble.ts';
import type { CallSignal } from './call-signal.ts';
import { ParleyError } from './parley-error.ts';
import { notAChunk, parseChunk } from './parse-chunk.ts';
import { readEvents } from './read-events.ts';

/**
 * The chunks of an answer, to be iterated once. Leaving the loop early cancels the request.
 * Iteration throws a `ParleyError` when the server reports an error, when a chunk can't be read, and when the stream
 * ends without `[DONE]`; it throws the signal's reason when it was aborted.
 */
export interface ChatStream extends AsyncIterable<ChatChunk> {
  /** The server's `x-request-id`. */
  readonly requestId: string | null;
  /** The text of the first choice, piece by piece. Takes the one iteration. */
  text(): AsyncIterable<string>;
  /**
   * Reads what is left and gives the whole answer, as `chat` would have given it. Also works after the loop.
   * Throws what iteration throws or has thrown; a stream that was left early has no final answer.
   */
  final(): Promise<ChatCompletion>;
  /** Cancels the request. Iteration and `final` then throw `reason`, or an `AbortError`. */
  abort(reason?: unknown): void;
}

interface Opened {
  body: ReadableStream<Uint8Array>;
  requestId: string | null;
  call: CallSignal;
}

export function createChatStream({ body, requestId, call }: Opened): ChatStream {
  const assembly = createAssembly(requestId);
  const chunks = readChunks();
  let iterated = false;
  let whole = false;
  let failure: unknown;

  async function* readChunks(): AsyncGenerator<ChatChunk, void, void> {
    try {
      for await (const data of readEvents(body, call.signal)) {
        if (data === '[DONE]') {
          whole = true;
          return;
        }
        yield take(data);
      }
      throw interrupted(requestId, undefined);
    } catch (cause) {
      failure = failureOf(cause);
      throw failure;
    } finally {
      call.release();
      if (!whole) failure ??= new DOMException('The stream was left before its end.', 'AbortError');
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

  function iterate(): AsyncGenerator<ChatChunk, void, void> {
    if (iterated) throw new TypeError('A ChatStream can be iterated only once.');
    iterated = true;
    return chunks;
  }

  return {
    requestId,
    [Symbol.asyncIterator]: iterate,
    text: () => textOf(iterate()),
    async final() {
      iterated = true;
      while (!(await chunks.next()).done) {}
      if (!whole) throw failure;
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
