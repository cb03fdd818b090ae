// What a failure means for the requests that come after it: who limits, breaks or refuses us is left alone for a while.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ConfigFile } from '../../src/config.ts';
import { ask, askStream, send } from '../support/ask.ts';
import { type FaultServer, faultServer, type Program } from '../support/fault-server.ts';
import { completion, goodStream, httpAnswer, streamAnswer } from '../support/openai-wire.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';
import { answer, refusal } from './upstream-fault-row.ts';

const sound = answer(httpAnswer(completion()), streamAnswer(goodStream('Hello')));
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let faults: FaultServer;
/** What each provider does now. */
const does: { [provider: string]: Program } = {};
beforeAll(async () => {
  const program: Program = (exchange) => (does[exchange.headers['x-is'] ?? ''] ?? sound)(exchange);
  faults = await faultServer({ m: program, n: program });
});
beforeEach(() => {
  faults.exchanges.splice(0);
  for (const provider of Object.keys(does)) delete does[provider];
});
afterAll(() => faults[Symbol.asyncDispose]());

let gateway: TestGateway;
afterEach(() => gateway.close());

/** A gateway with two providers of the models m and n; the first is the cheaper. */
async function start(file: ConfigFile = {}): Promise<void> {
  const at = (is: string, input: string) => {
    const price = { as_of: '2026-01-01', input, output: input };
    return {
      adapter: 'openai-compatible',
      baseUrl: faults.url,
      headers: { 'x-is': is },
      models: { m: { price }, n: { price } },
    };
  };
  gateway = await testGateway({
    providers: { first: at('first', '1'), second: at('second', '2') },
    // Where a request goes first is its own matter here; what is of interest is who is passed over.
    routing: { exploration: 0, uptimeThreshold: 0 },
    ...file,
  });
}

/** Who was asked since the last time. */
const asked = () => faults.exchanges.splice(0).map(({ model, headers }) => `${headers['x-is']}/${model}`);
const errorsLogged = () => gateway.logged.filter((line) => JSON.parse(line).level >= 50);
const metrics = async () => (await fetch(`${gateway.url}/metrics`)).text();
const fallback = { model: 'first/m', models: ['second/m'] };

