import { expect, test } from 'vitest';
import { sql } from '#kysely';
import { ask } from '../support/ask.ts';
import { makeKey, manage } from '../support/manage.ts';
import { describeStores } from '../support/stores.ts';
import { testGateway } from '../support/test-gateway.ts';

describeStores('reports that take long', (open, isPostgres) => {
  test.runIf(isPostgres)('hold up no request, and a key waits for eight of them at most', async () => {
    await using store = await open();
    await using gateway = await testGateway({}, { databaseUrl: store.databaseUrl ?? '' });
    const asking = await makeKey(gateway, {});
    const budgeted = await makeKey(gateway, { budget: { limit_usd: '10', window: 'total' } });
    const chat = () => ask(budgeted.at, { model: 'simulator/sim-small' });
    expect((await chat()).status).toBe(200);
    const asked = await store.db.transaction().execute(async (trx) => {
      await sql`lock table key_ancestors in access exclusive mode`.execute(trx);
      const reports = Array.from({ length: 12 }, () => manage(gateway, 'getUsage', { as: asking.secret }));
      for (let index = 0; index < 12; index++) expect((await chat()).status).toBe(200);
      return reports;
    });
    const answers = await Promise.all(asked);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(4);
    for (const { status, headers, body } of refused) {
      expect([status, body.error.code]).toEqual([503, 'overloaded']);
      expect(headers.get('retry-after')).toBe('5');
    }
    expect(gateway.logged.filter((line) => line.includes('can not be'))).toEqual([]);
  });
});
