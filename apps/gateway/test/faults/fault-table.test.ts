// Every row of the fault table has a test with its id at the front of its name, or stands here with a reason.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const rows = [
  ...Array.from({ length: 24 }, (_, index) => `U${index + 1}`),
  ...Array.from({ length: 17 }, (_, index) => `C${index + 1}`),
  ...Array.from({ length: 13 }, (_, index) => `G${index + 1}`),
];

/** Rows that nothing can meet yet. This list may only get shorter. */
const waiting: { [row: string]: string } = {
  C16: 'Rate limits and budgets come with keys and the ledger (issue E).',
  G8: 'The configuration is read once, at the start; what is taken up later is the catalogue, under test in path/catalog-update.test.ts.',
  G10: 'Requests are refused by their number (G9); nobody watches the event loop and the memory yet.',
};

/** What a row asks for beside what its tests show. This list too may only get shorter. */
const partly: { [row: string]: string } = {
  U5: 'Reconciling what an interrupted call cost comes with the ledger (issue E).',
  U17: 'What an empty answer cost us is not kept apart from what it costs the caller (issue E).',
  U19: 'An estimate is marked as one; an anomaly of its own comes with the ledger (issue E).',
  C2: 'The partial usage of a call that was hung up on is an estimate, and goes to the log (issue E).',
};

const gateway = resolve(import.meta.dirname, '../..');
const tests = readdirSync(gateway, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /^(src|test)\/.*(\.test|-rows)\.ts$/.test(name) && !name.endsWith('fault-table.test.ts'),
);
const named = new Set(
  tests.flatMap((name) =>
    [...readFileSync(join(gateway, name), 'utf8').matchAll(/['"`]((?:[UCG]\d{1,2}[ :])+)/g)].flatMap(
      ([, ids = '']) => ids.match(/\w+/g) ?? [],
    ),
  ),
);

test.each(rows)('%s has a test, or a reason', (row) => {
  expect(named.has(row) !== row in waiting, waiting[row] ?? 'There is no test.').toBe(true);
});

test('what is open of a row is said of rows that have tests', () => {
  expect(Object.keys(partly).filter((row) => !named.has(row))).toEqual([]);
});
