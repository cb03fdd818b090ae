import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type ChatChunk, type ChatStream, createClient } from '../src/index.ts';
import {
  errorBody,
  event,
  hello,
  helloChunks,
  rateLimited,
  request,
  streamOf,
  streamRequest,
} from './support/answers.ts';
import { caught } from './support/caught.ts';
import { type ScriptedAnswer, startScriptedServer } from './support/scripted-server.ts';

async function open(answer: ScriptedAnswer): Promise<ChatStream> {
  const server = await startScriptedServer(answer);
  return createClient({ baseUrl: server.baseUrl }).chat.completions.create(streamRequest);
}

async function readAll(stream: AsyncIterable<ChatChunk>, into: ChatChunk[] = []): Promise<ChatChunk[]> {
  for await (const chunk of stream) into.push(chunk);
  return into;
}

test('a stream asks for events, yields each chunk, and never yields [DONE]', async () => {
  const server = await startScriptedServer({
    headers: { 'x-request-id': 'req_7' },
    body: streamOf(...helloChunks),
  });
  const stream = await createClient({ baseUrl: server.baseUrl }).chat.completions.create(streamRequest);
  expect(stream.requestId).toBe('req_7');
  expect(await readAll(stream)).toEqual(helloChunks);
  expect(server.requests[0]).toMatchObject({
    headers: { accept: 'text/event-stream' },
    body: { ...request, stream: true },
  });
});

test('text yields the text of the first choice', async () => {
  const second = { index: 1, delta: { content: 'NO' }, finish_reason: null };
  const [first, ...rest] = helloChunks;
  const chunks = [first, { ...first, choices: [second] }, ...rest].filter((chunk) => chunk !== undefined);
  const pieces: string[] = [];
  for await (const piece of (await open({ body: streamOf(...chunks) })).text()) pieces.push(piece);
  expect(pieces).toEqual(['Grüß dich, ', '世界 ', '👋']);
});

test('final gives what chat would have given', async () => {
  expect(await (await open({ body: streamOf(...helloChunks) })).final()).toEqual(hello);
});

test('final after the loop, in its middle, and twice, gives the same', async () => {
  const stream = await open({ body: streamOf(...helloChunks) });
  const chunks = stream[Symbol.asyncIterator]();
  await chunks.next();
  await chunks.next();
  expect(await stream.final()).toEqual(hello);
  expect(await stream.final()).toEqual(hello);
  const rest: unknown[] = [];
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) rest.push(next.value);
  expect(rest).toEqual(helloChunks.slice(2));
});

test('final beside the loop takes no chunk away from it, whichever reads faster', async () => {
  const stream = await open({ body: streamOf(...helloChunks) });
  const pieces: string[] = [];
  const read = async () => {
    for await (const piece of stream.text()) {
      pieces.push(piece);
      await setImmediate();
    }
  };
  const [, answer] = await Promise.all([read(), stream.final()]);
  expect(answer).toEqual(hello);
  expect(pieces).toEqual(['Grüß dich, ', '世界 ', '👋']);
});

test('final beside the loop: of a cut stream both throw, after every chunk that came', async () => {
  const stream = await open({ body: helloChunks.slice(0, 3).map(event), end: 'cut' });
  const chunks: ChatChunk[] = [];
  const [loop, final] = await Promise.all([caught(readAll(stream, chunks)), caught(stream.final())]);
  expect(loop.code).toBe('stream_interrupted');
  expect(final).toBe(loop);
  expect(chunks).toEqual(helloChunks.slice(0, 3));
});

test('a loop that begins after final is refused: its chunks are gone', async () => {
  const stream = await open({ body: streamOf(...helloChunks) });
  const final = stream.final();
  expect(() => stream[Symbol.asyncIterator]()).toThrow('not once `final` reads it');
  expect(await final).toEqual(hello);
});

test('a stream is iterated once', async () => {
  const stream = await open({ body: streamOf(...helloChunks) });
  await readAll(stream);
  expect(() => stream[Symbol.asyncIterator]()).toThrow('only once');
  expect(() => stream.text()).toThrow('only once');
});

const wire = {
  'with comments': [
    ': ping\n\n',
    ...streamOf(...helloChunks).flatMap((text) => [': ping\n', text]),
    ': bye\n\n',
  ],
  'with CRLF': streamOf(...helloChunks).map((text) => text.replaceAll('\n', '\r\n')),
  'with bare CR': streamOf(...helloChunks).map((text) => text.replaceAll('\n', '\r')),
  'with ids, names and retry lines': streamOf(...helloChunks).map(
    (text, index) => `retry: 10\nid: ${index}\nevent: message\n${text}`,
  ),
  'with data over several lines': helloChunks
    .map((chunk) => `${JSON.stringify(chunk, null, 1).replace(/^/gm, 'data: ')}\n\n`)
    .concat(event('[DONE]')),
  'without a space after the colon': streamOf(...helloChunks).map((text) => text.replace('data: ', 'data:')),
  'with empty events': ['data:\n\n', ...streamOf(...helloChunks)],
  'with a byte order mark': ['\uFEFF', ...streamOf(...helloChunks)],
  'with no empty line after [DONE]': [...helloChunks.map(event), 'data: [DONE]'],
  'with more after [DONE]': [...streamOf(...helloChunks), event(rateLimited)],
};

