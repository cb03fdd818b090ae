// Which models a key may use, and from where: asked, and asked about.
import type { RouteExplanation } from '@parley/types';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ask } from '../support/ask.ts';
import { type FaultServer, faultServer } from '../support/fault-server.ts';
import { makeKey, manage } from '../support/manage.ts';
import { completion, httpAnswer } from '../support/openai-wire.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';

const priced = (input: string, output: string, more: object = {}) => ({
  abilities: ['streaming' as const],
  price: { as_of: '2026-01-01', input, output, ...more },
});

let upstream: FaultServer;
let gateway: TestGateway;
beforeAll(async () => {
  const answers = () => httpAnswer(completion());
  const names = ['cheap', 'dear', 'gratis', 'tiered', 'sounding', 'unknown'];
  upstream = await faultServer(
    Object.fromEntries(names.map((name) => [name, ({ socket }) => socket.write(answers())])),
  );
  gateway = await testGateway({
    providers: {
      one: {
        adapter: 'openai-compatible',
        baseUrl: upstream.url,
        models: {
          cheap: priced('1', '2'),
          dear: priced('1', '20'),
          gratis: priced('0', '0'),
          tiered: priced('1', '2', { tiers: [{ above_prompt_tokens: 200_000, input: '4' }] }),
          sounding: priced('1', '2', { audio_output: '80' }),
        },
      },
      two: { adapter: 'openai-compatible', baseUrl: upstream.url, models: { cheap: priced('1.1', '2.2') } },
    },
  });
});
afterAll(async () => {
  await gateway.close();
  await upstream[Symbol.asyncDispose]();
});

type Settings = Parameters<typeof makeKey>[1];

/** The model that answers, or the code of the refusal; what is explained has to be the same. */
async function outcomeOf(settings: Settings, model: string): Promise<string> {
  const { at, secret } = await makeKey(gateway, settings);
  const asked = await ask(at, { model });
  const explained = await manage<RouteExplanation>(gateway, 'explainRoute', {
    as: secret,
    body: { model, messages: [{ role: 'user', content: 'Say hello.' }] },
  });
  expect(explained.status).toBe(asked.status);
  if (asked.completion === null) {
    expect(JSON.parse(explained.text)).toMatchObject({ error: asked.failure?.error });
    return asked.failure?.error.code ?? '';
  }
  const { used_provider, used_model } = asked.completion.metadata;
  expect(explained.body.chosen).toBe(`${used_provider}/${used_model}`);
  return explained.body.chosen;
}

const denied = 'permission_denied';
const cases: [settings: NonNullable<Settings>, model: string, outcome: string][] = [
  [{ allowed_models: ['one/cheap'] }, 'one/cheap', 'one/cheap'],
  [{ allowed_models: ['one/cheap'] }, 'two/cheap', denied],
  [{ allowed_models: ['one/cheap'] }, 'cheap', 'one/cheap'],
  [{ allowed_models: ['two/*'] }, 'cheap', 'two/cheap'],
  [{ allowed_models: ['cheap'] }, 'two/cheap', 'two/cheap'],
  [{ allowed_models: ['che*'] }, 'one/dear', denied],
  [{ allowed_models: [] }, 'one/cheap', denied],
  [{ allowed_models: [] }, 'auto', denied],
  [{ allowed_models: ['one/dear'] }, 'auto', 'one/dear'],
  [{ allowed_providers: ['two'] }, 'cheap', 'two/cheap'],
  [{ allowed_providers: ['two'] }, 'one/cheap', denied],
  [{ allowed_providers: ['two'] }, 'auto', 'two/cheap'],
  [{ allowed_providers: ['t*'] }, 'two/cheap', denied],
  [{ free_models_only: true }, 'one/gratis', 'one/gratis'],
  [{ free_models_only: true }, 'one/cheap', denied],
  [{ free_models_only: true }, 'auto', 'one/gratis'],
  [{ free_models_only: true }, 'one/unknown', denied],
  [{ max_price_per_million: '2' }, 'one/cheap', 'one/cheap'],
  [{ max_price_per_million: '1.999999999999' }, 'one/cheap', denied],
  [{ max_price_per_million: '2' }, 'two/cheap', denied],
  [{ max_price_per_million: '20' }, 'one/dear', 'one/dear'],
  [{ max_price_per_million: '3' }, 'one/tiered', denied],
  [{ max_price_per_million: '4' }, 'one/tiered', 'one/tiered'],
  [{ max_price_per_million: '20' }, 'one/sounding', denied],
  [{ max_price_per_million: '20' }, 'one/unknown', denied],
  [{ budget: { limit_usd: '1', window: 'day' } }, 'one/unknown', denied],
  [{ budget: { limit_usd: '1', window: 'day' } }, 'one/cheap', 'one/cheap'],
  [{}, 'one/unknown', 'one/unknown'],
];
test.each(cases)('%j: %s → %s', async (settings, model, outcome) => {
  expect(await outcomeOf(settings, model)).toBe(outcome);
});

