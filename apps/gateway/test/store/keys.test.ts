import { expect, test } from 'vitest';
import { type KeySettings, noLimits, openRules } from '../../src/keys/key.ts';
import { createKeys } from '../../src/keys/keys.ts';
import type { Database } from '../../src/store/tables.ts';
import { describeStores } from '../support/stores.ts';

const settings: KeySettings = {
  ...{ name: 'a key', scopes: ['chat'], expiresAtMs: 2_000_000_000_000, tags: { team: 'search' } },
  rules: { ...openRules, allowed_models: ['openai/*'] },
  limits: { ...noLimits, concurrency: 3 },
  cacheTtlSeconds: 60,
  budget: { limit: 9_007_199_254_740_993n, window: 'month' },
};

function keysOf(db: Database, start = 1_000_000) {
  let now = start;
  let count = 0;
  return {
    keys: createKeys(db, {
      pepper: 'pepper',
      newKeyId: () => `key_${String(count++).padStart(4, '0')}`,
      now: () => now,
    }),
    wait: (ms: number) => {
      now += ms;
    },
  };
}

describeStores('keys', (open) => {
  test('a key is found by its secret, whole, and the secret is kept nowhere', async () => {
    await using store = await open();
    const { keys } = keysOf(store.db);
    const { key, secret } = await keys.create(settings, null);
    expect(key).toEqual({
      ...{ ...settings, id: 'key_0000', prefix: secret.slice(0, 12), createdAtMs: 1_000_000 },
      ...{ createdBy: null, ancestors: [], revokedAtMs: null },
    });
    expect(await keys.get(key.id)).toEqual(key);
    expect(await keys.find(secret)).toEqual({
      ...{ key, secretEndsAtMs: null },
      holders: [{ keyId: key.id, window: 'month' }],
    });
    expect(await keys.find(`${secret}x`)).toBeNull();
    const rows = await store.db.selectFrom('keys').selectAll().execute();
    expect(Object.values(rows[0] ?? {}).join(' ')).not.toContain(secret.slice(12));
  });

  test('a new secret works at once, and the old one as long as was said', async () => {
    await using store = await open();
    const { keys, wait } = keysOf(store.db);
    const { key, secret } = await keys.create(settings, null);
    wait(5_000);
    const rotated = await keys.rotate(key.id, 60_000);
    expect(rotated?.secret).not.toBe(secret);
    expect(await keys.find(rotated?.secret ?? '')).toMatchObject({
      key: { id: key.id },
      secretEndsAtMs: null,
    });
    expect(await keys.find(secret)).toMatchObject({ key: { id: key.id }, secretEndsAtMs: 1_065_000 });
    await keys.rotate(key.id, 0);
    expect(await keys.find(secret)).toBeNull();
    expect(await keys.rotate('key_none', 0)).toBeNull();
  });

  test('a revoked key ends with all that were made from it, and with no other', async () => {
    await using store = await open();
    const { keys, wait } = keysOf(store.db);
    const parent = (await keys.create(settings, null)).key;
    const child = (await keys.create(settings, parent)).key;
    const grandchild = (await keys.create(settings, child)).key;
    const other = (await keys.create(settings, null)).key;
    expect(grandchild.ancestors).toEqual([child.id, parent.id]);
    wait(1);
    await keys.revoke(child.id);
    wait(1);
    await keys.revoke(parent.id);
    const revoked = await Promise.all([parent, child, grandchild, other].map(({ id }) => keys.get(id)));
    expect(revoked.map((key) => key?.revokedAtMs)).toEqual([1_000_002, 1_000_001, 1_000_001, null]);
  });

  test('keys are listed newest first, page by page, all of them or those below one', async () => {
    await using store = await open();
    const { keys } = keysOf(store.db);
    const first = (await keys.create(settings, null)).key;
    for (let index = 0; index < 4; index++) await keys.create(settings, first);
    await keys.create(settings, null);
    const ids = async (page: Parameters<typeof keys.list>[0]) => (await keys.list(page)).map(({ id }) => id);
    expect(await ids({ below: null, limit: 3, after: null })).toEqual(['key_0005', 'key_0004', 'key_0003']);
    expect(await ids({ below: null, limit: 3, after: 'key_0003' })).toEqual([
      'key_0002',
      'key_0001',
      'key_0000',
    ]);
    expect(await ids({ below: first.id, limit: 9, after: null })).toEqual([
      'key_0004',
      'key_0003',
      'key_0002',
      'key_0001',
    ]);
  });

  test('what is decided of a key can be decided anew; who made it stays', async () => {
    await using store = await open();
    const { keys } = keysOf(store.db);
    const parent = (await keys.create(settings, null)).key;
    const { key } = await keys.create(settings, parent);
    const changed = await keys.update(key.id, { ...settings, name: 'another', budget: null });
    expect(changed).toEqual({ ...key, name: 'another', budget: null });
    expect(await keys.update('key_none', settings)).toBeNull();
  });
});
