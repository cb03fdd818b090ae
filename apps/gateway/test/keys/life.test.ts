import type { CurrentKey, Key, KeyList, KeyWithSecret } from '@parley/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newSecret } from '../../src/keys/secret.ts';
import { ask } from '../support/ask.ts';
import { makeKey, manage } from '../support/manage.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await testGateway({});
});
afterAll(() => gateway.close());

const model = 'simulator/sim-small';
const statusOf = async (key: string) => (await ask({ url: gateway.url, key }, { model })).status;

test('a key is made, used, seen, changed, rotated and revoked', async () => {
  const { status, body: made } = await manage<KeyWithSecret>(gateway, 'createKey', {
    body: { name: 'search', tags: { team: 'search' } },
  });
  expect(status).toBe(201);
  expect(made.secret).toMatch(/^parley_[0-9A-Za-z]{38}$/);
  expect(made.key).toMatchObject({
    ...{ name: 'search', scopes: ['chat'], prefix: made.secret.slice(0, 12), created_by: null },
    ...{ expires_at: null, revoked_at: null, allowed_models: null, budget: null, tags: { team: 'search' } },
  });
  const { id } = made.key;
  expect(await statusOf(made.secret)).toBe(200);

  expect((await manage<Key>(gateway, 'getKey', { id })).body).toEqual(made.key);
  const { body: list } = await manage<KeyList>(gateway, 'listKeys');
  expect(list.data).toContainEqual(made.key);
  const { body: current } = await manage<CurrentKey>(gateway, 'getCurrentKey', { as: made.secret });
  expect(current).toEqual({ key: made.key, budget: null });

  const changed = await manage<Key>(gateway, 'updateKey', { id, body: { name: 'find', concurrency: 2 } });
  expect(changed).toMatchObject({ status: 200, body: { ...made.key, name: 'find', concurrency: 2 } });

  const rotated = await manage<KeyWithSecret>(gateway, 'rotateKey', { id, body: {} });
  expect(rotated.status).toBe(200);
  expect(rotated.body.key).toEqual({ ...changed.body, prefix: rotated.body.secret.slice(0, 12) });
  expect([await statusOf(made.secret), await statusOf(rotated.body.secret)]).toEqual([401, 200]);

  const revoked = await manage<Key>(gateway, 'revokeKey', { id });
  expect(revoked).toMatchObject({ status: 200, body: { id, revoked_at: expect.any(String) } });
  expect(await statusOf(rotated.body.secret)).toBe(401);
  // It can be done again, and is still the first time that counts.
  expect((await manage<Key>(gateway, 'revokeKey', { id })).body).toEqual(revoked.body);
  expect((await manage<Key>(gateway, 'getKey', { id })).body).toEqual(revoked.body);
});

test('the master key is no key of the store, and is bounded by nothing', async () => {
  const { body } = await manage<CurrentKey>(gateway, 'getCurrentKey');
  expect(body).toEqual({ key: null, budget: null });
});

test('what is revoked stays as it is', async () => {
  const { id } = await makeKey(gateway);
  await manage(gateway, 'revokeKey', { id });
  for (const [operation, body] of [
    ['updateKey', { name: 'alive' }],
    ['rotateKey', {}],
  ] as const)
    expect(await manage(gateway, operation, { id, body })).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_parameter', param: 'key_id', message: expect.stringContaining(id) } },
    });
});

describe('a secret that is none', () => {
  test('is refused alike, whatever the reason', async () => {
    const parent = await makeKey(gateway, { scopes: ['chat', 'keys'] });
    const below = await makeKey(gateway, {}, parent.secret);
    const replaced = await makeKey(gateway);
    await manage(gateway, 'rotateKey', { id: replaced.id, body: {} });
    const moment = Date.now() + 300;
    const expired = await makeKey(gateway, { expires_at: new Date(moment).toISOString() });
    expect(await statusOf(below.secret)).toBe(200);
    await manage(gateway, 'revokeKey', { id: parent.id });
    while (Date.now() < moment) await new Promise((resolve) => setTimeout(resolve, 10));
    const secrets = {
      unknown: newSecret(),
      malformed: 'parley_nothing',
      revoked: parent.secret,
      'revoked above': below.secret,
      'rotated out': replaced.secret,
      expired: expired.secret,
    };
    const answers = await Promise.all(
      Object.entries(secrets).map(async ([reason, as]) => {
        const { status, text, headers } = await manage(gateway, 'getCurrentKey', { as });
        const told = [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name));
        return { reason, status, text, headers: told };
      }),
    );
    for (const answer of answers)
      expect(answer).toEqual({ ...answers[0], reason: answer.reason, status: 401 });
    expect(answers[0]?.text).toContain('invalid_api_key');
    expect(Object.fromEntries(answers[0]?.headers ?? [])).toMatchObject({ 'www-authenticate': 'Bearer' });
  });

  test('is one on every operation', async () => {
    const { secret, id } = await makeKey(gateway, { scopes: ['admin'] });
    await manage(gateway, 'revokeKey', { id });
    for (const operation of ['listKeys', 'listGenerations', 'getUsage', 'listModels'] as const)
      expect((await manage(gateway, operation, { as: secret })).status).toBe(401);
    for (const operation of ['getKey', 'revokeKey', 'getGeneration'] as const)
      expect((await manage(gateway, operation, { as: secret, id })).status).toBe(401);
    for (const operation of ['createKey', 'updateKey', 'rotateKey'] as const)
      expect((await manage(gateway, operation, { as: secret, id, body: { name: 'x' } })).status).toBe(401);
  });
});