describe('U13 a provider that limits requests', () => {
  test.each([
    ['by its name', { model: 'first/m', models: ['second/m'] }],
    ['by a bare name', { model: 'm' }],
    ['auto', { model: 'auto' }],
  ])('is passed over by the requests that follow, %s', async (_how, request) => {
    await start();
    does['first'] = refusal(429, {}, { 'retry-after': '60' });
    const { completion: one } = await ask(gateway, { model: 'first/m', models: ['second/m'] });
    expect(one?.metadata.routing).toMatchObject([
      { provider: 'first', status_code: 429, error_type: 'rate_limited', succeeded: false },
      { provider: 'second', succeeded: true },
    ]);
    expect(asked()).toEqual(['first/m', 'second/m']);
    for (const ask_ of [ask, askStream]) {
      expect((await ask_(gateway, request)).status).toBe(200);
      expect(asked()).not.toContain('first/m');
    }
  });

  test('is waited for when there is nobody else, and its wait is short', async () => {
    await start();
    let count = 0;
    does['first'] = (exchange) =>
      (count++ === 0 ? refusal(429, {}, { 'retry-after-ms': '200' }) : sound)(exchange);
    const { completion: one } = await ask(gateway, { model: 'first/m' });
    expect(one?.metadata.routing).toMatchObject([{ error_type: 'rate_limited' }, { succeeded: true }]);
  });

  test('is waited for by those who come meanwhile, without a call in vain', async () => {
    await start({ cooldown: { limitedMs: 400 } });
    does['first'] = refusal(429);
    expect((await ask(gateway, fallback)).status).toBe(200);
    does['first'] = sound;
    asked();
    const { completion: one } = await ask(gateway, { model: 'first/m' });
    expect(one?.metadata.routing).toMatchObject([{ provider: 'first', succeeded: true }]);
    expect(asked()).toEqual(['first/m']);
  });

  test('is not waited for when its wait is long: a 429 that says how long, and no call for the next', async () => {
    await start();
    does['first'] = refusal(429, {}, { 'retry-after': '60' });
    const one = await ask(gateway, { model: 'first/m' });
    expect([one.status, one.headers.get('retry-after')]).toEqual([429, '60']);
    expect(asked()).toEqual(['first/m']);
    expect(await metrics()).toContain(
      'parley_cooldowns_total{provider="first",code="upstream_rate_limited"} 1',
    );
    const next = await ask(gateway, { model: 'first/m' });
    expect(next).toMatchObject({
      status: 429,
      failure: { error: { code: 'upstream_rate_limited' }, metadata: { routing: [] } },
    });
    const seconds = Number(next.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(asked()).toEqual([]);
  });

  test('is not waited for past the deadline of the request', async () => {
    await start({ timeouts: { totalMs: 1_000 } });
    does['first'] = refusal(429, {}, { 'retry-after': '3' });
    const { status, headers } = await ask(gateway, { model: 'first/m' });
    expect([status, headers.get('retry-after')]).toEqual([429, '3']);
  });

  test('is asked again when its time is up', async () => {
    await start();
    does['first'] = refusal(429, {}, { 'retry-after-ms': '100' });
    await ask(gateway, fallback);
    does['first'] = sound;
    await pause(110);
    asked();
    await ask(gateway, fallback);
    expect(asked()).toEqual(['first/m']);
  });

  test('a caller who leaves while it is waited for ends the wait, and nobody is asked', async () => {
    await start({ upstream: { longestWaitMs: 60_000 } });
    does['first'] = refusal(429, {}, { 'retry-after': '30' });
    const abort = new AbortController();
    const headers = { 'x-request-id': 'left' };
    const sent = send(gateway, { model: 'first/m' }, { signal: abort.signal, headers });
    await gateway.lineWith('attempt failed', 'left');
    abort.abort();
    await expect(sent).rejects.toThrow();
    expect(await gateway.recordOf('left')).toMatchObject({
      outcome: 'aborted',
      attempts: [{ error_type: 'rate_limited' }],
    });
    expect(asked()).toEqual(['first/m']);
  });
});

describe('U14 a target that fails', () => {
  test('is passed over after failures in a row, until one call shows that it works', async () => {
    await start({ breaker: { failuresInARow: 2, openMs: 600 } });
    does['first'] = refusal(500);
    for (let count = 0; count < 4; count++) {
      expect((await (count % 2 ? askStream : ask)(gateway, fallback)).status).toBe(200);
    }
    expect(asked()).toEqual(['first/m', 'second/m', 'first/m', 'second/m', 'second/m', 'second/m']);
    expect(await metrics()).toContain('parley_circuit_breakers_open{model="first/m"} 1');
    does['first'] = sound;
    await pause(610);
    await ask(gateway, fallback);
    await ask(gateway, fallback);
    expect(asked()).toEqual(['first/m', 'first/m']);
    expect(await metrics()).toContain('parley_circuit_breakers_open{model="first/m"} 0');
  });

  test('gets one caller at a time for its trial', async () => {
    await start({ breaker: { failuresInARow: 1, openMs: 100 } });
    does['first'] = refusal(500);
    await ask(gateway, fallback);
    await pause(110);
    asked();
    does['first'] = async (exchange) => {
      await pause(50);
      sound(exchange);
    };
    await Promise.all(Array.from({ length: 8 }, () => ask(gateway, fallback)));
    expect(asked().filter((target) => target === 'first/m')).toHaveLength(1);
  });

  test('is asked all the same when there is nobody else: what we believe of it refuses nobody', async () => {
    await start({ breaker: { failuresInARow: 1, openMs: 60_000 } });
    does['first'] = refusal(503);
    expect((await ask(gateway, { model: 'first/m' })).status).toBe(503);
    does['first'] = sound;
    const { completion: one } = await ask(gateway, { model: 'first/m' });
    expect(one?.metadata.routing).toMatchObject([{ provider: 'first', succeeded: true }]);
    await ask(gateway, fallback);
    expect(asked().at(-1)).toBe('first/m');
  });

  test('after its first token counts too', async () => {
    await start({ breaker: { failuresInARow: 1 } });
    does['first'] = ({ socket }) => socket.end(streamAnswer(goodStream('Hello')).slice(0, 500));
    const streamed = await askStream(gateway, fallback);
    expect(streamed.error?.error.code).toBe('upstream_stream_interrupted');
    does['first'] = sound;
    asked();
    await askStream(gateway, fallback);
    expect(asked()).toEqual(['second/m']);
  });

  test('does not when the request was at fault, or was given up', async () => {
    await start({ breaker: { failuresInARow: 1 } });
    does['first'] = refusal(400, { code: 'context_length_exceeded' });
    expect((await ask(gateway, fallback)).status).toBe(400);
    does['first'] = () => {};
    const abort = new AbortController();
    const headers = { 'x-request-id': 'gives-up' };
    const sent = send(gateway, fallback, { signal: abort.signal, headers });
    while (faults.exchanges.length < 2) await pause(2);
    abort.abort();
    await expect(sent).rejects.toThrow();
    await gateway.recordOf('gives-up');
    does['first'] = sound;
    asked();
    await ask(gateway, fallback);
    expect(asked()).toEqual(['first/m']);
  });

  test('is tried elsewhere as long as there is a budget for it, and told at once after', async () => {
    await start({ retryBudget: { share: 0, floor: 2 } });
    does['first'] = refusal(500);
    const answers = [];
    for (let count = 0; count < 3; count++) answers.push(await ask(gateway, fallback));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 502]);
    const refused = answers.at(-1);
    expect(refused?.failure).toMatchObject({
      error: { code: 'upstream_error' },
      metadata: { routing: [{ provider: 'first', status_code: 500 }] },
    });
    expect(asked()).toHaveLength(5);
    await gateway.lineWith('retry budget exhausted', refused?.requestId ?? '');
    expect(await metrics()).toContain('parley_retry_budget_exhausted_total 1');
  });
});

