// Money: set aside before a provider is asked, settled to what it cost, and never promised twice.
import type { CurrentKey } from '@parley/types';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
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
  said,
  streamAnswer,
  streamHead,
  used,
} from '../support/openai-wire.ts';
import { pricedConfig, pricedServer, wholeCost, wholeUsage } from '../support/priced-server.ts';
import { describeStores } from '../support/stores.ts';
import { testGateway } from '../support/test-gateway.ts';

let answers = deferred();
const whole = { message: { content: 'Hi' }, usage: wholeUsage };
const programs: Parameters<typeof pricedServer>[0] = {
  says: ({ socket, body }) =>
    socket.write(
      body['stream'] === true
        ? streamAnswer(began + said('Hi') + finished() + used(wholeUsage) + done)
        : httpAnswer(completion(whole.message, { usage: wholeUsage })),
    ),
  little: ({ socket }) => socket.write(httpAnswer(completion())),
  waits: async ({ socket }) => {
    await answers.promise;
    socket.write(httpAnswer(completion(whole.message, { usage: wholeUsage })));
  },
  fails: ({ socket }) => socket.write(httpAnswer({ error: { message: 'no' } }, { status: 400 })),
  breaks: ({ socket }) => {
    socket.end(streamHead() + inChunk(began + said('One two three')));
  },
  speaks: ({ socket }) => socket.write(streamHead() + inChunk(began + said('One two three'))),
  flex: ({ socket }) => socket.write(httpAnswer(completion(whole.message, { service_tier: 'flex' }))),
};

let server: Awaited<ReturnType<typeof pricedServer>>;
beforeAll(async () => {
  server = await pricedServer(programs);
});
afterAll(() => server.close());

const model = (name: string) => ({ model: `it/${name}` });
const budget = (limit_usd: string) => ({ budget: { limit_usd, window: 'total' as const } });
const multiple = (times: number) => (0.000814 * times).toFixed(6);

async function stateOf(secret: string) {
  const { body } = await manage<CurrentKey>(server.gateway, 'getCurrentKey', { as: secret });
  const { used_usd, reserved_usd, remaining_usd } = body.budget ?? expect.fail('There is no budget.');
  return { used_usd, reserved_usd, remaining_usd };
}

