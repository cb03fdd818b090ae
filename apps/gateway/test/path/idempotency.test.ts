import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GenerationList } from '@parley/types';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { ConfigFile } from '../../src/config.ts';
import { type Asked, ask, askStream, send } from '../support/ask.ts';
import { deferred } from '../support/deferred.ts';
import { type FaultServer, faultServer, type Program } from '../support/fault-server.ts';
import { makeKey, manage } from '../support/manage.ts';
import {
  began,
  completion,
  goodStream,
  httpAnswer,
  inChunk,
  said,
  streamAnswer,
  streamHead,
} from '../support/openai-wire.ts';
import { describeStores, type TestStore } from '../support/stores.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';

const price = { as_of: '2026-01-01', input: '2', output: '8' };
const says: Asked = { model: 'it/says', max_tokens: 5 };
const key = { 'idempotency-key': 'my key, and "mine" alone' };

/** What the provider does with a request that comes. */
let does: Program;
let gate = deferred();
let upstream: FaultServer;
let calls = 0;

const answers: Program = async ({ socket, body }) => {
  const words = `Answer ${calls}`;
  await gate.promise;
  socket.write(
    body['stream'] === true
      ? streamAnswer(goodStream(words, '!'))
      : httpAnswer(completion({ content: words })),
  );
};

beforeAll(async () => {
  upstream = await faultServer({
    says: (exchange) => {
      calls++;
      return does(exchange);
    },
  });
});
beforeEach(() => {
  calls = 0;
  does = answers;
  gate = deferred();
  gate.resolve();
});
afterAll(() => upstream[Symbol.asyncDispose]());

async function start(
  store: Pick<TestStore, 'dataDirectory' | 'databaseUrl'> | null,
  file: ConfigFile = {},
): Promise<TestGateway> {
  const models = { says: { price, output_tokens: 100 } };
  const providers = { it: { adapter: 'openai-compatible', baseUrl: upstream.url, models } };
  const { dataDirectory, databaseUrl = null } = store ?? {};
  const gateway = await testGateway(
    { providers, upstream: { maxAttempts: 1 }, ...file },
    {
      ...(dataDirectory === undefined ? {} : { dataDirectory }),
      ...(databaseUrl === null ? {} : { databaseUrl }),
    },
  );
  onTestFinished(() => gateway.close());
  return gateway;
}

const generationsOf = async (gateway: TestGateway, secret: string) =>
  (await manage<GenerationList>(gateway, 'listGenerations', { as: secret })).body.data;

const bodyOf = async (gateway: Pick<TestGateway, 'url' | 'key'>, asked: Asked) => {
  const { requestId, response } = await send(gateway, asked, { headers: key });
  return { requestId, headers: response.headers, text: await response.text() };
};

async function untilCalled(count = 1): Promise<void> {
  while (calls < count) await new Promise((resolve) => setTimeout(resolve, 2));
}

