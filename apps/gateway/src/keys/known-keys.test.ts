import { expect, test } from 'vitest';
import { type Key, noLimits, openRules } from './key.ts';
import type { FoundKey } from './keys.ts';
import { createKnownKeys } from './known-keys.ts';
import { newSecret } from './secret.ts';

const key: Key = {
  ...{
    id: 'key_1',
    name: '',
    scopes: ['chat'],
    budget: null,
    tags: {},
    rules: openRules,
    limits: noLimits,
    cacheTtlSeconds: null,
  },
  ...{ prefix: '', createdAtMs: 0, createdBy: null, ancestors: [], revokedAtMs: null, expiresAtMs: null },
};

/** A store with one key in it, that can be changed, lost and asked how often it was asked. */
function given(endsAtMs: number | null = null) {
  const secret = newSecret();
  const told: boolean[] = [];
  const world = {
    now: 1_000,
    asked: 0,
    isGone: false,
    found: { key, holders: [], endsAtMs } as FoundKey | null,
  };
  const keys = createKnownKeys(
    {
      async find(presented) {
        world.asked++;
        if (world.isGone) throw new Error('gone');
        return presented === secret ? world.found : null;
      },
    },
    {
      ...{ freshMs: 1_000, staleMs: 60_000, now: () => world.now, clock: () => world.now },
      changed: (lost) => told.push(lost !== null),
    },
  );
  return { secret, keys, world, told };
}

test('the store is asked once for many requests, and again a second later', async () => {
  const { secret, keys, world } = given();
  const found = await Promise.all(Array.from({ length: 50 }, () => keys.find(secret)));
  expect(found.every((each) => each !== null)).toBe(true);
  await keys.find(secret);
  expect(world.asked).toBe(1);
  world.now += 1_000;
  await keys.find(secret);
  expect(world.asked).toBe(2);
});

test('a text that can not be a secret is not asked for, an unknown secret once a second', async () => {
  const { keys, world } = given();
  expect(await keys.find('parley_guess')).toBeNull();
  expect(world.asked).toBe(0);
  const unknown = newSecret();
  expect(await keys.find(unknown)).toBeNull();
  expect(await keys.find(unknown)).toBeNull();
  expect(world.asked).toBe(1);
});

test('a key revoked elsewhere works for a second at most, one revoked here not at all', async () => {
  const { secret, keys, world } = given();
  await keys.find(secret);
  world.found = { key, holders: [], endsAtMs: world.now };
  world.now += 999;
  expect(await keys.find(secret)).not.toBeNull();
  keys.forget();
  expect(await keys.find(secret)).toBeNull();
});

test('a secret stops at its moment, however fresh what is known of it', async () => {
  const { secret, keys, world } = given(1_500);
  expect(await keys.find(secret)).not.toBeNull();
  world.now = 1_499;
  expect(await keys.find(secret)).not.toBeNull();
  world.now = 1_500;
  expect(await keys.find(secret)).toBeNull();
});

test('while the store is gone known keys go on, and of others nothing can be told', async () => {
  const { secret, keys, world, told } = given();
  await keys.find(secret);
  world.isGone = true;
  world.now += 5_000;
  expect(await keys.find(secret)).toMatchObject({ key: { id: 'key_1' } });
  expect(await keys.find(newSecret())).toBe('unavailable');
  world.now += 60_000;
  expect(await keys.find(secret)).toBe('unavailable');
  world.isGone = false;
  world.now += 1_000;
  expect(await keys.find(secret)).toMatchObject({ key: { id: 'key_1' } });
  expect(told).toEqual([true, false]);
});

test('what was asked before a key was changed here is not gone by after it', async () => {
  const { secret, keys, world } = given();
  const before = keys.find(secret);
  world.found = null;
  keys.forget();
  expect(await keys.find(secret)).toBeNull();
  expect(await before).not.toBeNull();
  expect(await keys.find(secret)).toBeNull();
  expect(world.asked).toBe(2);
});