test('a refusal names the model and why, and nobody is asked', async () => {
  const { at } = await makeKey(gateway, { budget: { limit_usd: '1', window: 'day' } });
  const before = upstream.exchanges.length;
  const { status, failure, headers } = await ask(at, { model: 'one/unknown' });
  expect([status, headers.get('x-should-retry')]).toEqual([403, 'false']);
  expect(failure?.error).toEqual({
    ...{ code: denied, type: 'permission_denied', param: 'model' },
    message: 'Model "one/unknown" has no known price, and a key with a budget may use only what has one.',
  });
  expect(upstream.exchanges).toHaveLength(before);
});

test('of several models those that are out of bounds are left out', async () => {
  const { at } = await makeKey(gateway, { budget: { limit_usd: '1', window: 'day' } });
  const { completion: answer } = await ask(at, { model: 'one/unknown', models: ['two/cheap'] });
  expect(answer?.metadata).toMatchObject({ used_provider: 'two', used_model: 'cheap' });
});

test('a budget above counts too: what has no price is out of bounds for the keys below', async () => {
  const parent = await makeKey(gateway, {
    scopes: ['chat', 'keys'],
    budget: { limit_usd: '1', window: 'day' },
  });
  const child = await makeKey(gateway, {}, parent.secret);
  expect((await ask(child.at, { model: 'one/unknown' })).status).toBe(403);
});

describe('addresses', () => {
  const here: [ranges: string[], allowed: boolean][] = [
    [['127.0.0.1'], true],
    [['127.0.0.0/8'], true],
    [['0.0.0.0/0'], true],
    [['::ffff:127.0.0.1'], true],
    [['10.0.0.0/8', '127.0.0.1/32'], true],
    [['127.0.0.2'], false],
    [['::1'], false],
    [['10.0.0.0/8'], false],
    [[], false],
  ];
  test.each(here)('%j from this machine: %s', async (allowed_ips, allowed) => {
    const { secret, at } = await makeKey(gateway, { allowed_ips });
    expect((await manage(gateway, 'getCurrentKey', { as: secret })).status).toBe(allowed ? 200 : 403);
    expect((await ask(at, { model: 'one/cheap' })).status).toBe(allowed ? 200 : 403);
  });

  test('are not what a caller says: X-Forwarded-For is nothing without a trusted proxy', async () => {
    const { secret } = await makeKey(gateway, { allowed_ips: ['192.0.2.7'] });
    for (const name of ['x-forwarded-for', 'x-real-ip', 'forwarded', 'cf-connecting-ip', 'true-client-ip'])
      for (const value of ['192.0.2.7', 'for=192.0.2.7'])
        expect(
          (await manage(gateway, 'getCurrentKey', { as: secret, headers: { [name]: value } })).status,
        ).toBe(403);
  });

  test('behind a trusted proxy are what that says, whatever stands before it', async () => {
    const proxied = await testGateway({ trustedProxies: ['127.0.0.1', '10.0.0.0/8'] });
    onTestFinished(() => proxied.close());
    const four = await makeKey(proxied, { allowed_ips: ['192.0.2.0/24'] });
    const six = await makeKey(proxied, { allowed_ips: ['2001:db8::/32'] });
    const from = async (as: string, forwarded: string) =>
      (await manage(proxied, 'getCurrentKey', { as, headers: { 'x-forwarded-for': forwarded } })).status;
    expect(await from(four.secret, '192.0.2.7')).toBe(200);
    expect(await from(four.secret, '203.0.113.9, 192.0.2.7')).toBe(200);
    expect(await from(four.secret, '192.0.2.7, 10.1.2.3')).toBe(200);
    expect(await from(four.secret, '::ffff:192.0.2.7')).toBe(200);
    expect(await from(four.secret, '::ffff:c000:207')).toBe(200);
    expect(await from(six.secret, '2001:db8::1')).toBe(200);
    // What the caller sent comes first, what the proxy saw last.
    expect(await from(four.secret, '192.0.2.7, 203.0.113.9')).toBe(403);
    for (const garbage of ['', 'garbage', '192.0.2.7:80', '999.0.2.7', '192.0.2.7, unknown', '[2001:db8::1]'])
      expect([garbage, await from(four.secret, garbage)]).toEqual([garbage, 403]);
    expect(await from(six.secret, '192.0.2.7')).toBe(403);
  });
});