describeStores('C17 a request with an idempotency key', (open, isPostgres) => {
  test.each([
    ['whole', says],
    ['as a stream', { ...says, stream: true }],
  ])('gets the same answer again, byte by byte, %s, and is charged once', async (_how, asked) => {
    await using store = await open();
    const gateway = await start(store);
    const { at } = await makeKey(gateway);
    const first = await bodyOf(at, asked);
    const second = await bodyOf(at, asked);
    expect(second.text).toBe(first.text);
    expect(first.text).toContain('Answer 1');
    expect([first.headers.get('idempotent-replayed'), second.headers.get('idempotent-replayed')]).toEqual([
      null,
      'true',
    ]);
    expect(second.requestId).toBe(first.requestId);
    expect(second.headers.get('content-type')).toBe(first.headers.get('content-type'));
    expect(calls).toBe(1);
    expect(await generationsOf(gateway, at.key)).toMatchObject([
      { request_id: first.requestId, outcome: 'completed', cost_usd: '0.000036' },
    ]);
  });

  test.each([2, 50])(
    'of %i at once one is run and charged; the others may come again, and get its answer',
    async (count) => {
      await using store = await open();
      const gateway = await start(store);
      const { at } = await makeKey(gateway);
      gate = deferred();
      const sent = Array.from({ length: count }, () => ask(at, says, key));
      await untilCalled();
      expect((await Promise.race(sent)).status).toBe(409);
      gate.resolve();
      const all = await Promise.all(sent);
      const answered = all.filter(({ status }) => status === 200);
      const inUse = all.filter(({ status }) => status === 409);
      expect([answered.length + inUse.length, calls]).toEqual([count, 1]);
      for (const { headers, failure } of inUse) {
        expect(failure?.error.code).toBe('idempotency_key_in_use');
        expect(headers.get('x-should-retry')).toBe('true');
        expect([headers.get('retry-after'), headers.get('retry-after-ms')]).toEqual(['1', '1000']);
      }
      const again = await Promise.all(inUse.map(() => ask(at, says, key)));
      for (const { completion: one } of again) expect(one).toEqual(answered[0]?.completion);
      expect(calls).toBe(1);
      expect(await generationsOf(gateway, at.key)).toHaveLength(1);
    },
  );

  test('gets its answer after a restart', async () => {
    await using store = await open();
    const before = await start(store);
    const first = await ask(before, says, key);
    await before.close();
    const second = await ask(await start(store), says, key);
    expect(second.completion).toEqual(first.completion);
    expect([second.headers.get('idempotent-replayed'), calls]).toEqual(['true', 1]);
  });

  test.runIf(isPostgres)('of fifty at two replicas one is run, and both have its answer', async () => {
    await using store = await open();
    const directory = mkdtempSync(join(tmpdir(), 'parley-replica-'));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const one = await start(store);
    const two = await start({ databaseUrl: store.databaseUrl, dataDirectory: directory });
    gate = deferred();
    const sent = Array.from({ length: 50 }, (_, index) => ask(index % 2 === 0 ? one : two, says, key));
    expect((await Promise.race(sent)).failure?.error.code).toBe('idempotency_key_in_use');
    gate.resolve();
    const all = await Promise.all(sent);
    const answered = all.filter(({ status }) => status === 200);
    expect(all.filter(({ status }) => status === 409)).toHaveLength(50 - answered.length);
    for (const replica of [one, two]) {
      let again = await ask(replica, says, key);
      while (again.status === 409) again = await ask(replica, says, key);
      expect(again.completion).toEqual(answered[0]?.completion);
    }
    expect(calls).toBe(1);
  });
});

describe('C17 another request under the same idempotency key', () => {
  const others: [what: string, asked: Asked][] = [
    ['with another message', { ...says, messages: [{ role: 'user', content: 'Say goodbye.' }] }],
    ['that wants a stream', { ...says, stream: true }],
    ['with another user', { ...says, user: 'u' }],
  ];
  test.each(others)('%s gets 422, and is not run', async (_what, asked) => {
    const gateway = await start(null);
    await ask(gateway, says, key);
    const { status, failure, headers } = await ask(gateway, asked, key);
    expect([status, failure?.error.code]).toEqual([422, 'idempotency_key_reused']);
    expect([headers.get('x-should-retry'), calls]).toEqual(['false', 1]);
  });

  test('gets 422 while the first runs as well', async () => {
    const gateway = await start(null);
    gate = deferred();
    const first = ask(gateway, says, key);
    await untilCalled();
    expect((await ask(gateway, { ...says, seed: 1 }, key)).status).toBe(422);
    gate.resolve();
    expect((await first).status).toBe(200);
  });

  test('is the same one if only its fields are in another order, or a field is null', async () => {
    const gateway = await start(null);
    await ask(gateway, { ...says, seed: 1 }, key);
    const { status } = await ask(
      gateway,
      { seed: 1, max_tokens: 5, model: 'it/says', temperature: null },
      key,
    );
    expect([status, calls]).toEqual([200, 1]);
  });

  test('of another API key is run', async () => {
    const gateway = await start(null);
    const [one, two] = [await makeKey(gateway), await makeKey(gateway)];
    for (const { at } of [one, two]) expect((await ask(at, says, key)).status).toBe(200);
    expect(calls).toBe(2);
  });
});

