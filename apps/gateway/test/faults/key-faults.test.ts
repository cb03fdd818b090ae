// What a refused key means for the requests that come after it.
import { describe, expect, test } from 'vitest';
import { ask } from '../support/ask.ts';
import type { Program } from '../support/fault-server.ts';
import { scriptedProviders, sound } from './scripted-providers.ts';
import { refusal } from './upstream-fault-row.ts';

const { does, start, at, asked, calls, metrics } = scriptedProviders();

describe('U15 a provider that refuses our credentials', () => {
  test('is passed over with all its models, and there is one alarm', async () => {
    const gateway = await start();
    does['first'] = refusal(401);
    for (const model of ['m', 'n', 'm']) {
      const { completion: one } = await ask(gateway, {
        model: `first/${model}`,
        models: [`second/${model}`],
      });
      expect(one?.metadata.used_provider).toBe('second');
    }
    expect(asked()).toEqual(['first/m', 'second/m', 'second/n', 'second/m']);
    expect(gateway.logged.filter((line) => JSON.parse(line).level >= 50)).toHaveLength(1);
    expect(await metrics()).toContain(
      'parley_cooldowns_total{provider="first",code="upstream_auth_failed"} 1',
    );
    expect((await ask(gateway, { model: 'first/n' })).failure?.error.code).toBe('upstream_auth_failed');
  });
});

describe('U15 a provider with several keys', () => {
  const keys = () => calls().map(({ headers }) => headers['authorization']?.slice('Bearer '.length));
  const startWith = (apiKey: string | string[], environment = {}) =>
    start({ providers: { it: at('it', { apiKey }) } }, environment);
  const only =
    (good: string, otherwise: Program): Program =>
    (exchange) =>
      (exchange.headers['authorization'] === `Bearer ${good}` ? sound : otherwise)(exchange);

  test('uses the next when one is refused, says so once, and leaves the refused one alone', async () => {
    const gateway = await startWith('env:KEYS', { KEYS: 'bad, good\n' });
    does['it'] = only('good', refusal(401));
    const { completion: one } = await ask(gateway, { model: 'it/m' });
    expect(one?.metadata.routing).toMatchObject([
      { provider: 'it', status_code: 401, succeeded: false },
      { provider: 'it', succeeded: true },
    ]);
    await ask(gateway, { model: 'it/n' });
    await ask(gateway, { model: 'it/m' });
    expect(keys()).toEqual(['bad', 'good', 'good', 'good']);
    expect(gateway.logged.filter((line) => JSON.parse(line).level >= 50)).toHaveLength(1);
    expect(gateway.logged.join('')).not.toMatch(/"(bad|good)"/);
  });

  test('uses the next when one is limited, and tells how long when all are', async () => {
    const gateway = await startWith(['one', 'two']);
    does['it'] = only('two', refusal(429, {}, { 'retry-after': '60' }));
    expect((await ask(gateway, { model: 'it/m' })).status).toBe(200);
    does['it'] = refusal(429, {}, { 'retry-after': '60' });
    const limited = await ask(gateway, { model: 'it/m' });
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '60']);
    expect(keys()).toEqual(['one', 'two', 'two']);
  });

  test('which are all refused fails, after each was tried once', async () => {
    const gateway = await startWith(['one', 'two', 'three']);
    does['it'] = refusal(401);
    expect((await ask(gateway, { model: 'it/m' })).failure?.error.code).toBe('upstream_auth_failed');
    expect(keys()).toEqual(['one', 'two', 'three']);
  });
});
