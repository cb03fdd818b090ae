import type { CallSignal } from './call-signal.ts';
import { createEventParser } from './event-parser.ts';

/**
 * The data of each server-sent event up to `[DONE]`.
 * Throws what reading throws, or the signal's reason: `timeout`, when there is no byte for `stallTimeoutMs`.
 * Leaving the loop cancels the body.
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  { signal, limit }: CallSignal,
  stallTimeoutMs: number,
): AsyncGenerator<string, void, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parse = createEventParser();
  // Not every custom fetch ties its body to the signal.
  const cancel = () => void reader.cancel(signal.reason).catch(() => {});
  signal.addEventListener('abort', cancel, { once: true });
  let ended = false;
  let whole = false;
  try {
    while (!ended) {
      signal.throwIfAborted();
      limit(stallTimeoutMs, 'byte of the stream');
      const { done, value } = await reader.read();
      // The time that the reader of the events takes is not the server's.
      limit(Infinity, '');
      ended = done;
      // At the end, this completes an event that lacks its empty line.
      for (const data of parse(done ? '\n\n' : decoder.decode(value, { stream: true }))) {
        signal.throwIfAborted();
        whole = data === '[DONE]';
        // Half an event is dropped; `[DONE]` can't be half of anything.
        if (whole || !ended) yield data;
        if (whole) return;
      }
    }
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener('abort', cancel);
    if (whole) void letEnd(reader);
    else cancel();
  }
}

// A connection whose answer was read to its end is used again. A server that holds it open has a second.
async function letEnd(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const timer = setTimeout(() => void reader.cancel().catch(() => {}), 1000);
  try {
    while (!(await reader.read()).done) {}
  } catch {
    // The answer is whole already.
  } finally {
    clearTimeout(timer);
  }
}
