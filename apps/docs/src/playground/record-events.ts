/** One event as it came: its lines without the empty one that ends it, and when, counted from the request. */
export type RawEvent = { atMs: number; text: string };

/** What came over the wire for one request. */
export type Recording = {
  /** `null` until there is an answer. */
  response: { status: number; headers: [name: string, value: string][]; atMs: number } | null;
  events: RawEvent[];
};

type Recorder = { recording: Recording; fetch(request: Request): Promise<Response> };

/** A `fetch` for the client that writes down what comes, and passes it on as it is. */
export function createRecorder(): Recorder {
  const begin = performance.now();
  const recording: Recording = { response: null, events: [] };
  const add = (text: string): void => {
    recording.events.push({ atMs: performance.now() - begin, text });
  };
  return {
    recording,
    async fetch(request) {
      const response = await fetch(request);
      recording.response = {
        status: response.status,
        headers: [...response.headers],
        atMs: performance.now() - begin,
      };
      if (response.body === null) return response;
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
      const cut = isStream ? cutEvents(add) : wholeBody(add);
      const watched = response.body.pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform(bytes, controller) {
            cut.push(bytes);
            controller.enqueue(bytes);
          },
          flush: cut.end,
        }),
      );
      return new Response(watched, response);
    },
  };
}

type Cut = { push(bytes: Uint8Array): void; end(): void };

function cutEvents(add: (text: string) => void): Cut {
  const decoder = new TextDecoder();
  let rest = '';
  return {
    push(bytes) {
      const parts = (rest + decoder.decode(bytes, { stream: true })).split(/\r\n\r\n|\n\n|\r\r/);
      rest = parts.pop() ?? '';
      for (const part of parts) add(part);
    },
    end() {
      if (rest.trim() !== '') add(rest);
    },
  };
}

function wholeBody(add: (text: string) => void): Cut {
  const decoder = new TextDecoder();
  let text = '';
  return {
    push(bytes) {
      text += decoder.decode(bytes, { stream: true });
    },
    end() {
      add(text);
    },
  };
}
