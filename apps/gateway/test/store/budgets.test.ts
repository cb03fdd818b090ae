import { expect, test } from 'vitest';
import { type BudgetHolder, releaseUnsettled, settleBudgets } from '../../src/ledger/budgets.ts';
import { createReserve, type Reserve } from '../../src/ledger/reserve.ts';
import type { Database } from '../../src/store/tables.ts';
import { describeStores } from '../support/stores.ts';

const cent = 10_000_000_000n;
const now = Date.parse('2026-11-23T10:00:00Z');

const keyWith = (db: Database, id: string, limit: bigint, window: 'day' | 'total' = 'total') =>
  db
    .insertInto('keys')
    .values({
      ...{ id, name: id, prefix: '', digest: id, previous_digest: null, previous_expires_at: null },
      ...{ created_by: null, created_at: 0n, expires_at: null, revoked_at: null },
      ...{ budget_limit: limit, budget_window: window, document: '{}' },
    })
    .execute();

const holds = (...ids: string[]): BudgetHolder[] => ids.map((keyId) => ({ keyId, window: 'total' }));
let count = 0;
const ask = (db: Database, holders: BudgetHolder[], amount: bigint, nowMs = now) =>
  askOf(createReserve(db), holders, amount, nowMs);
const askOf = (reserve: Reserve, holders: BudgetHolder[], amount: bigint, nowMs = now) =>
  reserve({
    requestId: `req_${count++}`,
    instance: 'here',
    holders,
    amount,
    nowMs,
    expiresAtMs: nowMs + 60_000,
  });
const state = (db: Database, keyId: string) =>
  db.selectFrom('budgets').select(['used', 'reserved']).where('key_id', '=', keyId).execute();

describeStores('budgets', (open, isPostgres) => {
  test.each([1, 5, 200])(
    '200 callers at once get what is there and not a picodollar more: %i a lane',
    async (each) => {
      await using store = await open();
      await keyWith(store.db, 'key_1', 20n * cent + cent - 1n);
      const replicas = isPostgres ? [store.db, await store.again()] : [store.db];
      const lanes = Array.from({ length: 200 / each }, (_, index) =>
        createReserve(replicas[index % replicas.length] ?? store.db),
      );
      const periods = await Promise.all(
        lanes.flatMap((reserve) => Array.from({ length: each }, () => askOf(reserve, holds('key_1'), cent))),
      );
      expect(periods.filter((given) => given !== null)).toHaveLength(20);
      expect(await state(store.db, 'key_1')).toEqual([{ used: 0n, reserved: 20n * cent }]);
    },
  );

  test('what was set aside becomes what was spent, and the rest is free again', async () => {
    await using store = await open();
    await keyWith(store.db, 'key_1', 10n * cent);
    const periods = await createReserve(store.db)({
      ...{ requestId: 'req_mine', instance: 'here', holders: holds('key_1'), amount: 8n * cent },
      ...{ nowMs: now, expiresAtMs: now + 1 },
    });
    expect(await ask(store.db, holds('key_1'), 3n * cent)).toBeNull();
    await store.db
      .transaction()
      .execute((trx) => settleBudgets(trx, [{ requestId: 'req_mine', periods: periods ?? [], cost: cent }]));
    expect(await state(store.db, 'key_1')).toEqual([{ used: cent, reserved: 0n }]);
    expect(await ask(store.db, holds('key_1'), 9n * cent)).not.toBeNull();
    expect(await ask(store.db, holds('key_1'), 1n)).toBeNull();
  });

  test('a request counts against every key above its own, or against none', async () => {
    await using store = await open();
    await keyWith(store.db, 'key_parent', 5n * cent);
    await keyWith(store.db, 'key_child', 100n * cent);
    expect(await ask(store.db, holds('key_child', 'key_parent'), 4n * cent)).not.toBeNull();
    expect(await ask(store.db, holds('key_child', 'key_parent'), 4n * cent)).toBeNull();
    expect(await state(store.db, 'key_child')).toEqual([{ used: 0n, reserved: 4n * cent }]);
    expect(await state(store.db, 'key_parent')).toEqual([{ used: 0n, reserved: 4n * cent }]);
  });

  test('of those that are served together each gets what is left after the one before, if that is enough', async () => {
    await using store = await open();
    await keyWith(store.db, 'key_1', 10n * cent);
    const reserve = createReserve(store.db);
    const amounts = [1n, 6n, 9n, 5n, 3n, 1n];
    const given = await Promise.all(amounts.map((amount) => askOf(reserve, holds('key_1'), amount * cent)));
    expect(given.map((periods) => periods?.[0]?.left)).toEqual(
      [9n, 3n, undefined, undefined, 0n, undefined].map((left) => (left === undefined ? left : left * cent)),
    );
    expect(await state(store.db, 'key_1')).toEqual([{ used: 0n, reserved: 10n * cent }]);
  });

  test('what fails is told to all that were served together, and those after them are served', async () => {
    await using store = await open();
    await keyWith(store.db, 'key_1', 10n * cent);
    const reserve = createReserve(store.db);
    const twice = { ...{ requestId: 'req_same', instance: 'here', holders: holds('key_1') }, amount: cent };
    const wanted = { ...twice, nowMs: now, expiresAtMs: now };
    const [first, ...rest] = await Promise.allSettled([reserve(wanted), reserve(wanted), reserve(wanted)]);
    expect([first?.status, ...rest.map(({ status }) => status)]).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    expect(await askOf(reserve, holds('key_1'), cent)).not.toBeNull();
  });

  test('a new day has a budget of its own, and a lowered limit holds at once', async () => {
    await using store = await open();
    await keyWith(store.db, 'key_1', cent, 'day');
    const daily: BudgetHolder[] = [{ keyId: 'key_1', window: 'day' }];
    expect(await ask(store.db, daily, cent)).not.toBeNull();
    expect(await ask(store.db, daily, cent)).toBeNull();
    expect(await ask(store.db, daily, cent, now + 86_400_000)).not.toBeNull();
    await store.db.updateTable('keys').set({ budget_limit: 0n }).execute();
    expect(await ask(store.db, daily, 1n, now + 2 * 86_400_000)).toBeNull();
  });

  test('what nobody settles is free again when it expires', async () => {
    await using store = await open();
    await keyWith(store.db, 'key_1', cent);
    await ask(store.db, holds('key_1'), cent);
    expect(await releaseUnsettled(store.db, { expiredAtMs: now + 60_000 })).toBe(0);
    expect(await releaseUnsettled(store.db, { expiredAtMs: now + 60_001 })).toBe(1);
    expect(await state(store.db, 'key_1')).toEqual([{ used: 0n, reserved: 0n }]);
  });
});
