import { join } from 'node:path';
import pino from 'pino';
import { Kysely, sql } from '#kysely';
import type { Picodollars } from '../src/money.ts';
import { postgresDialect } from '../src/store/postgres.ts';
import { sqliteDialect } from '../src/store/sqlite.ts';
import type { Database, Tables } from '../src/store/tables.ts';

export type BookedRow = { outcome: Tables['requests']['outcome']; cost: Picodollars | null };

/** What the gateway's store holds, read past the gateway. */
export type StoredBooks = AsyncDisposable & {
  /** By the id that the caller gave: those that begin so. */
  rows(prefix: string): Promise<Map<string, BookedRow[]>>;
  /** What the requests of a key cost. */
  spent(keyId: string): Promise<Picodollars>;
  /** What must not be there once everything has ended, each in a sentence. */
  leftovers(): Promise<string[]>;
};

export function storedBooks({
  databaseUrl,
  dataDirectory,
}: {
  databaseUrl: string | undefined;
  dataDirectory: string;
}): StoredBooks {
  const db: Database = new Kysely<Tables>({
    dialect:
      databaseUrl === undefined
        ? sqliteDialect(join(dataDirectory, 'parley.sqlite'))
        : postgresDialect(databaseUrl, { log: pino({ level: 'silent' }), queryMs: 60_000 }),
  });
  return {
    async rows(prefix) {
      const found = await db
        .selectFrom('requests')
        .select(['given_id', 'outcome', 'cost'])
        .where('given_id', '>=', prefix)
        .where('given_id', '<', `${prefix}~`)
        .execute();
      const rows = new Map<string, BookedRow[]>();
      for (const { given_id: id, ...row } of found) rows.set(id, [...(rows.get(id) ?? []), row]);
      return rows;
    },
    async spent(keyId) {
      const total = sql<bigint>`cast(coalesce(sum(cost), 0) as bigint)`.as('total');
      const found = await db
        .selectFrom('requests')
        .select(total)
        .where('key_id', '=', keyId)
        .executeTakeFirst();
      return found?.total ?? 0n;
    },
    leftovers: async () => [
      ...(await reservationsOf(db)),
      ...(await runningOf(db)),
      ...(await budgetsOff(db)),
      ...(await chargedTwice(db)),
    ],
    [Symbol.asyncDispose]: () => db.destroy(),
  };
}

async function reservationsOf(db: Database): Promise<string[]> {
  const rows = await db.selectFrom('reservations').select(['request_id', 'amount']).execute();
  return rows.map(({ request_id: id, amount }) => `${amount} picodollars are still set aside for ${id}.`);
}

async function runningOf(db: Database): Promise<string[]> {
  const rows = await db.selectFrom('requests').select('given_id').where('outcome', '=', 'running').execute();
  return rows.map(({ given_id: id }) => `${id} is still said to be running.`);
}

/** A budget has spent what the requests of its key and of the keys below it cost, and holds nothing back. */
async function budgetsOff(db: Database): Promise<string[]> {
  const { rows } = await sql<{ key_id: string; used: bigint; reserved: bigint; cost: bigint }>`
    select key_id, cast(sum(used) as bigint) as used, cast(sum(reserved) as bigint) as reserved,
      (select cast(coalesce(sum(cost), 0) as bigint) from requests
        where requests.key_id = budgets.key_id or requests.key_id in
          (select key_id from key_ancestors where ancestor_id = budgets.key_id)) as cost
    from budgets group by key_id`.execute(db);
  return rows
    .filter(({ used, reserved, cost }) => used !== cost || reserved !== 0n)
    .map(
      (row) => `${row.key_id} has used ${row.used} of its budget, ${row.reserved} reserved, for ${row.cost}.`,
    );
}

/** Every attempt belongs to a request, and none of a request is there twice. */
async function chargedTwice(db: Database): Promise<string[]> {
  const { rows } = await sql<{ request_id: string; provider: string }>`
    select request_id, min(provider) as provider from attempts where error_type = 'none'
    group by request_id having count(*) > 1
    union all
    select request_id, provider from attempts
    where not exists (select 1 from requests where requests.id = attempts.request_id)`.execute(db);
  return rows.map(({ request_id: id, provider }) => `${id} has an attempt of ${provider} too many.`);
}
