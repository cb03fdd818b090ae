import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChatCompletion } from '@parley/types';
import { describe, expect, test } from 'vitest';
import { billOf } from './bill.ts';

const folder = join(import.meta.dirname, '../../../../openapi/examples/createChatCompletion');
const answers = readdirSync(folder)
  .filter((file) => file.endsWith('.response.json') && file !== 'cached.response.json')
  .map((file): [string, ChatCompletion] => [file, JSON.parse(readFileSync(join(folder, file), 'utf8'))])
  .filter(([, { metadata }]) => metadata.price !== undefined);

describe('the contract’s examples', () => {
  test('are there', () => expect(answers.length).toBeGreaterThan(5));

  test.each(answers)(
    '%s: the cost can be done again, and counts times prices make each line',
    (_name, { usage, metadata }) => {
      const bill = metadata.price === undefined ? null : billOf(usage, metadata.price);
      expect(bill).toMatchObject({ agrees: true, told: bill?.recomputed });
      for (const { count, price, per, told } of bill?.lines ?? []) {
        if (count === null) continue;
        expect((count * Number(price)) / (per === 'million' ? 1_000_000 : 1)).toBeCloseTo(Number(told), 10);
      }
    },
  );
});

const price = {
  id: 'openai/gpt-x@2026-01-01',
  as_of: '2026-01-01',
  source: 'a test',
  input_per_million: '2.5',
  output_per_million: '10',
  cached_input_per_million: '0.25',
};
const usage = {
  prompt_tokens: 1000,
  completion_tokens: 100,
  total_tokens: 1100,
  prompt_tokens_details: { cached_tokens: 600 },
};

test('what is cached is charged apart', () => {
  const bill = billOf(
    {
      ...usage,
      cost_usd_total: 0.00215,
      cost_usd_input: 0.001,
      cost_usd_cached_input: 0.00015,
      cost_usd_output: 0.001,
    },
    price,
  );
  expect(bill?.agrees).toBe(true);
  expect(bill?.lines.map(({ label, count, told }) => [label, count, told])).toEqual([
    ['Input', 400, '0.001'],
    ['Output', 100, '0.001'],
    ['Cached input', 600, '0.00015'],
  ]);
});

test('a cost that is a picodollar off is told from one that is right', () => {
  const bill = billOf(
    {
      ...usage,
      cost_usd_total: 0.002150000001,
      cost_usd_input: 0.001,
      cost_usd_cached_input: 0.00015,
      cost_usd_output: 0.001,
    },
    price,
  );
  expect(bill).toMatchObject({ agrees: false, told: '0.002150000001', recomputed: '0.00215' });
});

test('without a cost there is no bill', () => {
  expect(billOf(usage, price)).toBeNull();
});
