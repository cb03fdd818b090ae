import { expect, test } from 'vitest';
import type { Entry } from '../../src/ledger/entry.ts';
import { listRequests, type RequestFilter, readRequest } from '../../src/ledger/read-ledger.ts';
import { type Grouping, sumUsage } from '../../src/ledger/sum-usage.ts';
import { writeEntries } from '../../src/ledger/write-entries.ts';
import type { RequestRecord } from '../../src/pipeline/record.ts';
import type { Database } from '../../src/store/tables.ts';
import { describeStores } from '../support/stores.ts';

const monday = Date.parse('2026-11-23T10:00:00Z');
const dayMs = 86_400_000;

type Given = {
  id: string;
  keyId: string;
  atMs: number;
  cost?: number;
  team?: string;
} & Partial<RequestRecord>;

function ended({ id, keyId, atMs, cost, team, ...over }: Given): Entry {
  const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, reasoning_tokens: 2 };
  const record: RequestRecord = {
    ...{
      requestId: id,
      keyId,
      requestedModel: 'auto',
      streamed: false,
      outcome: 'completed',
      errorCode: null,
    },
    ...{
      labels: team === undefined ? {} : { team },
      metadata: {},
      usedModel: 'openai/gpt-4o',
      durationMs: 12,
    },
    ...{
      attempts: [],
      usageSource: 'provider',
      usageAnomalies: [],
      price: null,
      unpriced: [],
      cached: false,
    },
    usage: cost === undefined ? usage : { ...usage, cost_usd_total: cost },
    ...over,
  };
  const opening = {
    ...{
      requestId: id,
      givenId: id,
      keyId,
      requestedModel: 'auto',
      createdAtMs: atMs,
      periods: [],
      estimate: null,
    },
  };
  return { kind: 'ended', opening, record };
}

async function fill(db: Database): Promise<void> {
  await db.insertInto('key_ancestors').values({ key_id: 'key_child', ancestor_id: 'key_parent' }).execute();
  await writeEntries(
    db,
    [
      ended({ id: 'req_1', keyId: 'key_parent', atMs: monday, cost: 0.000000000001, team: 'a' }),
      ended({ id: 'req_2', keyId: 'key_child', atMs: monday, cost: 0.01, team: 'b' }),
      ended({
        id: 'req_3',
        keyId: 'key_child',
        atMs: monday + dayMs,
        usedModel: 'groq/llama/70b',
        team: 'a',
      }),
      ended({ id: 'req_4', keyId: 'key_other', atMs: monday + 2 * dayMs, cost: 1 }),
      ended({
        id: 'req_5',
        keyId: 'key_other',
        atMs: monday,
        outcome: 'failed',
        usedModel: null,
        usage: null,
      }),
    ],
    'here',
  );
}

const ids = async (db: Database, filter: RequestFilter) =>
  (await listRequests(db, filter, { limit: 100, after: null })).map(({ id }) => id);

