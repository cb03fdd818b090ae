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
  G8: 'The configuration is read once. What start-gateway.ts makes of it (providers and their connections, which of their keys are set aside, breakers, the limits of the server, whether there is a simulator) would have to change all at once, under requests that go on with what was there: more than a restart is worth, which drains (G1) and refuses a wrong configuration (path/start.test.ts). The catalogue is taken up while the gateway runs (path/catalog-update.test.ts).',
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
