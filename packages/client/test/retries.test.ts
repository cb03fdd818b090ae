import { describe, expect, test } from 'vitest';
import { createPacedClient } from '../src/create-client.ts';
import { createClient, type ParleyClientOptions } from '../src/index.ts';
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
import { recordedPace } from './support/recorded-pace.ts';
import { hangUp, type ScriptedAnswer, startScriptedServer } from './support/scripted-server.ts';

const busy: ScriptedAnswer = {
  status: 503,
  body: errorBody('no_route', 'upstream_error', 'Nobody is left.'),
};

async function play(answers: ScriptedAnswer[], options: Partial<ParleyClientOptions> = {}) {
  const server = await startScriptedServer(...answers);
  const pace = recordedPace();
  const client = createPacedClient({ baseUrl: server.baseUrl, ...options }, pace);
  return { server, client, pace };
}

test('a 429 is sent again after the wait the server asks for', async () => {
  const limited = { status: 429, headers: { 'retry-after-ms': '120' }, body: rateLimited };
  const { client, server, pace } = await play([limited, { body: hello }]);
  expect(await client.chat.completions.create(request)).toEqual(hello);
  expect(pace.delaysMs).toEqual([120]);
  expect(server.requests.map(({ body }) => body)).toEqual([request, request]);
});

test('the wait is a real one', async () => {
  const limited = { status: 429, headers: { 'retry-after-ms': '5' }, body: rateLimited };
  const server = await startScriptedServer(limited, { body: hello });
  expect(await createClient({ baseUrl: server.baseUrl }).chat.completions.create(request)).toEqual(hello);
});

test('a stream that is refused before it begins is asked for again', async () => {
  const { client, server } = await play([busy, hangUp, { body: streamOf(...helloChunks) }]);
  expect(await (await client.chat.completions.create(streamRequest)).final()).toEqual(hello);
  expect(server.requests).toHaveLength(3);
});

test('a connection that breaks before any byte of an answer is tried again', async () => {
  const { client, server, pace } = await play([hangUp, hangUp, { body: hello }]);
  expect(await client.chat.completions.create(request)).toEqual(hello);
  expect(server.requests).toHaveLength(3);
  expect(pace.delaysMs).toEqual([250, 500]);
});

test('a server that is not there is a connection_error with its cause', async () => {
  const { pace, client } = await play([], { baseUrl: 'http://127.0.0.1:1' });
  const error = await caught(client.chat.completions.create(request, { requestId: 'req_mine' }));
  expect(error).toMatchObject({
    code: 'connection_error',
    status: null,
    retryable: true,
    requestId: 'req_mine',
  });
  expect(error.cause).toBeInstanceOf(Error);
  expect(pace.delaysMs).toHaveLength(2);
});

test('without a wished wait, the wait is a random share of a span that doubles up to 8 s', async () => {
  const { client, pace } = await play(Array(7).fill(busy), { maxRetries: 6 });
  expect((await caught(client.chat.completions.create(request))).code).toBe('no_route');
  expect(pace.delaysMs).toEqual([250, 500, 1000, 2000, 4000, 4000]);
});

test('retries are two unless told, and the last error is the one that is thrown', async () => {
  const { client, server } = await play([busy, busy, { status: 429, body: rateLimited }, { body: hello }]);
  expect(await caught(client.chat.completions.create(request))).toMatchObject({
    code: 'rate_limit_exceeded',
    status: 429,
  });
  expect(server.requests).toHaveLength(3);
});

test('maxRetries: 0 turns retries off', async () => {
  const { client, server } = await play([busy, { body: hello }], { maxRetries: 0 });
  expect((await caught(client.chat.completions.create(request))).code).toBe('no_route');
  expect(server.requests).toHaveLength(1);
});

test('models are asked for again too', async () => {
  const { client } = await play([busy, { body: { object: 'list', data: [] } }]);
  expect(await client.models.list()).toEqual({ object: 'list', data: [] });
});

test('every try of a call has the same request id', async () => {
  const { client, server } = await play([busy, { body: hello }]);
  await client.chat.completions.create(request, { requestId: 'req_mine' });
  expect(server.requests.map(({ headers }) => headers['x-request-id'])).toEqual(['req_mine', 'req_mine']);
});