describe('U15 a provider that refuses our credentials', () => {
  test('is passed over with all its models, and there is one alarm', async () => {
    await start();
    does['first'] = refusal(401);
    for (const model of ['m', 'n', 'm']) {
      const { completion: one } = await ask(gateway, {
        model: `first/${model}`,
        models: [`second/${model}`],
      });
      expect(one?.metadata.used_provider).toBe('second');
    }
    expect(asked()).toEqual(['first/m', 'second/m', 'second/n', 'second/m']);
    expect(errorsLogged()).toHaveLength(1);
    expect(await metrics()).toContain(
      'parley_cooldowns_total{provider="first",code="upstream_auth_failed"} 1',
    );
    expect((await ask(gateway, { model: 'first/n' })).failure?.error.code).toBe('upstream_auth_failed');
  });
});

test('x-no-fallback asks the one that was named, and nobody else', async () => {
  await start();
  does['first'] = refusal(500);
  const headers = { 'x-no-fallback': 'true' };
  expect((await ask(gateway, fallback, headers)).status).toBe(502);
  does['first'] = ({ socket }) => socket.resetAndDestroy();
  expect((await ask(gateway, fallback, headers)).failure?.metadata?.routing).toHaveLength(2);
  expect(asked()).toEqual(['first/m', 'first/m', 'first/m']);
});

test('every call of a provider is counted by what became of it', async () => {
  await start();
  does['first'] = refusal(529);
  await ask(gateway, fallback);
  const told = await metrics();
  expect(told).toContain('parley_attempts_total{provider="first",code="upstream_overloaded"} 1');
  expect(told).toContain('parley_attempts_total{provider="second",code="none"} 1');
});
