import { expect, test } from 'vitest';
import { sql } from '#kysely';
import { migrations } from '../../src/store/migrations/index.ts';
import { migrate } from '../../src/store/open-store.ts';
import { describeStores } from '../support/stores.ts';

describeStores('the store', (open, isPostgres) => {
  const budget = { key_id: 'key_1', window_start: 0n, used: 0n, reserved: 0n };

  test('money beyond a double comes back as it went in', async () => {
    await using store = await open();
    const used = 9_007_199_254_740_993n;
    await store.db
      .insertInto('budgets')
      .values({ ...budget, used })
      .execute();
    expect(await store.db.selectFrom('budgets').selectAll().execute()).toEqual([{ ...budget, used }]);
  });

  test('every table is there, and a second start changes nothing', async () => {
    await using store = await open();
    await migrate(store.db);
    const tables = (await store.db.introspection.getTables()).map(({ name }) => name).sort();
    expect(tables).toEqual([
      'attempts',
      'budgets',
      'idempotency',
      'key_ancestors',
      'keys',
      'labels',
      'requests',
      'reservations',
      'settings',
    ]);
  });

  test.each(Object.keys(migrations))('what %s made comes to the latest with its rows', async (version) => {
    await using store = await open();
    // Back to nothing, then up to the version as somebody has it.
    for (const { name } of await store.db.introspection.getTables({ withInternalKyselyTables: true }))
      await sql`drop table ${sql.table(name)}`.execute(store.db);
    await migrate(store.db, version);
    await store.db.insertInto('budgets').values(budget).execute();
    await migrate(store.db);
    expect(await store.db.selectFrom('budgets').selectAll().execute()).toMatchObject([budget]);
  });

  test.runIf(isPostgres)('replicas that start together on an empty database all start', async () => {
    await using store = await open();
    for (const { name } of await store.db.introspection.getTables({ withInternalKyselyTables: true }))
      await sql`drop table ${sql.table(name)}`.execute(store.db);
    const replicas = await Promise.all([store.again(), store.again(), store.again()]);
    for (const db of replicas) expect(await db.selectFrom('requests').selectAll().execute()).toEqual([]);
  });
});
