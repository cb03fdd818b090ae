// A key never gets more than the one it comes from, whichever of the two is changed.
import type { CreateKeyRequest, Key } from '@parley/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeKey, manage } from '../support/manage.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await testGateway({});
});
afterAll(() => gateway.close());

type Field = Exclude<keyof CreateKeyRequest, 'name' | 'tags' | 'cache_ttl_seconds'>;
type Row = {
  [Name in Field]: {
    bound: CreateKeyRequest[Name];
    more: CreateKeyRequest[Name];
    less: CreateKeyRequest[Name];
  };
};

const day = (offset: number) => new Date(Date.UTC(2999, 0, 1 + offset)).toISOString();
const rows: Row = {
  scopes: { bound: ['chat', 'keys'], more: ['chat', 'admin'], less: ['chat'] },
  expires_at: { bound: day(1), more: day(2), less: day(0) },
  allowed_models: { bound: ['openai/gpt-*'], more: ['openai/*'], less: ['openai/gpt-5'] },
  allowed_providers: { bound: ['groq', 'xai'], more: ['groq', 'openai'], less: ['groq'] },
  free_models_only: { bound: true, more: false, less: true },
  max_price_per_million: { bound: '10', more: '10.000000000001', less: '9.5' },
  allowed_ips: { bound: ['127.0.0.0/8'], more: ['126.0.0.0/7'], less: ['127.0.0.1'] },
  requests_per_minute: { bound: 60, more: 61, less: 59 },
  tokens_per_minute: { bound: 1_000, more: 1_001, less: 999 },
  concurrency: { bound: 5, more: 6, less: 4 },
  budget: {
    bound: { limit_usd: '10', window: 'month' },
    more: { limit_usd: '10.000000000001', window: 'month' },
    less: { limit_usd: '10', window: 'total' },
  },
};
const fields = Object.keys(rows) as Field[];
// To make keys it needs the scope, and to be used from here.
const maker = (field: Field): Partial<CreateKeyRequest> => ({
  scopes: ['chat', 'keys'],
  [field]: rows[field].bound,
});

describe.each(fields)('%s', (field) => {
  const { bound, more, less } = rows[field];
  const refused = { status: 403, body: { error: { code: 'permission_denied', param: field } } };
  const isNullable = !['scopes', 'free_models_only'].includes(field);

  test('of a new key is at most its creator’s, and the same where it is left out', async () => {
    const parent = await makeKey(gateway, maker(field));
    const create = (value: unknown) =>
      manage(gateway, 'createKey', { as: parent.secret, body: { name: 'child', [field]: value } });
    expect(await create(more)).toMatchObject(refused);
    if (isNullable) expect(await create(null)).toMatchObject(refused);
    expect((await create(less)).status).toBe(201);
    expect((await create(bound)).status).toBe(201);
    if (field === 'scopes') return;
    const { key } = await makeKey(gateway, {}, parent.secret);
    expect(key[field]).toEqual(bound);
  });

  test('can’t be raised above the key above it, by whomever', async () => {
    const parent = await makeKey(gateway, maker(field));
    const { id } = await makeKey(gateway, { [field]: less }, parent.secret);
    for (const as of [parent.secret, gateway.key]) {
      const update = (value: unknown) => manage(gateway, 'updateKey', { as, id, body: { [field]: value } });
      expect(await update(more)).toMatchObject(refused);
      if (isNullable) expect(await update(null)).toMatchObject(refused);
    }
    expect((await manage<Key>(gateway, 'getKey', { id })).body[field]).toEqual(less);
    const raised = await manage<Key>(gateway, 'updateKey', { id, body: { [field]: bound } });
    expect(raised.body[field]).toEqual(bound);
  });

  test('can’t be lowered below the keys below it: the first of them is named', async () => {
    const parent = await makeKey(gateway, maker(field));
    const child = await makeKey(gateway, { scopes: ['chat', 'keys'], [field]: bound }, parent.secret);
    const lower = { id: parent.id, body: { [field]: field === 'free_models_only' ? true : less } };
    const answer = await manage(gateway, 'updateKey', lower);
    if (field === 'free_models_only') {
      expect(answer.status).toBe(200);
      return;
    }
    expect(answer).toMatchObject({ status: 400, body: { error: { param: field } } });
    expect(answer.body.error.message).toContain(child.id);
    // A key that has ended holds nobody back.
    await manage(gateway, 'revokeKey', { id: child.id });
    expect((await manage(gateway, 'updateKey', lower)).status).toBe(200);
  });
});

test('free models only can’t be demanded of a key below which there is one that may use others', async () => {
  const parent = await makeKey(gateway, { scopes: ['keys', 'chat'] });
  await makeKey(gateway, {}, parent.secret);
  expect(
    await manage(gateway, 'updateKey', { id: parent.id, body: { free_models_only: true } }),
  ).toMatchObject({ status: 400, body: { error: { param: 'free_models_only' } } });
});

