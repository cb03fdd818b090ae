import { expect, test } from 'vitest';
import { type PriceRow, uncataloguedModel } from '../catalog/model.ts';
import { expectedCost } from './expected-cost.ts';

const priced = (row: Partial<PriceRow>) => ({
  ...uncataloguedModel('m'),
  prices: [{ as_of: '2026-01-01', source: 'x', input: '2', output: '10', ...row }],
});

const rows: [what: string, row: Partial<PriceRow>, promptTokens: number, cap: number | null, want: number][] =
  [
    ['prompt and an answer of usual length', {}, 1_000, null, 0.012],
    ['an answer that is capped below that', {}, 1_000, 100, 0.003],
    ['a cap above it changes nothing', {}, 1_000, 50_000, 0.012],
    ['a price for the request', { request: '0.5' }, 1_000, null, 0.512],
    [
      'a tier that the prompt is not above',
      { tiers: [{ above_prompt_tokens: 1_000, input: '4' }] },
      1_000,
      null,
      0.012,
    ],
    ['one that it is above', { tiers: [{ above_prompt_tokens: 999, input: '4' }] }, 1_000, null, 0.014],
    [
      'the highest of several',
      {
        tiers: [
          { above_prompt_tokens: 10, input: '4' },
          { above_prompt_tokens: 500, output: '20' },
        ],
      },
      1_000,
      null,
      0.022,
    ],
  ];
test.each(rows)('%s', (_what, row, promptTokens, cap, want) => {
  expect(expectedCost(priced(row), { promptTokens, cap })).toBeCloseTo(want, 12);
});

test('no price is no cost, and not a cost of nothing', () => {
  expect(expectedCost(uncataloguedModel('m'), { promptTokens: 1, cap: null })).toBeNull();
});
