import type { Usage } from '@parley/types';
import { expect, test } from 'vitest';
import { sumUsage } from '../src/sum-usage.ts';

const tokens = { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 };
const cost = (input: number, output: number, total: number) => ({
  cost_usd_input: input,
  cost_usd_output: output,
  cost_usd_total: total,
});

test.each<[string, Usage, Usage, Usage]>([
  ['tokens', tokens, tokens, { prompt_tokens: 20, completion_tokens: 4, total_tokens: 24 }],
  [
    'details, whichever of the two names them',
    { ...tokens, prompt_tokens_details: { cached_tokens: 4 }, reasoning_tokens: 1 },
    { ...tokens, prompt_tokens_details: { cached_tokens: 3, audio_tokens: 2 }, web_searches: 1 },
    {
      prompt_tokens: 20,
      completion_tokens: 4,
      total_tokens: 24,
      prompt_tokens_details: { cached_tokens: 7, audio_tokens: 2 },
      reasoning_tokens: 1,
      web_searches: 1,
    },
  ],
  [
    'dollars without the error of binary fractions, and a part that only one of them has',
    { ...tokens, ...cost(0.1, 0.2, 0.3) },
    { ...tokens, ...cost(0.2, 0.1, 0.3257), cost_usd_request: 0.0257 },
    {
      prompt_tokens: 20,
      completion_tokens: 4,
      total_tokens: 24,
      ...cost(0.3, 0.3, 0.6257),
      cost_usd_request: 0.0257,
    },
  ],
  [
    'to the picodollar',
    { ...tokens, ...cost(123.000000000001, 0, 123.000000000001) },
    { ...tokens, ...cost(0.000000000002, 0, 0.000000000002) },
    {
      prompt_tokens: 20,
      completion_tokens: 4,
      total_tokens: 24,
      ...cost(123.000000000003, 0, 123.000000000003),
    },
  ],
  [
    'nothing of a cost that one of them does not know',
    { ...tokens, ...cost(0.1, 0.2, 0.3) },
    tokens,
    { prompt_tokens: 20, completion_tokens: 4, total_tokens: 24 },
  ],
])('the sum has %s', (_, first, second, sum) => {
  const before = structuredClone([first, second]);
  expect(sumUsage(first, second)).toStrictEqual(sum);
  expect(sumUsage(second, first)).toEqual(sum);
  expect([first, second]).toEqual(before);
});

test('a thousand answers of a picodollar cost a thousand picodollars', () => {
  const one: Usage = { ...tokens, ...cost(1e-12, 0, 1e-12) };
  let sum = one;
  for (let count = 1; count < 1000; count++) sum = sumUsage(sum, one);
  expect(sum.cost_usd_total).toBe(1e-9);
});
