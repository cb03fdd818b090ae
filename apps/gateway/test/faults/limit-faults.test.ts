// What a 429 means for the requests that come after it.
import { describe, expect, test } from 'vitest';
import { ask, askStream, send } from '../support/ask.ts';
import { scriptedProviders, sound, withFallback } from './scripted-providers.ts';
import { refusal } from './upstream-fault-row.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const { does, start, asked, metrics } = scriptedProviders();

describe('U13 a provider that limits requests', () => {
  test.each([
    ['by its name', { model: 'first/m', models: ['second/m'] }],
    ['by a bare name', { model: 'm' }],
    ['auto', { model: 'auto' }],
  ])('is passed over by the requests that follow, %s', async (_how, request) => {
    const gateway = await start();
    does['first'] = refusal(429, {}, { 'retry-after': '60' });
    const { completion: one } = await ask(gateway, { model: 'first/m', models: ['second/m'] });
    expect(one?.metadata.routing).toMatchObject([
      { provider: 'first', status_code: 429, error_type: 'rate_limited', succeeded: false },
      { provider: 'second', succeeded: true },
    ]);
    expect(asked()).toEqual(['first/m', 'second/m']);
    for (const way of [ask, askStream]) {
      expect((await way(gateway, request)).status).toBe(200);
      expect(asked()).not.toContain('first/m');
    }
  });

  test('is waited for when there is nobody else, and its wait is short', async () => {
    const gateway = await start();
    let count = 0;
    does['first'] = (exchange) =>
      (count++ === 0 ? refusal(429, {}, { 'retry-after-ms': '200' }) : sound)(exchange);
    const { completion: one } = await ask(gateway, { model: 'first/m' });
    expect(one?.metadata.routing).toMatchObject([{ error_type: 'rate_limited' }, { succeeded: true }]);
  });

  test('is waited for by those who come meanwhile, without a call in vain', async () => {
    const gateway = await start({ cooldown: { limitedMs: 400 } });
    does['first'] = refusal(429);
    expect((await ask(gateway, withFallback)).status).toBe(200);
    does['first'] = sound;
    asked();
    const { completion: one } = await ask(gateway, { model: 'first/m' });
    expect(one?.metadata.routing).toMatchObject([{ provider: 'first', succeeded: true }]);
    expect(asked()).toEqual(['first/m']);
  });

  test('is not waited for when its wait is long: a 429 that says how long, and no call for the next', async () => {
    const gateway = await start();
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
    const gateway = await start({ timeouts: { totalMs: 1_000 } });
    does['first'] = refusal(429, {}, { 'retry-after': '3' });
    const { status, headers } = await ask(gateway, { model: 'first/m' });
    expect([status, headers.get('retry-after')]).toEqual([429, '3']);
  });

  test('is asked again when its time is up', async () => {
    const gateway = await start();
    does['first'] = refusal(429, {}, { 'retry-after-ms': '100' });
    await ask(gateway, withFallback);
    does['first'] = sound;
    await pause(110);
    asked();
    await ask(gateway, withFallback);
    expect(asked()).toEqual(['first/m']);
  });

  test('a caller who leaves while it is waited for ends the wait, and nobody is asked', async () => {
    const gateway = await start({ upstream: { longestWaitMs: 60_000 } });
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
