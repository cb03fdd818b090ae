// Requests and tokens a minute, and requests at once: taken before a provider is asked, told in headers, given back.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, askStream, send } from '../support/ask.ts';
import { deferred } from '../support/deferred.ts';
import { makeKey, manage } from '../support/manage.ts';
import {
  began,
  completion,
  done,
  finished,
  httpAnswer,
  inChunk,
  lastChunk,
  said,
  streamAnswer,
  streamHead,
  used,
} from '../support/openai-wire.ts';
import { pricedServer, promptTokens } from '../support/priced-server.ts';

let answers = deferred();
let server: Awaited<ReturnType<typeof pricedServer>>;
beforeAll(async () => {
  server = await pricedServer({
    // Ten tokens of the prompt and two of the answer.
    says: ({ socket, body }) =>
      socket.write(
        body['stream'] === true
          ? streamAnswer(began + said('Hi') + finished() + used() + done)
          : httpAnswer(completion()),
      ),
    much: ({ socket }) =>
      socket.write(
        httpAnswer(
          completion(
            { content: 'Hi' },
            { usage: { prompt_tokens: 899, completion_tokens: 1, total_tokens: 900 } },
          ),
        ),
      ),
    fails: ({ socket }) => socket.write(httpAnswer({ error: { message: 'no' } }, { status: 400 })),
    waits: async ({ socket, body }) => {
      if (body['stream'] === true) socket.write(streamHead() + inChunk(began + said('Hi')));
      await answers.promise;
      socket.write(
        body['stream'] === true ? inChunk(finished() + used() + done) + lastChunk : httpAnswer(completion()),
      );
    },
    breaks: ({ socket }) => void socket.end(streamHead() + inChunk(began + said('One two three'))),
  });
});
afterAll(() => server.close());

const model = (name: string, more: object = {}) => ({ model: `it/${name}`, ...more });

/** What a `RateLimit` field says of a limit. */
function leftOf(headers: Headers, limit: 'requests' | 'tokens'): { left: number; resetSeconds: number } {
  const [, left, resetSeconds] =
    new RegExp(`"${limit}";r=(\\d+);t=(\\d+)`).exec(headers.get('ratelimit') ?? '') ?? [];
  if (left === undefined) throw new Error(`There is no ${limit} in "${headers.get('ratelimit')}".`);
  return { left: Number(left), resetSeconds: Number(resetSeconds) };
}

async function untilAsked(name: string, before: number): Promise<void> {
  while (server.upstream.of(name).length === before) await new Promise((resolve) => setTimeout(resolve, 2));
}

