import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { sql } from '#kysely';
import type { Database } from '../../src/store/tables.ts';
import { describeStores } from '../support/stores.ts';

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