describe('a change', () => {
  test('is of what is given: null takes a bound away, tags are replaced as a whole', async () => {
    const { id, key } = await makeKey(gateway, {
      ...{ concurrency: 3, requests_per_minute: 10, tags: { team: 'search', stage: 'test' } },
      budget: { limit_usd: '1.500', window: 'day' },
    });
    const update = async (body: object) => (await manage<Key>(gateway, 'updateKey', { id, body })).body;
    expect(await update({ concurrency: null })).toEqual({ ...key, concurrency: null });
    expect(await update({ tags: { team: 'find' } })).toEqual({
      ...{ ...key, concurrency: null, tags: { team: 'find' } },
    });
    expect(await update({ budget: null, name: 'other' })).toMatchObject({
      ...{ budget: null, name: 'other', requests_per_minute: 10, tags: { team: 'find' } },
    });
    expect(key.budget).toEqual({ limit_usd: '1.5', window: 'day' });
  });

  test('holds at once', async () => {
    const { id, secret } = await makeKey(gateway, { scopes: ['chat', 'keys'] });
    expect((await manage(gateway, 'listKeys', { as: secret })).status).toBe(200);
    await manage(gateway, 'updateKey', { id, body: { scopes: ['chat'] } });
    expect((await manage(gateway, 'listKeys', { as: secret })).status).toBe(403);
    await manage(gateway, 'updateKey', { id, body: { allowed_ips: ['192.0.2.1'] } });
    expect((await manage(gateway, 'getCurrentKey', { as: secret })).status).toBe(403);
  });
});

describe('what makes no sense', () => {
  const wrong: [body: object, code: string, param: string | null][] = [
    [{}, 'missing_required_parameter', 'name'],
    [{ name: '' }, 'invalid_parameter', 'name'],
    [{ name: 'a\u0000b' }, 'invalid_parameter', 'name'],
    [{ name: 'x', color: 'red' }, 'unsupported_parameter', 'color'],
    [{ name: 'x', scopes: [] }, 'invalid_parameter', 'scopes'],
    [{ name: 'x', scopes: ['root'] }, 'invalid_parameter', 'scopes[0]'],
    [{ name: 'x', expires_at: 'tomorrow' }, 'invalid_parameter', 'expires_at'],
    [{ name: 'x', expires_at: '2020-01-01T00:00:00Z' }, 'invalid_parameter', 'expires_at'],
    [{ name: 'x', budget: { limit_usd: '1' } }, 'missing_required_parameter', 'budget.window'],
    [
      { name: 'x', budget: { limit_usd: '0.0000000000001', window: 'day' } },
      'invalid_parameter',
      'budget.limit_usd',
    ],
    [
      { name: 'x', budget: { limit_usd: '1000000.000000000001', window: 'day' } },
      'invalid_parameter',
      'budget.limit_usd',
    ],
    [{ name: 'x', budget: { limit_usd: '1e3', window: 'day' } }, 'invalid_parameter', 'budget.limit_usd'],
    [{ name: 'x', budget: { limit_usd: '-1', window: 'day' } }, 'invalid_parameter', 'budget.limit_usd'],
    [{ name: 'x', budget: { limit_usd: 1, window: 'day' } }, 'invalid_parameter', 'budget.limit_usd'],
    [{ name: 'x', budget: { limit_usd: '1', window: 'year' } }, 'invalid_parameter', 'budget.window'],
    [{ name: 'x', allowed_ips: ['10.0.0.0/33'] }, 'invalid_parameter', 'allowed_ips[0]'],
    [{ name: 'x', allowed_ips: ['10.0.0.1', 'everywhere'] }, 'invalid_parameter', 'allowed_ips[1]'],
    [{ name: 'x', allowed_ips: ['::/129'] }, 'invalid_parameter', 'allowed_ips[0]'],
    [{ name: 'x', allowed_ips: ['10.0.0.0/8/8'] }, 'invalid_parameter', 'allowed_ips[0]'],
    [{ name: 'x', requests_per_minute: 0 }, 'invalid_parameter', 'requests_per_minute'],
    [{ name: 'x', concurrency: 1.5 }, 'invalid_parameter', 'concurrency'],
    [{ name: 'x', max_price_per_million: '1.' }, 'invalid_parameter', 'max_price_per_million'],
    [{ name: 'x', tags: { team: 1 } }, 'invalid_parameter', 'tags.team'],
  ];
  test.each(wrong)('%j is refused', async (body, code, param) => {
    const answer = await manage(gateway, 'createKey', { body });
    expect(answer).toMatchObject({ status: 400, body: { error: { code, param } } });
    if (param === 'name' && !('name' in body)) return;
    const { id } = await makeKey(gateway);
    const { name: _name, ...change } = { name: '', ...body };
    const changed = await manage(gateway, 'updateKey', { id, body: param === 'name' ? body : change });
    expect(changed).toMatchObject({ status: 400, body: { error: { code, param } } });
  });

  test('a change of nothing is refused', async () => {
    const { id } = await makeKey(gateway);
    expect((await manage(gateway, 'updateKey', { id, body: {} })).status).toBe(400);
  });

  test('an overlap that is none is refused', async () => {
    const { id } = await makeKey(gateway);
    for (const overlap_seconds of [-1, 2_592_001, '60'])
      expect(await manage(gateway, 'rotateKey', { id, body: { overlap_seconds } })).toMatchObject({
        status: 400,
        body: { error: { param: 'overlap_seconds' } },
      });
  });

  test('exactly a million dollars is a budget', async () => {
    const { key } = await makeKey(gateway, { budget: { limit_usd: '1000000.000000000000', window: 'day' } });
    expect(key.budget).toEqual({ limit_usd: '1000000', window: 'day' });
  });
});
