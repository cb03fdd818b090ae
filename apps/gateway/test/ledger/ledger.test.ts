import { expect, test } from 'vitest';
import { endAbandoned, writeEntries } from '../../src/ledger/write-entries.ts';
import {
  asked,
  begin,
  budgeted,
  cent,
  keyWith,
  ledgerOn,
  now,
  recordOf,
  state,
} from '../support/ledger-on.ts';
import { describeStores } from '../support/stores.ts';

describeStores('the ledger', (open) => {
  test('a request, its attempts, labels and cost to the picodollar come into the store', async () => {
    await using store = await open();
    const { ledger } = await ledgerOn(store.db);
    const request = await begin(ledger, asked('req_1'));
    await request.settle(recordOf('req_1'));
    await request.settle(recordOf('req_1', 99));
    expect(await ledger.caughtUp(5_000)).toBe(true);
    expect(await store.db.selectFrom('requests').selectAll().execute()).toMatchObject([
      {
        ...{ id: 'req_1', key_id: 'key_1', instance: 'here', created_at: BigInt(now), outcome: 'completed' },
        ...{ used_provider: 'openai', used_model: 'gpt-4o', prompt_tokens: 10n, cost: 123_456_789n },
      },
    ]);
    expect(await store.db.selectFrom('attempts').selectAll().execute()).toMatchObject([
      { position: 0n, provider: 'groq', status_code: 429n },
      { position: 1n, provider: 'openai', error_type: 'none' },
    ]);
    expect(await store.db.selectFrom('labels').selectAll().execute()).toEqual([
      { request_id: 'req_1', name: 'team', value: 'search' },
    ]);
    await ledger.close();
  });

  test('the same lines twice are one request and one charge, also within one piece', async () => {
    await using store = await open();
    await keyWith(store.db, 10n * cent);
    const { ledger } = await ledgerOn(store.db);
    await (await begin(ledger, asked('req_1', budgeted))).settle(recordOf('req_1', 0.01));
    await ledger.caughtUp(5_000);
    const opening = {
      ...asked('req_1'),
      createdAtMs: now,
      periods: [{ keyId: 'key_1', windowStartMs: 0 }],
      estimate: null,
    };
    const ended = { kind: 'ended' as const, opening, record: recordOf('req_1', 0.01) };
    await writeEntries(store.db, [{ kind: 'opened', opening }, ended, ended], 'here');
    await writeEntries(store.db, [ended], 'here');
    expect(await state(store.db)).toEqual([{ used: cent, reserved: 0n }]);
    expect(await store.db.selectFrom('requests').selectAll().execute()).toHaveLength(1);
    await ledger.close();
  });

  test('a request that was given up while it ran is on the books as it ended, and charged what it cost', async () => {
    await using store = await open();
    await keyWith(store.db, 10n * cent);
    const { ledger } = await ledgerOn(store.db);
    const requests = [
      await begin(ledger, asked('req_1', budgeted)),
      await begin(ledger, asked('req_2', budgeted)),
    ];
    await ledger.caughtUp(5_000);
    // As at the start of another process, on a copy of the data directory.
    expect(await endAbandoned(store.db, 'here')).toBe(2);
    expect(await state(store.db)).toEqual([{ used: cent, reserved: 0n }]);
    await requests[0]?.settle(recordOf('req_1', 0.03));
    await requests[1]?.settle(recordOf('req_2', 0));
    await ledger.close();
    expect(await state(store.db)).toEqual([{ used: 3n * cent, reserved: 0n }]);
    const rows = store.db.selectFrom('requests').select(['outcome', 'cost']).orderBy('id');
    expect(await rows.execute()).toEqual([
      { outcome: 'completed', cost: 3n * cent },
      { outcome: 'completed', cost: 0n },
    ]);
    expect(await store.db.selectFrom('attempts').selectAll().execute()).toHaveLength(4);
  });

  test('an unpriced request has no cost, which is not zero', async () => {
    await using store = await open();
    const { ledger } = await ledgerOn(store.db);
    await (await begin(ledger, asked('req_1'))).settle(recordOf('req_1', null));
    await (await begin(ledger, asked('req_2'))).settle(recordOf('req_2', 0));
    await ledger.close();
    const costs = await store.db.selectFrom('requests').select(['id', 'cost']).orderBy('id').execute();
    expect(costs).toEqual([
      { id: 'req_1', cost: null },
      { id: 'req_2', cost: 0n },
    ]);
  });

  test('a budget that does not reach is told before anything is asked', async () => {
    await using store = await open();
    await keyWith(store.db, cent);
    const { ledger } = await ledgerOn(store.db);
    await begin(ledger, asked('req_1', budgeted));
    expect(await ledger.open(asked('req_2', budgeted))).toBe('insufficient_funds');
    expect(await ledger.open(asked('req_3', { ...budgeted, most: null }))).toBe('insufficient_funds');
    await ledger.close();
  });

  test('G2 what ran when the process ended is unknown, at its estimate, and nothing stays set aside', async () => {
    await using store = await open();
    await keyWith(store.db, 10n * cent);
    const { ledger, open: again } = await ledgerOn(store.db);
    await begin(ledger, asked('req_lost', budgeted));
    await (await begin(ledger, asked('req_done', budgeted))).settle(recordOf('req_done', 0.01));
    // Set aside, and ended before the journal had a word of it.
    await ledger.close();
    const next = await again();
    const rows = await store.db
      .selectFrom('requests')
      .select(['id', 'outcome', 'cost'])
      .orderBy('id')
      .execute();
    expect(rows).toEqual([
      { id: 'req_done', outcome: 'completed', cost: cent },
      { id: 'req_lost', outcome: 'unknown', cost: cent / 2n },
    ]);
    expect(await state(store.db)).toEqual([{ used: cent + cent / 2n, reserved: 0n }]);
    await next.close();
  });

  test('G3 while the store fails requests go on, and come to it once, later', async () => {
    await using store = await open();
    await keyWith(store.db, 3n * cent);
    let isDown = false;
    const flaky = store.db.withPlugin({
      transformQuery({ node }) {
        if (isDown) throw new Error('the store is gone');
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    const { ledger } = await ledgerOn(flaky);
    await (await begin(ledger, asked('req_0', budgeted))).settle(recordOf('req_0', 0));
    await ledger.caughtUp(5_000);
    isDown = true;
    // Two cents were left when the store was last seen; keys without a budget don't ask for it.
    for (const id of ['req_1', 'req_2'])
      await (await begin(ledger, asked(id, budgeted))).settle(recordOf(id, 0.01));
    expect(await ledger.open(asked('req_3', budgeted))).toBe('insufficient_funds');
    await (await begin(ledger, asked('req_4'))).settle(recordOf('req_4'));
    expect(await ledger.open(asked('req_5', { holders: [{ keyId: 'key_2', window: 'day' }] }))).toBe(
      'ledger_unavailable',
    );
    expect(ledger.backlogBytes()).toBeGreaterThan(0);
    isDown = false;
    expect(await ledger.caughtUp(5_000)).toBe(true);
    expect((await store.db.selectFrom('requests').select('id').execute()).map(({ id }) => id).sort()).toEqual(
      [...['req_0', 'req_1', 'req_2', 'req_4']],
    );
    expect(await state(store.db)).toEqual([{ used: 2n * cent, reserved: 0n }]);
    await ledger.close();
  });

  test.each(['refuse', 'serve'] as const)('G3 a full journal: %s', async (whenFull) => {
    await using store = await open();
    let isDown = false;
    const flaky = store.db.withPlugin({
      transformQuery({ node }) {
        if (isDown) throw new Error('the store is gone');
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    const { ledger } = await ledgerOn(flaky, { journalBytes: 5_000, whenFull });
    isDown = true;
    const outcomes: string[] = [];
    for (let index = 0; index < 20; index++) {
      const opened = await ledger.open(asked(`req_${index}`));
      if (typeof opened === 'string') outcomes.push(opened);
      else await opened.settle(recordOf(`req_${index}`));
    }
    expect(new Set(outcomes)).toEqual(new Set(whenFull === 'refuse' ? ['ledger_unavailable'] : []));
    isDown = false;
    expect(await ledger.caughtUp(5_000)).toBe(true);
    expect(await store.db.selectFrom('requests').selectAll().execute()).toHaveLength(20 - outcomes.length);
    await ledger.close();
  });
});
