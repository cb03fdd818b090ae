import type { Transaction } from '#kysely';
import type { Picodollars } from '../money.ts';
import type { Database, Tables } from '../store/tables.ts';
import type { BudgetWindow } from './budget-window.ts';

/** A key whose budget a request counts against: its own, and those of the keys it descends from. */
export type BudgetHolder = { keyId: string; window: BudgetWindow };

/** The window of a budget that a request was begun in: it is settled there, even when the next has begun. */
export type BudgetPeriod = { keyId: string; windowStartMs: number };

/** What a request cost, and the budgets that it counts against. */
export type Settled = { requestId: string; periods: readonly BudgetPeriod[]; cost: Picodollars };

/** Turns what was set aside into what was spent. Once a request: the caller sees to that, in the same transaction. */
export async function settleBudgets(trx: Transaction<Tables>, settled: readonly Settled[]): Promise<void> {
  const held = settled.filter(({ periods }) => periods.length > 0);
  if (held.length === 0) return;
  const requestIds = held.map(({ requestId }) => requestId);
  const freed = await trx
    .deleteFrom('reservations')
    .where('request_id', 'in', requestIds)
    .returningAll()
    .execute();
  const spent = held.flatMap(({ periods, cost }) => periods.map((period) => ({ ...period, used: cost })));
  await changeBudgets(trx, [...spent, ...freed.map(toChange)]);
}

/** Frees what was set aside and never settled: what has expired, or all of an instance, or of a request. Gives their number. */
export const releaseUnsettled = (
  db: Database,
  of: { expiredAtMs: number } | { instance: string } | { requestId: string },
): Promise<number> =>
  db.transaction().execute(async (trx) => {
    const all = trx.deleteFrom('reservations').returningAll();
    const rows = await ('instance' in of
      ? all.where('instance', '=', of.instance)
      : 'requestId' in of
        ? all.where('request_id', '=', of.requestId)
        : all.where('expires_at', '<', BigInt(of.expiredAtMs))
    ).execute();
    await changeBudgets(trx, rows.map(toChange));
    return rows.length;
  });

type Change = BudgetPeriod & { used?: Picodollars; reserved?: Picodollars };

const toChange = ({ key_id, window_start, amount }: Tables['reservations']): Change => ({
  keyId: key_id,
  windowStartMs: Number(window_start),
  reserved: -amount,
});

/** Each budget once, and all in the order in which money is set aside, or two replicas wait for each other's rows. */
async function changeBudgets(trx: Transaction<Tables>, changes: readonly Change[]): Promise<void> {
  const sums = new Map<string, Required<Change>>();
  for (const { keyId, windowStartMs, used = 0n, reserved = 0n } of changes) {
    const name = `${keyId} ${windowStartMs}`;
    const sum = sums.get(name) ?? { keyId, windowStartMs, used: 0n, reserved: 0n };
    sums.set(name, { ...sum, used: sum.used + used, reserved: sum.reserved + reserved });
  }
  for (const { keyId, windowStartMs, used, reserved } of [...sums.values()].sort(inOrder)) {
    await trx
      .updateTable('budgets')
      .set((row) => ({ used: row('used', '+', used), reserved: row('reserved', '+', reserved) }))
      .where('key_id', '=', keyId)
      .where('window_start', '=', BigInt(windowStartMs))
      .execute();
  }
}

/** In which budgets are locked, always: two that want the same ones don't wait for each other. */
export const inOrder = (a: BudgetPeriod, b: BudgetPeriod): number =>
  a.keyId === b.keyId ? a.windowStartMs - b.windowStartMs : a.keyId < b.keyId ? -1 : 1;
