import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RequestRecord } from '../../src/pipeline/record.ts';
import { asked, begin, ledgerOn, recordOf } from '../support/ledger-on.ts';
import { describeStores } from '../support/stores.ts';

const manyLabels = Object.fromEntries(Array.from({ length: 1_100 }, (_, index) => [`l${index}`, 'v']));
/** What no compression makes short enough for an index. */
const noise = Array.from({ length: 2_000 }, (_, index) => `${(index * 7_919) % 1_000_003}`.slice(-4)).join(
  '',
);

const odd: [what: string, over: Partial<RequestRecord>][] = [
  ['NUL in names', { usedModel: 'it/a\0b', labels: { team: 'a\0b' } }],
  ['halves of surrogate pairs', { usedModel: 'it/\ud800', metadata: { note: '\udfff' } }],
  ['a label with a name that is too long to look up by', { labels: { [noise]: noise } }],
  ['two labels that begin alike', { labels: { [`${noise}1`]: 'a', [`${noise}2`]: 'b' } }],
  ['more labels than a statement has room for', { labels: manyLabels }],
];

describeStores('whatever a request says of itself', (open) => {
  test.each(odd)('%s: it comes into the store, and so does what is behind it', async (_what, over) => {
    await using store = await open();
    const { ledger } = await ledgerOn(store.db);
    const ids = Array.from({ length: 20 }, (_, index) => `req_${String(index).padStart(2, '0')}`);
    const requests = await Promise.all(
      ids.map((id) => begin(ledger, asked(id, { requestedModel: over.usedModel ?? 'auto' }))),
    );
    await Promise.all(
      requests.map((request, index) => request.settle({ ...recordOf(ids[index] ?? ''), ...over })),
    );
    await (await begin(ledger, asked('req_after'))).settle(recordOf('req_after'));
    expect(await ledger.caughtUp(5_000)).toBe(true);
    const rows = await store.db.selectFrom('requests').select(['id', 'outcome']).orderBy('id').execute();
    expect(rows).toEqual([...ids, 'req_after'].map((id) => ({ id, outcome: 'completed' })));
    await ledger.close();
  });

  test('a row that the store refuses all the same is put aside, and holds nothing up', async () => {
    await using store = await open();
    const { ledger, directory } = await ledgerOn(store.db);
    const halfToken = { prompt_tokens: 1.5, completion_tokens: 1, total_tokens: 2 };
    const given: [string, Partial<RequestRecord>][] = [
      ['req_0', {}],
      ['req_1', { usage: halfToken }],
      ['req_2', {}],
      ['req_3', { usage: { ...halfToken, prompt_tokens: 1e300 } }],
      ['req_4', {}],
    ];
    await Promise.all(
      given.map(async ([id, over]) => (await begin(ledger, asked(id))).settle({ ...recordOf(id), ...over })),
    );
    expect(await ledger.caughtUp(5_000)).toBe(true);
    const rows = await store.db
      .selectFrom('requests')
      .select('id')
      .where('outcome', '=', 'completed')
      .orderBy('id')
      .execute();
    expect(rows.map(({ id }) => id)).toEqual(['req_0', 'req_2', 'req_4']);
    const file = join(directory, 'refused.jsonl');
    expect(existsSync(file)).toBe(true);
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).opening.requestId).sort()).toEqual(['req_1', 'req_3']);
    await ledger.close();
  });
});