test.each(Object.entries(wire))('a stream %s is read, whole and byte by byte', async (_, body) => {
  expect(await readAll(await open({ body }))).toEqual(helloChunks);

  const server = await startScriptedServer({ body });
  const client = createClient({ baseUrl: server.baseUrl, fetch: byteByByte });
  expect(await (await client.chat.completions.create(streamRequest)).final()).toEqual(hello);
});

async function byteByByte(sent: Request): Promise<Response> {
  const response = await fetch(sent);
  const split = new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
    },
  });
  return new Response(response.body?.pipeThrough(split), response);
}

test.each(['cut', 'whole'] as const)(
  'a stream without [DONE] throws after any event (end: %s)',
  async (end) => {
    const writes = helloChunks.map(event);
    const server = await startScriptedServer(
      ...writes.map((_, kept): ScriptedAnswer => ({ body: writes.slice(0, kept + 1), end })),
    );
    const client = createClient({ baseUrl: server.baseUrl });
    for (let kept = 1; kept <= writes.length; kept++) {
      const stream = await client.chat.completions.create(streamRequest);
      const chunks: ChatChunk[] = [];
      const error = await caught(readAll(stream, chunks));
      expect(error).toMatchObject({ code: 'stream_interrupted', status: null, retryable: true });
      expect(helloChunks.slice(0, chunks.length)).toEqual(chunks);
      if (end === 'whole') expect(chunks).toHaveLength(kept);
      expect(await caught(stream.final())).toBe(error);
    }
  },
);

test('half an event is not an event, not even half of [DONE]', async () => {
  for (const half of ['data: {"id": "chatc', 'data: [DON', 'data: [DONE', '[DONE]']) {
    const error = await caught(readAll(await open({ body: [event(helloChunks[0] ?? ''), half] })));
    expect(error.code).toBe('stream_interrupted');
  }
});

test('a whole chunk that lacks its empty line is not an event either', async () => {
  const chunks: ChatChunk[] = [];
  const stream = await open({ body: helloChunks.map(event).join('').trimEnd() });
  expect((await caught(readAll(stream, chunks))).code).toBe('stream_interrupted');
  expect(chunks).toEqual(helloChunks.slice(0, -1));
});

test('an error inside a stream throws its typed error after the chunks before it', async () => {
  const broken = {
    ...errorBody('upstream_stream_stalled', 'timeout_error', 'No event for 60 s.'),
    choices: [{ index: 0, delta: {}, finish_reason: 'error' }],
  };
  const stream = await open({ body: [...helloChunks.slice(0, 3), broken].map(event) });
  const chunks: ChatChunk[] = [];
  const error = await caught(readAll(stream, chunks));
  expect(chunks).toEqual(helloChunks.slice(0, 3));
  expect(error).toMatchObject({ code: 'upstream_stream_stalled', type: 'timeout_error', retryable: true });
  expect(await caught(stream.final())).toBe(error);
});

test.each([
  ['broken JSON', '{"id": "chatcmpl-1", "choices": [}', '"{\\"id\\": \\"chatcmpl-1\\"'],
  ['text', 'hello', '"hello"'],
  ['null', 'null', '"null"'],
  ['an object without choices', '{"message":"canceled"}', 'canceled'],
  ['choices that are no objects', '{"choices":[null]}', 'null'],
  ['a delta of another shape', '{"choices":[{"index":0,"delta":{"tool_calls":[null]}}]}', 'tool_calls'],
])(
  'an event that is %s throws an invalid_response, and the request is cancelled',
  async (_, data, message) => {
    const server = await startScriptedServer({
      body: [event(helloChunks[0] ?? ''), event(data)],
      end: 'never',
    });
    const stream = await createClient({ baseUrl: server.baseUrl }).chat.completions.create(streamRequest);
    const error = await caught(stream.final());
    expect(error).toMatchObject({ code: 'invalid_response', status: null, retryable: false });
    expect(error.message).toContain(message);
    await server.requests[0]?.closed;
  },
);

test.each<[string, ScriptedAnswer, object]>([
  ['a whole answer', { body: hello }, { code: 'invalid_response', status: 200 }],
  ['a web page', { headers: { 'content-type': 'text/html' }, body: '<p>Hi' }, { code: 'invalid_response' }],
  ['an error with status 200', { body: rateLimited }, { code: 'rate_limit_exceeded', status: 200 }],
])('%s instead of a stream is refused when the stream is opened', async (_, answer, error) => {
  expect(await caught(open(answer))).toMatchObject(error);
});

test('connections are used again after whole streams', async () => {
  const answers = Array.from({ length: 12 }, () => ({ body: streamOf(...helloChunks) }));
  const server = await startScriptedServer(...answers);
  const client = createClient({ baseUrl: server.baseUrl });
  for (const _ of answers) await (await client.chat.completions.create(streamRequest)).final();
  expect(server.connections()).toBeLessThan(6);
});

test('a server that holds the connection open after [DONE] holds nobody up', async () => {
  const server = await startScriptedServer({ body: streamOf(...helloChunks), end: 'never' });
  const stream = await createClient({ baseUrl: server.baseUrl }).chat.completions.create(streamRequest);
  expect(await stream.final()).toEqual(hello);
  await server.requests[0]?.closed;
});
