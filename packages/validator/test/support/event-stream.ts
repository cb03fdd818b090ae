// Streams whose every read the test decides.

export const sse = (event: unknown) => `data: ${event === '[DONE]' ? event : JSON.stringify(event)}\n\n`;

const encoder = new TextEncoder();

export type Tap = {
  body: ReadableStream<Uint8Array>;
  send(text: string): void;
  close(): void;
  fail(error: Error): void;
  /** How many reads the stream was asked for. */
  pulls(): number;
  /** Resolves with the reason when the reader cancels. */
  cancelled: Promise<unknown>;
};

/** A stream that the test feeds, piece by piece. */
export function tap(): Tap {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let pulls = 0;
  let cancel: (reason: unknown) => void = () => {};
  const cancelled = new Promise((resolve) => {
    cancel = resolve;
  });
  const body = new ReadableStream<Uint8Array>(
    {
      start: (created) => {
        controller = created;
      },
      pull: () => {
        pulls++;
      },
      cancel: (reason) => cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return {
    body,
    send: (text) => controller?.enqueue(encoder.encode(text)),
    close: () => controller?.close(),
    fail: (error) => controller?.error(error),
    pulls: () => pulls,
    cancelled,
  };
}

export const eventStream = (body: string | ReadableStream<Uint8Array>) =>
  new Response(body, { headers: { 'content-type': 'text/event-stream' } });

/** The text of a body's next reads, until it has `length` characters. */
export async function read(reader: ReadableStreamDefaultReader<Uint8Array>, length: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  while (text.length < length) {
    const { done, value } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
  }
  return text;
}