describe('requests a minute', () => {
  test('C16 are counted down in every answer, whole or streamed, until there are none', async () => {
    const { at } = await makeKey(server.gateway, { requests_per_minute: 3 });
    const told: [number, string | null, number][] = [];
    for (const stream of [false, true, false]) {
      const { status, headers } = stream ? await askStream(at, model('says')) : await ask(at, model('says'));
      told.push([status, headers.get('ratelimit-policy'), leftOf(headers, 'requests').left]);
    }
    expect(told).toEqual([2, 1, 0].map((left) => [200, '"requests";q=3;w=60', left]));

    const before = server.upstream.exchanges.length;
    for (const stream of [false, true]) {
      const { status, headers, failure } = await ask(at, model('says', { stream }));
      expect(status).toBe(429);
      expect(failure?.error).toEqual({
        ...{ code: 'rate_limit_exceeded', type: 'rate_limit_error', param: null },
        message: 'The limit of requests a minute of this key is reached.',
      });
      expect(headers.get('x-should-retry')).toBe('true');
      const waitMs = Number(headers.get('retry-after-ms'));
      expect(waitMs).toBeGreaterThan(0);
      expect(waitMs).toBeLessThanOrEqual(20_000);
      expect(headers.get('retry-after')).toBe(String(Math.ceil(waitMs / 1_000)));
      expect(leftOf(headers, 'requests')).toMatchObject({ left: 0 });
    }
    expect(server.upstream.exchanges).toHaveLength(before);
  });

  test('come back when it is said that they do', async () => {
    const { at } = await makeKey(server.gateway, { requests_per_minute: 120 });
    const statuses = await Promise.all(
      Array.from({ length: 121 }, async () => (await ask(at, model('says'))).status),
    );
    // Half a second each: the machine may have been so slow that one came back meanwhile.
    expect(statuses.filter((status) => status === 429).length).toBeLessThanOrEqual(1);
    let last = await ask(at, model('says'));
    while (last.status !== 429) last = await ask(at, model('says'));
    const waitMs = Number(last.headers.get('retry-after-ms'));
    await new Promise((resolve) => setTimeout(resolve, waitMs + 1));
    expect((await ask(at, model('says'))).status).toBe(200);
  });

  test('are each key’s own, and none of a key without a limit', async () => {
    const limited = await makeKey(server.gateway, { requests_per_minute: 1, scopes: ['chat', 'keys'] });
    expect((await ask(limited.at, model('says'))).status).toBe(200);
    expect((await ask(limited.at, model('says'))).status).toBe(429);
    const child = await makeKey(server.gateway, {}, limited.secret);
    expect((await ask(child.at, model('says'))).status).toBe(200);
    const free = await makeKey(server.gateway);
    for (let count = 0; count < 3; count++) {
      const { status, headers } = await ask(free.at, model('says'));
      expect([status, headers.get('ratelimit'), headers.get('ratelimit-policy')]).toEqual([200, null, null]);
    }
  });

  test('are not taken by a request that is wrong, and are by one that fails', async () => {
    const { at } = await makeKey(server.gateway, { requests_per_minute: 3 });
    expect((await ask(at, model('says', { temperature: 9 }))).status).toBe(400);
    expect((await ask(at, { model: 'no-such-model' })).status).toBe(404);
    expect((await ask(at, model('fails'))).status).toBe(400);
    expect(leftOf((await ask(at, model('says'))).headers, 'requests').left).toBe(1);
  });

  test('that are changed are changed at once', async () => {
    const { at, id } = await makeKey(server.gateway, { requests_per_minute: 1 });
    await ask(at, model('says'));
    expect((await ask(at, model('says'))).status).toBe(429);
    await manage(server.gateway, 'updateKey', { id, body: { requests_per_minute: null } });
    expect((await ask(at, model('says'))).status).toBe(200);
  });
});