describe('rotation', () => {
  test('lets the secret before work as long as was said', async () => {
    const { id, secret } = await makeKey(gateway);
    const { body } = await manage<KeyWithSecret>(gateway, 'rotateKey', { id, body: { overlap_seconds: 60 } });
    expect([await statusOf(secret), await statusOf(body.secret)]).toEqual([200, 200]);
    const next = await manage<KeyWithSecret>(gateway, 'rotateKey', { id, body: { overlap_seconds: 1 } });
    expect([await statusOf(secret), await statusOf(next.body.secret)]).toEqual([401, 200]);
    // It ends, sooner or later.
    while ((await statusOf(body.secret)) !== 401) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await statusOf(next.body.secret)).toBe(200);
  });

  test('of a key that is revoked during it ends both', async () => {
    const { id, secret } = await makeKey(gateway);
    const { body } = await manage<KeyWithSecret>(gateway, 'rotateKey', { id, body: { overlap_seconds: 60 } });
    await manage(gateway, 'revokeKey', { id });
    expect([await statusOf(secret), await statusOf(body.secret)]).toEqual([401, 401]);
  });
});

describe('scopes', () => {
  const needs = {
    chat: ['createChatCompletion', 'explainRoute'],
    keys: ['createKey', 'listKeys', 'updateKey', 'rotateKey', 'revokeKey'],
  } as const;
  const chat = { model, messages: [{ role: 'user', content: 'Hi' }] };

  test.each(['chat', 'keys', 'admin'] as const)('%s', async (scope) => {
    const { secret } = await makeKey(gateway, { scopes: [scope] });
    for (const [needed, operations] of Object.entries(needs))
      for (const operation of operations) {
        const body = needed === 'chat' ? chat : {};
        const called = await manage(gateway, operation, {
          ...{ as: secret, id: 'key_none' },
          ...(['listKeys', 'revokeKey'].includes(operation) ? {} : { body }),
        });
        const allowed = scope === needed || scope === 'admin';
        expect([operation, called.status === 403]).toEqual([operation, !allowed]);
        if (!allowed) expect(called.body.error.message).toContain(`the scope "${needed}"`);
      }
    expect((await manage(gateway, 'getCurrentKey', { as: secret })).status).toBe(200);
  });
});

describe('pages of keys', () => {
  test('hold each key once, newest first, and end', async () => {
    const { secret } = await makeKey(gateway, { scopes: ['keys', 'chat'] });
    const made: string[] = [];
    for (let count = 0; count < 5; count++) made.push((await makeKey(gateway, {}, secret)).id);
    const seen: string[][] = [];
    let cursor: string | null = null;
    do {
      const page: { body: KeyList } = await manage<KeyList>(gateway, 'listKeys', {
        as: secret,
        query: { limit: '2', ...(cursor === null ? {} : { cursor }) },
      });
      seen.push(page.body.data.map(({ id }) => id));
      cursor = page.body.next_cursor;
    } while (cursor !== null);
    expect(seen.map(({ length }) => length)).toEqual([2, 2, 1]);
    expect(seen.flat().sort()).toEqual([...made].sort());
  });

  const wrong: [query: { [name: string]: string }, param: string][] = [
    [{ limit: '0' }, 'limit'],
    [{ limit: '101' }, 'limit'],
    [{ limit: 'many' }, 'limit'],
    [{ cursor: '' }, 'cursor'],
    [{ cursor: 'x'.repeat(300) }, 'cursor'],
    [{ cursor: 'key_0' }, 'cursor'],
    [{ cursor: Buffer.from('1760000000000 gen_1').toString('base64url') }, 'cursor'],
  ];
  test.each(wrong)('%j is refused', async (query, param) => {
    expect(await manage(gateway, 'listKeys', { query })).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_parameter', param } },
    });
  });

  test('a parameter that comes twice is refused', async () => {
    const response = await fetch(`${gateway.url}/v1/keys?limit=1&limit=2`, {
      headers: { authorization: `Bearer ${gateway.key}` },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { param: 'limit' } });
  });
});
