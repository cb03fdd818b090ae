import { createParser } from 'eventsource-parser';

/**
 * The data of each server-sent event up to `[DONE]`, joined across however the bytes were split; comments are skipped.
 * Throws what reading throws, or the signal's reason. Leaving the loop cancels the body.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<string, void, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const events: string[] = [];
  const parser = createParser({
    onEvent: ({ data }) => {
      if (data !== '') events.push(data);
    },
  });
  // Not every custom fetch ties its body to the signal.
  const cancel = () => void reader.cancel(signal.reason).catch(() => {});
  signal.addEventListener('abort', cancel, { once: true });
  let ended = false;
  let whole = false;
  try {
    while (!ended) {
      signal.throwIfAborted();
      const { done, value } = await reader.read();
      ended = done;
      // At the end, this completes an event that lacks its empty line.
      parser.feed(done ? '\n\n' : decoder.decode(value, { stream: true }));
      for (const data of events.splice(0)) {
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
