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

describeStores('keys', (open, isPostgres) => {
  test('a key is found by its secret, whole, and the secret is kept nowhere', async () => {
    await using store = await open();
    const { keys } = keysOf(store.db);
    const { key, secret } = await keys.create(null, () => settings);
    expect(key).toEqual({
      ...{ ...settings, id: 'key_0000', prefix: secret.slice(0, 12), createdAtMs: 1_000_000 },
      ...{ createdBy: null, ancestors: [], revokedAtMs: null },
    });
    expect(await keys.get(key.id)).toEqual(key);
    expect(await keys.find(secret)).toEqual({
      ...{ key, endsAtMs: 2_000_000_000_000 },
      holders: [{ keyId: key.id, window: 'month' }],
    });
    expect(await keys.find(`${secret}x`)).toBeNull();
    const rows = await store.db.selectFrom('keys').selectAll().execute();
    expect(Object.values(rows[0] ?? {}).join(' ')).not.toContain(secret.slice(12));
  });

  test('a new secret works at once, and the old one as long as was said', async () => {
    await using store = await open();
    const { keys, wait } = keysOf(store.db);
    const { key, secret } = await keys.create(null, () => settings);
    wait(5_000);
    const rotated = await keys.rotate(key.id, 60_000);
    expect(rotated?.secret).not.toBe(secret);
    expect(await keys.find(rotated?.secret ?? '')).toMatchObject({
      key: { id: key.id },
      endsAtMs: 2_000_000_000_000,
    });
    expect(await keys.find(secret)).toMatchObject({ key: { id: key.id }, endsAtMs: 1_065_000 });
    await keys.rotate(key.id, 0);
    expect(await keys.find(secret)).toBeNull();
    expect(await keys.rotate('key_none', 0)).toBeNull();
  });

  test('a revoked key ends with all that were made from it, and with no other', async () => {
    await using store = await open();
    const { keys, wait } = keysOf(store.db);
    const parent = (await keys.create(null, () => settings)).key;
    const child = (await keys.create(parent.id, () => settings)).key;
    const grandchild = (await keys.create(child.id, () => settings)).key;
    const other = (await keys.create(null, () => settings)).key;
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
    const first = (await keys.create(null, () => settings)).key;
    for (let index = 0; index < 4; index++) await keys.create(first.id, () => settings);
    await keys.create(null, () => settings);
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
    const parent = (await keys.create(null, () => settings)).key;
    const { key } = await keys.create(parent.id, () => settings);
    const changed = await keys.update(key.id, () => ({ ...settings, name: 'another', budget: null }));
    expect(changed).toEqual({ ...key, name: 'another', budget: null });
    expect(await keys.update('key_none', () => settings)).toBeNull();
  });

  test('a secret ends with the first of the keys above it that ends', async () => {
    await using store = await open();
    const { keys, wait } = keysOf(store.db);
    const forEver = { ...settings, expiresAtMs: null };
    const top = await keys.create(null, () => forEver);
    const middle = await keys.create(top.key.id, () => ({ ...settings, expiresAtMs: 3_000_000 }));
    const bottom = await keys.create(middle.key.id, () => forEver);
    const endOf = async (secret: string) => (await keys.find(secret))?.endsAtMs;
    expect([await endOf(top.secret), await endOf(bottom.secret)]).toEqual([null, 3_000_000]);
    wait(5);
    // As it is when a key was made below one while that was being revoked.
    await keys.revoke(top.key.id);
    await store.db.updateTable('keys').set({ revoked_at: null }).where('id', '=', bottom.key.id).execute();
    expect(await endOf(bottom.secret)).toBe(1_000_005);
  });

  test('changes that meet are made one after the other: none is lost, and each sees the other', async () => {
    await using store = await open();
    const { keys: here } = keysOf(store.db);
    const { keys: there } = keysOf(isPostgres ? await store.again() : store.db);
    const { key: parent } = await here.create(null, () => ({ ...settings, tags: {} }));
    const tagged = Array.from({ length: 20 }, (_, index) =>
      (index % 2 === 0 ? here : there).update(parent.id, ({ key }) => ({
        ...key,
        tags: { ...key.tags, [`tag${index}`]: 'set' },
      })),
    );
    await Promise.all(tagged);
    expect(Object.keys((await here.get(parent.id))?.tags ?? {})).toHaveLength(20);
  });

  test('a key that is made while the one above it is lowered gets what that has left, or is refused', async () => {
    await using store = await open();
    const { keys } = keysOf(store.db);
    const there = createKeys(isPostgres ? await store.again() : store.db, {
      ...{ pepper: 'pepper', newKeyId: () => `key_there${count++}`, now: () => 1_000_000 },
    });
    let count = 0;
    for (let round = 0; round < 10; round++) {
      const { key: parent } = await keys.create(null, () => settings);
      const [, made] = await Promise.all([
        keys.update(parent.id, ({ key, children }) => ({
          ...key,
          limits: { ...noLimits, concurrency: children.length > 0 ? 3 : 1 },
        })),
        there.create(parent.id, (creator) => ({
          ...settings,
          limits: { ...noLimits, concurrency: creator?.limits.concurrency ?? 0 },
        })),
      ]);
      expect(made.key.limits.concurrency).toBe((await keys.get(parent.id))?.limits.concurrency);
    }
  });
});
