import { sql, type Transaction } from '#kysely';
import type { Picodollars } from '../money.ts';
import type { Database, Tables } from '../store/tables.ts';
import { windowAt } from './budget-window.ts';
import { type BudgetHolder, type BudgetPeriod, inOrder } from './budgets.ts';

/** A budget's window, and what is left in it. */
export type Reserved = BudgetPeriod & { left: Picodollars };

export type Wanted = {
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

/** Sets money aside in every holder's budget, or in none. `null`: a budget does not reach. */
export type Reserve = (wanted: Wanted) => Promise<Reserved[] | null>;

type Waiting = {
  wanted: Wanted;
  resolve: (reserved: Reserved[] | null) => void;
  reject: (reason: unknown) => void;
};

const mostTogether = 100;

/**
 * Requests of one key that come while money is being set aside for others are served together after them: a key that
 * many callers share would otherwise wait for one transaction after the other.
 */
export function createReserve(db: Database): Reserve {
  const lanes = new Map<string, Waiting[]>();

  async function run(name: string, periods: BudgetPeriod[], lane: Waiting[]): Promise<void> {
    while (lane.length > 0) {
      const batch = lane.splice(0, mostTogether);
      try {
        const reserved = await reserveTogether(
          db,
          periods,
          batch.map(({ wanted }) => wanted),
        );
        for (const [index, { resolve }] of batch.entries()) resolve(reserved[index] ?? null);
      } catch (thrown) {
        for (const { reject } of batch) reject(thrown);
      }
    }
    lanes.delete(name);
  }

  return (wanted) =>
    new Promise((resolve, reject) => {
      const periods = periodsOf(wanted);
      const name = JSON.stringify(periods);
      const lane = lanes.get(name);
      if (lane !== undefined) {
        lane.push({ wanted, resolve, reject });
        return;
      }
      const opened = [{ wanted, resolve, reject }];
      lanes.set(name, opened);
      void run(name, periods, opened);
    });
}

const periodsOf = ({ holders, nowMs }: Wanted): BudgetPeriod[] =>
  holders
    .map(({ keyId, window }) => ({ keyId, windowStartMs: windowAt(window, nowMs).startMs }))
    .sort(inOrder);

/**
 * For each request, as long as all budgets reach for it. The rows stay locked until what was promised stands in them, so
 * that however many ask at once, on however many replicas, no budget is promised twice.
 */
const reserveTogether = (
  db: Database,
  periods: readonly BudgetPeriod[],
  wanted: readonly Wanted[],
): Promise<(Reserved[] | null)[]> =>
  db.transaction().execute(async (trx) => {
    let left: Reserved[] = [];
    for (const period of periods) left.push({ ...period, left: await lock(trx, period) });
    const given: Wanted[] = [];
    const answers = wanted.map((one) => {
      if (left.some((period) => period.left < one.amount)) return null;
      given.push(one);
      left = left.map((period) => ({ ...period, left: period.left - one.amount }));
      return left;
    });
    if (given.length > 0) await setAside(trx, periods, given);
    return answers;
  });

/** What is left of a budget, which nobody changes until the transaction ends. */
async function lock(trx: Transaction<Tables>, period: BudgetPeriod): Promise<Picodollars> {
  const key_id = period.keyId;
  const window_start = BigInt(period.windowStartMs);
  const locked = () =>
    trx
      .updateTable('budgets')
      .set((row) => ({ reserved: row.ref('reserved') }))
      .where('key_id', '=', key_id)
      .where('window_start', '=', window_start)
      .returning(
        sql<
          bigint | null
        >`(select budget_limit from keys where keys.id = budgets.key_id) - used - reserved`.as('left'),
      )
      .executeTakeFirst();
  let row = await locked();
  if (row === undefined) {
    await trx
      .insertInto('budgets')
      .values({ key_id, window_start, used: 0n, reserved: 0n })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    row = await locked();
  }
  // Without a limit there is no budget any more: the caller's next request knows.
  return row?.left ?? -1n;
}

async function setAside(
  trx: Transaction<Tables>,
  periods: readonly BudgetPeriod[],
  given: readonly Wanted[],
): Promise<void> {
  const rows = given.flatMap(({ requestId, instance, amount, expiresAtMs }) =>
    periods.map(({ keyId, windowStartMs }) => ({
      request_id: requestId,
      instance,
      key_id: keyId,
      window_start: BigInt(windowStartMs),
      amount,
      expires_at: BigInt(expiresAtMs),
    })),
  );
  await trx.insertInto('reservations').values(rows).execute();
  const total = given.reduce((sum, { amount }) => sum + amount, 0n);
  for (const { keyId, windowStartMs } of periods)
    await trx
      .updateTable('budgets')
      .set((row) => ({ reserved: row('reserved', '+', total) }))
      .where('key_id', '=', keyId)
      .where('window_start', '=', BigInt(windowStartMs))
      .execute();
}
