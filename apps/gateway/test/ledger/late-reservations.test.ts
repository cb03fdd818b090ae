import { expect, test, vi } from 'vitest';
import { sql } from '#kysely';
import { asked, begin, budgeted, cent, keyWith, ledgerOn, recordOf, state } from '../support/ledger-on.ts';
import { describeStores } from '../support/stores.ts';

describeStores('money that is set aside when nobody waits for it any more', (open, isPostgres) => {
  test.runIf(isPostgres)('G4 is freed again', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      await using store = await open();
      await keyWith(store.db, 10n * cent);
      const { ledger } = await ledgerOn(store.db);
      await (await begin(ledger, asked('req_seen', budgeted))).settle(recordOf('req_seen', 0.01));
      expect(await ledger.caughtUp(5_000)).toBe(true);
      const other = await store.again();
      const until = Promise.withResolvers<void>();
      const locked = Promise.withResolvers<void>();
      const holding = other.transaction().execute(async (trx) => {
        await sql`lock table budgets in access exclusive mode`.execute(trx);
        locked.resolve();
        await until.promise;
      });
      await locked.promise;
      // It goes by what was left when the store was last seen.
      const request = await begin(ledger, asked('req_late', budgeted));
      until.resolve();
      await holding;
      await expect.poll(() => state(store.db)).toEqual([{ used: cent, reserved: cent }]);
      await vi.advanceTimersByTimeAsync(10_000);
      await expect.poll(() => state(store.db)).toEqual([{ used: cent, reserved: 0n }]);
      await request.settle(recordOf('req_late', 0.02));
      expect(await ledger.caughtUp(5_000)).toBe(true);
      expect(await state(store.db)).toEqual([{ used: 3n * cent, reserved: 0n }]);
      await ledger.close();
    } finally {
      vi.useRealTimers();
    }
  });
});