describe('tokens a minute', () => {
  // Ten come back in a second: the tests have some seconds.
  const perMinute = 600;
  const cap = 100;
  const taken = promptTokens + cap;
  const near = (left: number) => ({ atLeast: left, atMost: left + 80 });
  const expectLeft = (headers: Headers, { atLeast, atMost }: ReturnType<typeof near>) => {
    const { left } = leftOf(headers, 'tokens');
    expect(left).toBeGreaterThanOrEqual(atLeast);
    expect(left).toBeLessThanOrEqual(atMost);
  };

  test.each(['whole', 'streamed'])(
    'are taken as may be needed, and given back as they were not: %s',
    async (way) => {
      const { at } = await makeKey(server.gateway, { tokens_per_minute: perMinute });
      const asked = model('says', { max_tokens: cap });
      const { headers } = way === 'whole' ? await ask(at, asked) : await askStream(at, asked);
      expect(headers.get('ratelimit-policy')).toBe(`"tokens";q=${perMinute};w=60`);
      expectLeft(headers, near(perMinute - taken));
      // Twelve were used.
      expectLeft((await ask(at, asked)).headers, near(perMinute - 12 - taken));
    },
  );

  test('are given back whole by what fails, and by what its caller leaves', async () => {
    const { at } = await makeKey(server.gateway, { tokens_per_minute: perMinute, concurrency: 1 });
    await ask(at, model('fails', { max_tokens: cap }));
    answers = deferred();
    const before = server.upstream.of('waits').length;
    const abort = new AbortController();
    const left = send(at, model('waits', { max_tokens: cap }), { signal: abort.signal });
    await untilAsked('waits', before);
    abort.abort();
    await expect(left).rejects.toThrow();
    // As soon as the gateway has noticed.
    let next = await ask(at, model('says', { max_tokens: cap }));
    while (next.status === 429) next = await ask(at, model('says', { max_tokens: cap }));
    expectLeft(next.headers, near(perMinute - taken));
    answers.resolve();
  });

  test('that were used beyond what was taken are owed', async () => {
    const { at } = await makeKey(server.gateway, { tokens_per_minute: perMinute });
    expect((await ask(at, model('much', { max_tokens: 1 }))).status).toBe(200);
    const { status, headers, failure } = await ask(at, model('says', { max_tokens: 1 }));
    expect([status, failure?.error.message]).toEqual([
      429,
      'The limit of tokens a minute of this key is reached.',
    ]);
    // 300 are owed, at ten a second.
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(20);
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(32);
  });

  test('are told beside the requests', async () => {
    const { at } = await makeKey(server.gateway, { tokens_per_minute: perMinute, requests_per_minute: 5 });
    const { headers } = await ask(at, model('says', { max_tokens: cap }));
    expect(headers.get('ratelimit-policy')).toBe(`"requests";q=5;w=60, "tokens";q=${perMinute};w=60`);
    expect(leftOf(headers, 'requests').left).toBe(4);
    expectLeft(headers, near(perMinute - taken));
  });
});

describe('requests at once', () => {
  test.each([false, true])('hold their place to their end (streamed: %s)', async (stream) => {
    const { at } = await makeKey(server.gateway, { concurrency: 1 });
    answers = deferred();
    const before = server.upstream.of('waits').length;
    const first = send(at, model('waits', { stream }));
    await untilAsked('waits', before);
    const refused = await ask(at, model('says'));
    expect(refused).toMatchObject({
      status: 429,
      failure: {
        error: {
          code: 'rate_limit_exceeded',
          message: 'As many requests of this key run as may run at once.',
        },
      },
    });
    expect(refused.headers.get('retry-after-ms')).toBe('1000');
    answers.resolve();
    await (await first).response.text();
    expect((await ask(at, model('says'))).status).toBe(200);
  });

  const ends: [how: string, end: (at: { url: string; key: string }) => Promise<unknown>][] = [
    ['an answer', (at) => ask(at, model('says'))],
    ['a stream', (at) => askStream(at, model('says'))],
    ['a failure', (at) => ask(at, model('fails'))],
    ['a stream that breaks', (at) => askStream(at, model('breaks'))],
    ['a wrong request', (at) => ask(at, model('says', { temperature: 9 }))],
  ];
  test.each(ends)('give their place back after %s', async (_how, end) => {
    const { at } = await makeKey(server.gateway, { concurrency: 1 });
    for (let count = 0; count < 3; count++) {
      await end(at);
      expect((await ask(at, model('says'))).status).toBe(200);
    }
  });

  test.each([false, true])(
    'give their place back when the caller hangs up (streamed: %s)',
    async (stream) => {
      const { at } = await makeKey(server.gateway, { concurrency: 1 });
      const abort = new AbortController();
      answers = deferred();
      const sent = send(at, model('waits', { stream }), { signal: abort.signal });
      const gone = stream ? sent : expect(sent).rejects.toThrow();
      if (stream) await sent;
      while ((await ask(at, model('says'))).status !== 429)
        await new Promise((resolve) => setTimeout(resolve, 2));
      abort.abort();
      await gone;
      // As soon as the gateway has noticed.
      while ((await ask(at, model('says'))).status !== 200)
        await new Promise((resolve) => setTimeout(resolve, 2));
      answers.resolve();
    },
  );
});