describe('C17 an idempotency key whose request has no complete answer is free', () => {
  const refused: Program = ({ socket }) =>
    socket.write(httpAnswer({ error: { message: 'no' } }, { status: 500 }));
  const broken: Program = ({ socket }) => socket.end(streamHead() + inChunk(began + said('Half')));
  const failures: [what: string, program: Program, stream: boolean, status: number][] = [
    ['the provider failed', refused, false, 502],
    ['the provider failed before its stream', refused, true, 502],
    ['the stream broke off', broken, true, 200],
  ];
  test.each(failures)('when %s', async (_what, program, stream, status) => {
    const gateway = await start(null);
    const way = stream ? askStream : ask;
    does = program;
    expect((await way(gateway, says, key)).status).toBe(status);
    does = answers;
    const second = await way(gateway, says, key);
    expect([second.status, second.headers.get('idempotent-replayed'), calls]).toEqual([200, null, 2]);
  });

  test('when it was refused before anybody was asked', async () => {
    const gateway = await start(null);
    const { at } = await makeKey(gateway, { requests_per_minute: 1 });
    expect((await ask(at, says)).status).toBe(200);
    expect((await ask(at, says, key)).status).toBe(429);
    expect((await ask(at, says, key)).failure?.error.code).toBe('rate_limit_exceeded');
    expect((await ask(gateway, { model: 'no-such-model' }, key)).status).toBe(404);
    expect((await ask(gateway, says, key)).status).toBe(200);
  });

  test.each([false, true])('when its caller hung up (stream: %s)', async (stream) => {
    const gateway = await start(null);
    does = ({ socket }) => socket.write(streamHead() + inChunk(began + said('Half')));
    const abort = new AbortController();
    const sent = send(
      gateway,
      { ...says, stream },
      { headers: { ...key, 'x-request-id': 'gone' }, signal: abort.signal },
    );
    const reading = sent.then(({ response }) => response.text());
    await untilCalled();
    abort.abort();
    await expect(reading).rejects.toThrow();
    expect((await gateway.recordOf('gone')).outcome).toBe('aborted');
    does = answers;
    const way = stream ? askStream : ask;
    let second = await way(gateway, { ...says, stream }, key);
    while (second.status === 409) second = await way(gateway, { ...says, stream }, key);
    expect([second.status, calls]).toEqual([200, 2]);
  });
});

test('C17 an answer that is too large to be kept is not made twice: a 422 says so', async () => {
  const gateway = await start(null, { idempotency: { answerBytes: 1024 } });
  does = ({ socket }) => socket.write(httpAnswer(completion({ content: 'x'.repeat(2_000) })));
  expect((await ask(gateway, says, key)).status).toBe(200);
  const { status, failure, headers } = await ask(gateway, says, key);
  expect([status, failure?.error.code]).toEqual([422, 'idempotency_key_reused']);
  expect(failure?.error.message).toContain('too large');
  expect([headers.get('x-should-retry'), calls]).toEqual(['false', 1]);
});

test('a replay counts against no limit, and stands in the metrics', async () => {
  const gateway = await start(null);
  const { at } = await makeKey(gateway, { requests_per_minute: 1, concurrency: 1 });
  for (let count = 0; count < 5; count++) expect((await ask(at, says, key)).status).toBe(200);
  const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
  expect(metrics).toContain('parley_replayed_answers_total{from="idempotency_key"} 4');
});

test.each([
  ['empty', ''],
  ['too long', 'x'.repeat(256)],
  ['not ASCII', 'é'],
])('a key that is %s gets 400', async (_what, value) => {
  const gateway = await start(null);
  const { status, failure } = await ask(gateway, says, { 'idempotency-key': value });
  expect([status, failure?.error.param, calls]).toEqual([400, 'idempotency-key', 0]);
});
