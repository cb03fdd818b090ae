import { expect, test } from 'vitest';
import accepted from './accepted-price-disagreements.json' with { type: 'json' };
import { type Accepted, judgePrices } from './judge-prices.ts';
import { comparePrices, type Disagreement } from './price-disagreements.ts';

const { compared, disagreements } = comparePrices();

test('where another source gives another price, it is known why ours stands', () => {
  expect(compared).toBeGreaterThan(450);
  expect(judgePrices(disagreements, accepted)).toEqual({ fresh: [], settled: [] });
});

test('the list of accepted disagreements may only get shorter', () => {
  expect(accepted.length).toBeLessThanOrEqual(34);
  expect(accepted.filter(({ why }) => why.length < 20)).toEqual([]);
});

const one: Disagreement = { model: 'a/b', rate: 'input', ours: '1', theirs: '2', source: 'it' };
const known: Accepted = {
  model: 'a/b',
  rate: 'input',
  ours: '1',
  theirs: '2',
  why: 'ours is the list price',
};
const cases: [what: string, found: Disagreement[], accepted: Accepted[], want: object][] = [
  ['a disagreement that nobody accepted is fresh', [one], [], { fresh: [one], settled: [] }],
  ['an accepted one is none', [one], [known], { fresh: [], settled: [] }],
  [
    'one that was accepted at another price is fresh',
    [{ ...one, theirs: '3' }],
    [known],
    { settled: [known] },
  ],
  ['an accepted one that is gone is settled', [], [known], { fresh: [], settled: [known] }],
];
test.each(cases)('%s', (_what, found, list, want) => {
  expect(judgePrices(found, list)).toMatchObject(want);
});
