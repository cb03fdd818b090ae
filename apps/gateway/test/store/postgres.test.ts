import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { Kysely, sql } from '#kysely';
import { postgresDialect } from '../../src/store/postgres.ts';
import { isStoreUnavailable, StoreUnavailable } from '../../src/store/store-unavailable.ts';
import type { Database, Tables } from '../../src/store/tables.ts';
import { describeStores, type TestStore } from '../support/stores.ts';

const pidOf = async (db: Database): Promise<number> => {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
  return rows[0]?.pid ?? 0;
};

describeStores('a connection that the server ends', (open, isPostgres) => {
  test.runIf(isPostgres).each(['while it is idle', 'between two statements of a transaction'])(
    'G5 %s harms nobody, and the next one works',
    async (when) => {
      await using store = await open();
      const other = await store.again();
      const end = async (pid: number) => {
        await sql`select pg_terminate_backend(${pid}::int)`.execute(other);
        await expect
          .poll(
            async () =>
              (await sql`select 1 from pg_stat_activity where pid = ${pid}::int`.execute(other)).rows,
          )
          .toEqual([]);
        // That it is gone is told to this process in its own time.
        await setTimeout(50);
      };
      if (when === 'while it is idle') await end(await pidOf(store.db));
      else {
        const broken = store.db.transaction().execute(async (trx) => {
          await end(await pidOf(trx));
          await trx.selectFrom('keys').selectAll().execute();
        });
        await expect(broken).rejects.toThrow();
      }
      expect(await store.db.selectFrom('keys').selectAll().execute()).toEqual([]);
    },
  );
});

/** A store that gives a statement so long. */
function hasty(databaseUrl: string | null, queryMs: number): Database {
  const log = { warn: () => {} };
  const db = new Kysely<Tables>({ dialect: postgresDialect(databaseUrl ?? '', { log, queryMs }) });
  onTestFinished(() => db.destroy());
  return db;
}

describeStores('a statement that takes too long', (open, isPostgres) => {
  const running = async ({ db }: TestStore) =>
    (
      await sql`select 1 from pg_stat_activity where query like 'select pg_sleep%' and state = 'active'`.execute(
        db,
      )
    ).rows.length;

  test.runIf(isPostgres)('ends in the server too, and its connection goes on', async () => {
    await using store = await open();
    const db = hasty(store.databaseUrl, 100);
    const pid = await pidOf(db);
    const late = sql`select pg_sleep(10)`.execute(db).catch((thrown) => thrown);
    expect(isStoreUnavailable(await late)).toBe(true);
    expect(await running(store)).toBe(0);
    expect(await pidOf(db)).toBe(pid);
  });

  test.runIf(isPostgres)('and that the server does not end is left alone with its connection', async () => {
    await using store = await open();
    const db = hasty(store.databaseUrl, 100);
    const stuck = db.transaction().execute(async (trx) => {
      await sql`set local statement_timeout = 0`.execute(trx);
      await sql`select pg_sleep(10)`.execute(trx);
    });
    const begun = performance.now();
    await expect(stuck).rejects.toThrow(StoreUnavailable);
    // Nothing waits for the answer, the end of the transaction neither.
    expect(performance.now() - begun).toBeLessThan(1_100);
    expect(await db.selectFrom('keys').selectAll().execute()).toEqual([]);
  });

  test.runIf(isPostgres)('is not waited for by who closes the store', async () => {
    await using store = await open();
    const db = hasty(store.databaseUrl, 30_000);
    const late = sql`select pg_sleep(10)`.execute(db).catch((thrown) => thrown);
    await expect.poll(() => running(store)).toBe(1);
    await db.destroy();
    expect(await late).toBeInstanceOf(StoreUnavailable);
  });
});
