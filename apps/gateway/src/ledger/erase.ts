import type { Logger } from 'pino';
import type { Database } from '../store/tables.ts';

const dayMs = 86_400_000;
const everyMs = 3_600_000;
const batch = 1_000;

/** Erases requests that were kept long enough, with their attempts and labels. Gives how many. */
export async function eraseBefore(db: Database, beforeMs: number): Promise<number> {
  let erased = 0;
  while (true) {
    const rows = await db
      .selectFrom('requests')
      .select('id')
      .where('created_at', '<', BigInt(beforeMs))
      .where('outcome', '!=', 'running')
      .limit(batch)
      .execute();
    if (rows.length === 0) return erased;
    const ids = rows.map(({ id }) => id);
    await db.transaction().execute(async (trx) => {
      await trx.deleteFrom('attempts').where('request_id', 'in', ids).execute();
      await trx.deleteFrom('labels').where('request_id', 'in', ids).execute();
      await trx.deleteFrom('requests').where('id', 'in', ids).execute();
    });
    erased += ids.length;
  }
}

export type EraserOptions = {
  db: Database;
  /** How many days a request is kept; `null`: for ever. */
  days: number | null;
  now: () => number;
  log: Logger;
};

/** Looks every hour for requests that were kept long enough. Budgets keep their sums. */
export function createEraser({ db, days, now, log }: EraserOptions): { stop(): void } {
  if (days === null) return { stop() {} };
  const erase = async () => {
    try {
      const erased = await eraseBefore(db, now() - days * dayMs);
      if (erased > 0) log.info({ erased, days }, 'requests that were kept long enough are erased');
    } catch (err) {
      log.warn({ err }, 'old requests could not be erased; in an hour it is tried again');
    }
  };
  const timer = setInterval(() => void erase(), everyMs);
  timer.unref();
  void erase();
  return { stop: () => clearInterval(timer) };
}
