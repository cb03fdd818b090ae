import type { StreamWatch } from './watch-stream.ts';

/** A body that passes through a watch. It is read no faster than the result is, and cancelled with it. */
export function watchBody(body: ReadableStream<Uint8Array>, watch: StreamWatch): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let cancelled = false;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        // A pull that brings nothing is not repeated by the stream itself.
        for (let sent = 0; sent === 0 && !watch.over(); ) {
          const bytes = await nextBytes(reader, watch);
          sent = bytes.length;
          if (sent > 0) controller.enqueue(bytes);
        }
        if (!watch.over() || cancelled) return;
        controller.close();
        await reader.cancel();
      },
      cancel(reason) {
        cancelled = true;
        watch.abandon();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

async function nextBytes(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  watch: StreamWatch,
): Promise<Uint8Array> {
  try {
    const { done, value } = await reader.read();
    return done ? watch.end() : watch.push(value);
  } catch (error) {
    watch.end();
    throw error;
  }
}
