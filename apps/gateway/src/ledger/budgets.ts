import { sql, type Transaction } from 'kysely';
import type { Picodollars } from '../money.ts';
import type { Database, Tables } from '../store/tables.ts';
import { type BudgetWindow, windowAt } from './budget-window.ts';

/** A key whose budget a request counts against: its own, and those of the keys it descends from. */
export type BudgetHolder = { keyId: string; window: BudgetWindow };

/** The window of a budget that a request was begun in: it is settled there, even when the next has begun. */
export type BudgetPeriod = { keyId: string; windowStartMs: number };

/** And what is left in it. */
export type Reserved = BudgetPeriod & { left: Picodollars };

type Wanted = {
  requestId: string;
  /** The process that sets it aside. */
  instance: string;
  holders: readonly BudgetHolder[];
  /** The most the request can cost. */
  amount: Picodollars;
  nowMs: number;
  /** When the money is free again, should nobody settle it. */
  expiresAtMs: number;
};

class Spent extends Error {}

/**
 * Sets money aside in every holder's budget, or in none. The condition stands in the update itself, so that however
 * many ask at once, on however many replicas, no budget is promised twice. `null`: a budget does not reach.
 */
export async function reserve(
  db: Database,
  { requestId, instance, holders, amount, nowMs, expiresAtMs }: Wanted,
): Promise<Reserved[] | null> {
  // Always in the same order, or two requests wait for each other's rows.
  const periods = holders
    .map(({ keyId, window }) => ({ keyId, windowStartMs: windowAt(window, nowMs).startMs }))
    .sort((a, b) => (a.keyId < b.keyId ? -1 : 1));
  try {
    return await db.transaction().execute(async (trx) => {
      const reserved: Reserved[] = [];
      for (const { keyId, windowStartMs } of periods) {
        const window_start = BigInt(windowStartMs);
        await trx
          .insertInto('budgets')
          .values({ key_id: keyId, window_start, used: 0n, reserved: 0n })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        const limit = sql<bigint>`(select budget_limit from keys where keys.id = budgets.key_id)`;
        const updated = await trx
          .updateTable('budgets')
          .set((row) => ({ reserved: row('reserved', '+', amount) }))
          .where('key_id', '=', keyId)
          .where('window_start', '=', window_start)
          .where(sql<boolean>`used + reserved + ${amount} <= ${limit}`)
          .returning(sql<bigint>`${limit} - used - reserved`.as('left'))
          .executeTakeFirst();
        if (updated === undefined) throw new Spent();
        await trx
          .insertInto('reservations')
          .values({
            request_id: requestId,
            instance,
            key_id: keyId,
            window_start,
            amount,
            expires_at: BigInt(expiresAtMs),
          })
          .execute();
        reserved.push({ keyId, windowStartMs, left: updated.left });
      }
      return reserved;
    });
  } catch (thrown) {
    if (thrown instanceof Spent) return null;
    throw thrown;
  }
}

/** Turns what was set aside into what was spent. Once a request: the caller sees to that, in the same transaction. */
export async function settleBudgets(
  trx: Transaction<Tables>,
  { requestId, periods, cost }: { requestId: string; periods: readonly BudgetPeriod[]; cost: Picodollars },
): Promise<void> {
  await release(
    trx,
    await trx.deleteFrom('reservations').where('request_id', '=', requestId).returningAll().execute(),
  );
  for (const { keyId, windowStartMs } of periods) {
    await trx
      .updateTable('budgets')
      .set((row) => ({ used: row('used', '+', cost) }))
      .where('key_id', '=', keyId)
      .where('window_start', '=', BigInt(windowStartMs))
      .execute();
  }
}

/** Frees what was set aside and never settled: what has expired, or all of an instance. Gives their number. */
export const releaseUnsettled = (
  db: Database,
  of: { expiredAtMs: number } | { instance: string },
): Promise<number> =>
  db.transaction().execute(async (trx) => {
    const all = trx.deleteFrom('reservations').returningAll();
    const rows = await ('instance' in of
      ? all.where('instance', '=', of.instance)
      : all.where('expires_at', '<', BigInt(of.expiredAtMs))
    ).execute();
    await release(trx, rows);
    return rows.length;
  });

async function release(trx: Transaction<Tables>, rows: Tables['reservations'][]): Promise<void> {
  for (const { key_id, window_start, amount } of rows) {
    await trx
      .updateTable('budgets')
      .set((row) => ({ reserved: row('reserved', '-', amount) }))
      .where('key_id', '=', key_id)
      .where('window_start', '=', window_start)
      .execute();
  }
}
