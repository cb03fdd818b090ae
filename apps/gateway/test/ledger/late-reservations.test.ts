import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { asked, budgeted, cent, keyWith, ledgerOn, state } from '../support/ledger-on.ts';
import { describeStores } from '../support/stores.ts';

describeStores('money that is set aside when nobody waits for it any more', (open, isPostgres) => {
  test.runIf(isPostgres)('G4 is freed again', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      await using store = await open();
      await keyWith(store.db, 10n * cent);
      const { ledger } = await ledgerOn(store.db);
      const other = await store.again();
      const until = Promise.withResolvers<void>();
      const locked = Promise.withResolvers<void>();
      const holding = other.transaction().execute(async (trx) => {
        await sql`lock table budgets in access exclusive mode`.execute(trx);
        locked.resolve();
        await until.promise;
      });
      await locked.promise;
      expect(await ledger.open(asked('req_refused', budgeted))).toBe('ledger_unavailable');
      until.resolve();
      await holding;
      await expect.poll(() => state(store.db)).toEqual([{ used: 0n, reserved: cent }]);
      await vi.advanceTimersByTimeAsync(10_000);
      await expect.poll(() => state(store.db)).toEqual([{ used: 0n, reserved: 0n }]);
      await ledger.close();
    } finally {
      vi.useRealTimers();
    }
  });
});