describeStores('what the ledger tells', (open) => {
  test('a request is seen by its key and the keys above, and by nobody else', async () => {
    await using store = await open();
    await fill(store.db);
    for (const keyId of ['key_child', 'key_parent'])
      expect(await readRequest(store.db, 'req_2', { keyId })).toMatchObject({
        cost: 10_000_000_000n,
        keyId: 'key_child',
      });
    expect(await readRequest(store.db, 'req_2', { keyId: 'key_other' })).toBeNull();
    expect(await readRequest(store.db, 'req_1', { keyId: 'key_child' })).toBeNull();
    expect(await readRequest(store.db, 'req_2', 'all')).toMatchObject({ record: { requestId: 'req_2' } });
  });

  const filters: [filter: Omit<RequestFilter, 'visible'> & Partial<RequestFilter>, want: string[]][] = [
    [{}, ['req_4', 'req_3', 'req_5', 'req_2', 'req_1']],
    [{ visible: { keyId: 'key_parent' } }, ['req_3', 'req_2', 'req_1']],
    [{ keyId: 'key_child' }, ['req_3', 'req_2']],
    [{ keyId: 'key_child', visible: { keyId: 'key_other' } }, []],
    [{ provider: 'groq' }, ['req_3']],
    [{ model: 'llama/70b' }, ['req_3']],
    [{ model: 'openai/gpt-4o' }, ['req_4', 'req_2', 'req_1']],
    [{ model: "' or 1=1 --" }, []],
    [{ outcome: 'failed' }, ['req_5']],
    [{ sinceMs: monday + dayMs }, ['req_4', 'req_3']],
    [{ untilMs: monday + dayMs }, ['req_5', 'req_2', 'req_1']],
  ];
  test.each(filters)('%j gives %j', async (filter, want) => {
    await using store = await open();
    await fill(store.db);
    expect(await ids(store.db, { visible: 'all', ...filter })).toEqual(want);
  });

  test('pages of any size hold every request once, also those of one moment', async () => {
    await using store = await open();
    await fill(store.db);
    for (const limit of [1, 2, 3]) {
      const seen: string[] = [];
      let after: { createdAtMs: number; id: string } | null = null;
      do {
        const page = await listRequests(store.db, { visible: 'all' }, { limit, after });
        seen.push(...page.map(({ id }) => id));
        after = page.at(-1) ?? null;
      } while (after !== null);
      expect(seen).toEqual(['req_4', 'req_3', 'req_5', 'req_2', 'req_1']);
    }
  });

  test('sums are exact, and say what is missing in them', async () => {
    await using store = await open();
    await fill(store.db);
    const all = { visible: 'all' } as const;
    const [total] = await sumUsage(store.db, all, { by: [], label: null });
    expect(total).toEqual({
      ...{ group: [], requests: 5, failed: 1, unpriced: 1, promptTokens: 40, completionTokens: 20 },
      ...{ cachedTokens: 0, reasoningTokens: 8, cost: 1_010_000_000_001n },
    });
    const groups = async (
      by: ('day' | 'key' | 'model' | 'provider' | 'label')[],
      label: string | null = null,
    ) => (await sumUsage(store.db, all, { by, label })).map(({ group, requests }) => [...group, requests]);
    expect(await groups(['day'])).toEqual([
      ['2026-11-23', 3],
      ['2026-11-24', 1],
      ['2026-11-25', 1],
    ]);
    expect(await groups(['key'])).toEqual([
      ['key_child', 2],
      ['key_other', 2],
      ['key_parent', 1],
    ]);
    expect((await groups(['label', 'key'], 'team')).sort()).toEqual([
      [null, 'key_other', 2],
      ['a', 'key_child', 1],
      ['a', 'key_parent', 1],
      ['b', 'key_child', 1],
    ]);
    expect((await groups(['model'])).sort()).toEqual([
      [null, 1],
      ['groq/llama/70b', 1],
      ['openai/gpt-4o', 3],
    ]);
  });

  test('of many requests, also of one moment, none is left out or counted twice', async () => {
    await using store = await open();
    // Twice as many at one moment as are summed up at once, between some before and after.
    const moments = Array.from({ length: 6_500 }, (_, index) => (index < 4_200 ? 100 : index));
    const entries = moments.map((atMs, index) =>
      ended({ id: `req_${index}`, keyId: `key_${index % 3}`, atMs, cost: 0.01, team: `team ${index % 2}` }),
    );
    await writeEntries(store.db, entries, 'here');
    const sums = async (filter: Partial<RequestFilter>, by: Grouping[] = []) =>
      (
        await sumUsage(
          store.db,
          { visible: 'all', ...filter },
          { by, label: by.includes('label') ? 'team' : null },
        )
      ).map(({ group, requests, cost }) => [...group, requests, cost]);
    const cent = 10_000_000_000n;
    expect(await sums({})).toEqual([[6_500, 6_500n * cent]]);
    expect(await sums({}, ['label'])).toEqual([
      ['team 0', 3_250, 3_250n * cent],
      ['team 1', 3_250, 3_250n * cent],
    ]);
    expect(await sums({ visible: { keyId: 'key_1' } })).toEqual([[2_167, 2_167n * cent]]);
    expect(await sums({ sinceMs: 100, untilMs: 5_000 })).toEqual([[5_000, 5_000n * cent]]);
    expect(await sums({ sinceMs: 101, untilMs: 101 })).toEqual([[0, 0n]]);
  });

  test('nothing is the sum of nothing', async () => {
    await using store = await open();
    const [total] = await sumUsage(store.db, { visible: 'all' }, { by: [], label: null });
    expect(total).toMatchObject({ requests: 0, cost: 0n });
    expect(await sumUsage(store.db, { visible: 'all' }, { by: ['day'], label: null })).toEqual([]);
  });

  test('a name with a NUL in it, which is passed through, holds nothing up', async () => {
    await using store = await open();
    const name = 'it/a\0b';
    const attempt = { ...{ provider: 'it', model: 'a\0b', status_code: 200, error_type: 'none' } };
    await writeEntries(
      store.db,
      [
        ended({
          ...{ id: 'req_nul', keyId: 'key_1', atMs: monday, usedModel: name, requestedModel: name },
          attempts: [{ ...attempt, succeeded: true, duration_ms: 1 }],
        }),
      ],
      'here',
    );
    const found = await readRequest(store.db, 'req_nul', 'all');
    expect(found?.record).toMatchObject({ usedModel: name, requestedModel: name });
  });
});