/** As soon as nothing is set aside any more. */
async function settledStateOf(secret: string) {
  while (true) {
    const state = await stateOf(secret);
    if (state.reserved_usd === '0') return state;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('a budget', () => {
  test('C16 that does not reach is a 402 that says not to try again, and nobody is asked', async () => {
    const { at, secret } = await makeKey(server.gateway, {
      ...budget('0.000813'),
      concurrency: 1,
      tokens_per_minute: 600,
    });
    const before = server.upstream.exchanges.length;
    for (const stream of [false, true]) {
      const { status, headers, failure } = await ask(at, { ...model('says'), stream });
      expect(status).toBe(402);
      expect(headers.get('x-should-retry')).toBe('false');
      expect(headers.get('retry-after')).toBeNull();
      expect(failure?.error).toMatchObject({
        ...{ code: 'insufficient_funds', type: 'billing_error', param: null },
      });
    }
    expect(server.upstream.exchanges).toHaveLength(before);
    expect(await stateOf(secret)).toEqual({
      ...{ used_usd: '0', reserved_usd: '0', remaining_usd: '0.000813' },
    });
    // A shorter answer fits. Its place was given back, and so were the tokens.
    const capped = await ask(at, { ...model('little'), max_tokens: 99 });
    expect(capped.status).toBe(200);
    expect(capped.headers.get('ratelimit')).toMatch(/^"tokens";r=49[4-9];/);
  });

  test('holds what a request may cost while it runs, and what it cost after it', async () => {
    const { at, secret } = await makeKey(server.gateway, budget('0.002'));
    answers = deferred();
    const before = server.upstream.of('waits').length;
    const running = ask(at, model('waits'));
    while (server.upstream.of('waits').length === before)
      await new Promise((resolve) => setTimeout(resolve, 2));
    expect(await stateOf(secret)).toEqual({
      ...{ used_usd: '0', reserved_usd: wholeCost, remaining_usd: '0.001186' },
    });
    answers.resolve();
    await running;
    expect(await settledStateOf(secret)).toMatchObject({ used_usd: wholeCost, remaining_usd: '0.001186' });
    await ask(at, model('little'));
    // Ten tokens of the prompt and two of the answer.
    expect(await settledStateOf(secret)).toMatchObject({ used_usd: '0.00085' });
  });

  test('is asked for n answers where n are asked for', async () => {
    const { at } = await makeKey(server.gateway, budget(multiple(2)));
    expect((await ask(at, { ...model('says'), n: 1 })).status).toBe(200);
    expect((await ask(at, { ...model('says'), n: 2 })).status).toBe(402);
  });

  test('of a key above counts as well, whoever below it spent', async () => {
    const parent = await makeKey(server.gateway, { scopes: ['chat', 'keys'], ...budget(multiple(2)) });
    const [one, two] = [
      await makeKey(server.gateway, {}, parent.secret),
      await makeKey(server.gateway, {}, parent.secret),
    ];
    expect((await ask(one.at, model('says'))).status).toBe(200);
    expect((await ask(two.at, model('says'))).status).toBe(200);
    expect((await ask(one.at, model('says'))).status).toBe(402);
    expect((await ask(parent.at, model('says'))).status).toBe(402);
    expect(await settledStateOf(parent.secret)).toMatchObject({ used_usd: multiple(2), remaining_usd: '0' });
    expect(await stateOf(one.secret)).toMatchObject({ used_usd: wholeCost });
  });

  test('of nothing is enough for what costs nothing', async () => {
    const gateway = await testGateway({});
    onTestFinished(() => gateway.close());
    const { at } = await makeKey(gateway, budget('0'));
    expect((await ask(at, { model: 'simulator/sim-free' })).status).toBe(200);
    expect((await ask(at, { model: 'simulator/sim-small' })).status).toBe(402);
  });

  test('that is lowered or raised is what it is at once', async () => {
    const { at, id } = await makeKey(server.gateway, budget('1'));
    const change = (limit_usd: string) =>
      manage(server.gateway, 'updateKey', { id, body: budget(limit_usd) });
    await change('0.0001');
    expect((await ask(at, model('says'))).status).toBe(402);
    await change(wholeCost);
    expect((await ask(at, model('says'))).status).toBe(200);
    expect((await ask(at, model('says'))).status).toBe(402);
  });

  const windows: [window: 'day' | 'week' | 'month' | 'total', longestMs: number][] = [
    ['day', 86_400_000],
    ['week', 7 * 86_400_000],
    ['month', 31 * 86_400_000],
  ];
  test.each(windows)('of a %s says when it starts anew', async (window, longestMs) => {
    const { secret } = await makeKey(server.gateway, { budget: { limit_usd: '1', window } });
    const { body } = await manage<CurrentKey>(server.gateway, 'getCurrentKey', { as: secret });
    const resetsAt = Date.parse(body.budget?.resets_at ?? '');
    expect(resetsAt).toBeGreaterThan(Date.now());
    expect(resetsAt - Date.now()).toBeLessThanOrEqual(longestMs);
    expect(body.budget?.resets_at).toMatch(/T00:00:00\.000Z$/);
  });
});

describe('what ends otherwise', () => {
  test('a refusal of the provider costs nothing', async () => {
    const { at, secret } = await makeKey(server.gateway, budget('1'));
    expect((await ask(at, model('fails'))).status).toBe(400);
    expect(await settledStateOf(secret)).toMatchObject({ used_usd: '0' });
  });

  test('a caller who hangs up before the first word pays nothing', async () => {
    const { at, secret } = await makeKey(server.gateway, budget('1'));
    answers = deferred();
    const abort = new AbortController();
    const before = server.upstream.of('waits').length;
    const asked = send(at, model('waits'), { signal: abort.signal });
    while (server.upstream.of('waits').length === before)
      await new Promise((resolve) => setTimeout(resolve, 2));
    abort.abort();
    await expect(asked).rejects.toThrow();
    expect(await settledStateOf(secret)).toMatchObject({ used_usd: '0' });
    answers.resolve();
  });

  test('a caller who hangs up in the middle, or whose stream breaks, pays for what came', async () => {
    const { at, secret } = await makeKey(server.gateway, budget('1'));
    const { error } = await askStream(at, model('breaks'));
    const broken = error?.usage?.cost_usd_total ?? 0;
    expect(broken).toBeGreaterThan(0);
    expect(await settledStateOf(secret)).toMatchObject({ used_usd: String(broken) });

    const abort = new AbortController();
    const { response } = await send(at, { ...model('speaks'), stream: true }, { signal: abort.signal });
    const reader = response.body?.getReader();
    await reader?.read();
    abort.abort();
    const { used_usd } = await settledStateOf(secret);
    expect(Number(used_usd)).toBeGreaterThan(broken);
  });

  test('what was used at an unknown price counts as estimated', async () => {
    const { at, secret } = await makeKey(server.gateway, budget('1'));
    const { completion: answer } = await ask(at, { ...model('flex'), max_tokens: 50 });
    expect(answer?.usage).not.toHaveProperty('cost_usd_total');
    // Seven tokens of the prompt and fifty of the answer.
    expect(await settledStateOf(secret)).toMatchObject({ used_usd: '0.000414' });
  });

  test('a stream is settled by its last byte', async () => {
    const { at, secret } = await makeKey(server.gateway, budget('1'));
    expect(await askStream(at, model('says'))).toMatchObject({ done: true });
    expect(await settledStateOf(secret)).toMatchObject({ used_usd: wholeCost });
  });
});

describeStores('200 callers at once', (open, isPostgres) => {
  test('spend what is there and not a picodollar more', { timeout: 30_000 }, async () => {
    await using store = await open();
    const given = store.databaseUrl === null ? {} : { databaseUrl: store.databaseUrl };
    const config = pricedConfig(server.upstream, Object.keys(programs), { upstream: { connections: 300 } });
    const gateways = [
      await testGateway(config, given),
      ...(isPostgres ? [await testGateway(config, given)] : []),
    ];
    onTestFinished(async () => {
      for (const gateway of gateways) await gateway.close();
    });
    const [first = server.gateway] = gateways;
    const { secret } = await makeKey(first, budget(multiple(20)));
    answers = deferred();
    let decided = 0;
    const asked = Array.from({ length: 200 }, async (_, index) => {
      const { url } = gateways[index % gateways.length] ?? first;
      const { status } = await ask({ url, key: secret }, model('waits'));
      // Whoever is let in waits until all others have been told.
      if (status !== 200 && ++decided === 180) answers.resolve();
      return status;
    });
    const statuses = await Promise.all(asked);
    const served = statuses.filter((status) => status === 200).length;
    // A PostgreSQL that takes longer than a second is one that is gone for a moment: 503.
    const told = new Set(statuses.filter((status) => status !== 200 && !(isPostgres && status === 503)));
    expect([...told]).toEqual([402]);
    if (isPostgres) expect(served).toBeLessThanOrEqual(20);
    else expect(served).toBe(20);
    while (true) {
      const { body } = await manage<CurrentKey>(first, 'getCurrentKey', { as: secret });
      if (body.budget?.reserved_usd !== '0') continue;
      expect(Number(body.budget.used_usd)).toBe(Number(multiple(served)));
      break;
    }
  });
});