describe('what is not sent again', () => {
  test.each<[string, ScriptedAnswer]>([
    ['a 400', { status: 400, body: errorBody('invalid_parameter', 'invalid_request_error', 'No.') }],
    ['a 402', { status: 402, body: errorBody('insufficient_funds', 'billing_error', 'Spent.') }],
    ['a 422', { status: 422, body: errorBody('idempotency_key_reused', 'invalid_request_error', 'No.') }],
    [
      'a 429 with x-should-retry: false',
      { status: 429, headers: { 'x-should-retry': 'false' }, body: rateLimited },
    ],
    [
      'a 429 that asks for more than a minute',
      { status: 429, headers: { 'retry-after': '61' }, body: rateLimited },
    ],
  ])('%s', async (_, answer) => {
    const { client, server, pace } = await play([answer, { body: hello }]);
    expect((await caught(client.chat.completions.create(request))).status).toBe(answer.status);
    expect(server.requests).toHaveLength(1);
    expect(pace.delaysMs).toEqual([]);
  });

  test('a stream after its first byte', async () => {
    const { client, server } = await play([
      { body: helloChunks.slice(0, 2).map(event), end: 'cut' },
      { body: streamOf(...helloChunks) },
    ]);
    const stream = await client.chat.completions.create(streamRequest);
    expect((await caught(stream.final())).code).toBe('stream_interrupted');
    expect(server.requests).toHaveLength(1);
  });

  test('a stream whose connection breaks after the headers', async () => {
    const { client, server } = await play([{ body: '', end: 'cut' }, { body: streamOf(...helloChunks) }]);
    const error = await caught(
      client.chat.completions.create(streamRequest).then((stream) => stream.final()),
    );
    expect(error.code).toBe('stream_interrupted');
    expect(server.requests).toHaveLength(1);
  });
});

test.each([408, 409, 429, 500, 502, 503, 504, 529])('a %i is sent again', async (status) => {
  const { client } = await play([{ status, body: rateLimited }, { body: hello }]);
  expect(await client.chat.completions.create(request)).toEqual(hello);
});

test('a wait that would outlast the time limit is not begun: the error comes at once', async () => {
  const limited = { status: 429, headers: { 'retry-after': '30' }, body: rateLimited };
  const { client, pace } = await play([limited, { body: hello }], { timeoutMs: 20_000 });
  expect(await caught(client.chat.completions.create(request))).toMatchObject({
    code: 'rate_limit_exceeded',
    retryAfterMs: 30_000,
  });
  expect(pace.delaysMs).toEqual([]);
});

test('an abort ends the wait, with its reason', async () => {
  const limited = { status: 429, headers: { 'retry-after': '30' }, body: rateLimited };
  const server = await startScriptedServer(limited);
  const reason = new Error('The user left.');
  const controller = new AbortController();
  const call = createClient({ baseUrl: server.baseUrl }).chat.completions.create(request, {
    signal: controller.signal,
  });
  await expect.poll(() => server.requests.length).toBe(1);
  await server.requests[0]?.closed;
  controller.abort(reason);
  expect(await caught(call)).toMatchObject({ code: 'aborted', cause: reason });
  expect(server.requests).toHaveLength(1);
});

describe('idempotency keys', () => {
  const keysOf = (server: Awaited<ReturnType<typeof startScriptedServer>>) =>
    server.requests.map(({ headers }) => headers['idempotency-key']);

  test('every try of a call has the same, and every call its own', async () => {
    const { client, server } = await play([
      busy,
      hangUp,
      { body: hello },
      { body: streamOf(...helloChunks) },
    ]);
    await client.chat.completions.create(request);
    await client.chat.completions.create(streamRequest);
    const [first, second, third, other] = keysOf(server);
    expect(first).toMatch(/^[\w-]{12,}$/);
    expect([second, third]).toEqual([first, first]);
    expect(other).toMatch(/^[\w-]{12,}$/);
    expect(other).not.toBe(first);
  });

  test('yours is sent as it is', async () => {
    const { client, server } = await play([busy, { body: hello }]);
    await client.chat.completions.create(request, { idempotencyKey: 'order-7' });
    expect(keysOf(server)).toEqual(['order-7', 'order-7']);
  });

  test('what changes nothing has none', async () => {
    const { client, server } = await play([{ body: { object: 'list', data: [] } }]);
    await client.models.list();
    expect(keysOf(server)).toEqual([undefined]);
  });
});

test('a client has a hundred retries in reserve, and each success earns one back', async () => {
  const fails = (count: number) => Array<ScriptedAnswer>(count).fill(busy);
  const { client, server } = await play([...fails(151), { body: hello }, ...fails(2)]);
  /** How many requests a call took. */
  const call = async () => {
    const before = server.requests.length;
    await client.chat.completions.create(request).catch(() => {});
    return server.requests.length - before;
  };
  for (let count = 0; count < 50; count++) expect(await call()).toBe(3);
  expect(await call(), 'none is left').toBe(1);
  expect(await call(), 'a success').toBe(1);
  expect(await call(), 'what it earned').toBe(2);
});
