import type { Usage } from '@parley/types';
import { describe, expect, test } from 'vitest';
import { checkUsage, validateResponse } from '../src/index.ts';
import { completion, metadata, price, usage } from './support/valid.ts';

const messages = (usage: object, ...metadata: object[]) =>
  checkUsage(usage, ...metadata).map(({ message }) => message);
const priced = (fields: object) => ({ ...metadata(), price: { ...price(), ...fields } });

test('all that is wrong with a usage is told, amounts included', () => {
  const wrong = { ...usage(), total_tokens: 100, cost_usd_total: 0.001, cost_usd_output: 0.0008 };
  expect(messages(wrong, metadata())).toEqual([
    'usage.total_tokens must be 120 + 48, got 100.',
    'usage.cost_usd_total must be 0.00089 USD, the sum of the parts, got 0.001 USD.',
    'usage.cost_usd_output must be 0.00072 USD by the prices in metadata.price, got 0.0008 USD.',
  ]);
});

test('reasoning tokens are counted where they stand', () => {
  const tokens = { prompt_tokens: 1, completion_tokens: 5, total_tokens: 6 };
  expect(checkUsage({ ...tokens, completion_tokens_details: { reasoning_tokens: 6 } })).toEqual([
    {
      param: 'usage.completion_tokens_details.reasoning_tokens',
      message: 'usage holds 6 reasoning tokens, more than the 5 completion_tokens.',
      kind: 'invalid',
      rule: 'U3',
    },
  ]);
});

test('a usage that does not fit its schema is held to nothing else', () => {
  expect(messages({ prompt_tokens: -1 })).toEqual(['completion_tokens is required.']);
  expect(messages(usage(), {})).toEqual(['request_id is required.']);
});

test('without a price of their own, cached tokens cost as much as any', () => {
  const plain = priced({ cached_input_per_million: undefined });
  const costs = { cost_usd_cached_input: 0.0003, cost_usd_total: 0.00108 };
  expect(messages({ ...usage(), ...costs }, plain)).toEqual([]);
});

test('a price for cache writes, for the request and for searches is paid', () => {
  const row = priced({ cache_write_per_million: '3.75', per_request: '0.005', per_web_search: '0.01' });
  const paid = {
    ...usage(),
    prompt_tokens_details: { cached_tokens: 60, cache_write_tokens: 40 },
    web_searches: 2,
    cost_usd_cached_input: 0.000018,
    cost_usd_cache_write: 0.00015,
    cost_usd_request: 0.005,
    cost_usd_web_search: 0.02,
    cost_usd_total: 0.025948,
  };
  expect(messages(paid, row)).toEqual([]);
  expect(messages({ ...paid, cost_usd_request: undefined, cost_usd_total: 0.020948 }, row)).toEqual([
    'usage.cost_usd_request must be 0.005 USD by the prices in metadata.price, got 0 USD.',
  ]);
});

test('a part is rounded to the picodollar once, and one picodollar off is wrong', () => {
  const row = priced({
    input_per_million: '0.0000005',
    cached_input_per_million: '0',
    output_per_million: '0',
  });
  const tokens = { prompt_tokens: 3, completion_tokens: 0, total_tokens: 3, cost_usd_output: 0 };
  expect(messages({ ...tokens, cost_usd_input: 2e-12, cost_usd_total: 2e-12 }, row)).toEqual([]);
  expect(messages({ ...tokens, cost_usd_input: 1e-12, cost_usd_total: 1e-12 }, row)).toHaveLength(1);
});

test('a cost without a named price is as wrong as a price without a cost', () => {
  expect(messages(usage(), { ...metadata(), price: undefined })).toEqual([
    'usage has a cost, but metadata.price does not name the prices.',
  ]);
});

describe('an answer from the cache', () => {
  const { price: _price, ...cached } = { ...metadata(), cached: true };
  const tokens = { prompt_tokens: 120, completion_tokens: 48, total_tokens: 168 };
  const nothing = { ...tokens, cost_usd_total: 0, cost_usd_input: 0, cost_usd_output: 0 };
  const cases: [what: string, usage: object, metadata: object, rules: string[]][] = [
    ['costs 0 and names no price', nothing, cached, []],
    ['breaks U7 where it names one', nothing, { ...cached, price: price() }, ['U7']],
    [
      'breaks U8 in every part that it charges for',
      { ...nothing, cost_usd_total: 0.03, cost_usd_input: 0.01, cost_usd_output: 0.02 },
      cached,
      ['U8', 'U8'],
    ],
    ['breaks U9 where it has no cost', tokens, cached, ['U9']],
    ['breaks U7 where it is not from the cache after all', nothing, { ...cached, cached: false }, ['U7']],
  ];
  test.each(cases)('%s', (_what, used, told, rules) => {
    expect(checkUsage(used, told).map(({ rule }) => rule)).toEqual(rules);
  });
});

test('free is a cost of zero', () => {
  const row = priced({ input_per_million: '0', output_per_million: '0', cached_input_per_million: '0' });
  const costs = { cost_usd_total: 0, cost_usd_input: 0, cost_usd_cached_input: 0, cost_usd_output: 0 };
  expect(messages({ ...usage(), ...costs }, row)).toEqual([]);
});

test('an answer tells its first problem, with the path from its top', () => {
  const wrong = { ...completion(), usage: { ...usage(), total_tokens: 100 } };
  expect(validateResponse('createChatCompletion', 200, wrong)).toEqual({
    param: 'usage.total_tokens',
    message: 'usage.total_tokens must be 120 + 48, got 100.',
    kind: 'invalid',
    rule: 'U1',
  });
});

describe('what has a price of its own', () => {
  // 1000 in at 1 USD a million, 500 out at 10, but for what is said.
  const plain = { input_per_million: '1', output_per_million: '10', cached_input_per_million: undefined };
  const tokens = { prompt_tokens: 1000, completion_tokens: 500, total_tokens: 1500 };
  const cases: [what: string, rates: object, used: Partial<Usage>, costs: { [part: string]: number }][] = [
    [
      'a cache for five minutes and one for an hour',
      { cache_write_per_million: '1.25', cache_write_1h_per_million: '2' },
      { prompt_tokens_details: { cache_write_tokens: 600, cache_write_1h_tokens: 200 } },
      { cost_usd_input: 0.0004, cost_usd_output: 0.005, cost_usd_cache_write: 0.0009 },
    ],
    [
      'sound',
      { audio_input_per_million: '32', audio_output_per_million: '64' },
      { prompt_tokens_details: { audio_tokens: 100 }, completion_tokens_details: { audio_tokens: 400 } },
      {
        cost_usd_input: 0.0009,
        cost_usd_output: 0.001,
        cost_usd_audio_input: 0.0032,
        cost_usd_audio_output: 0.0256,
      },
    ],
    [
      'images in tokens',
      { image_input_per_million: '5', image_output_per_million: '40', per_image: '0.04' },
      {
        prompt_tokens_details: { image_tokens: 300 },
        completion_tokens_details: { image_tokens: 450 },
        generated_images: 1,
      },
      {
        cost_usd_input: 0.0007,
        cost_usd_output: 0.0005,
        cost_usd_image_input: 0.0015,
        cost_usd_image_output: 0.018,
      },
    ],
    [
      'images by the piece, whose tokens are not charged again',
      { per_image: '0.04' },
      { generated_images: 2, completion_tokens_details: { image_tokens: 450 } },
      { cost_usd_input: 0.001, cost_usd_output: 0.0005, cost_usd_image_output: 0.08 },
    ],
    [
      'what the provider bills',
      { cached_input_per_million: '0.5' },
      {
        prompt_tokens_details: { cached_tokens: 900 },
        billed_prompt_tokens: 12,
        billed_completion_tokens: 7,
      },
      { cost_usd_input: 0.000012, cost_usd_output: 0.00007 },
    ],
    [
      'sound beside a cache, as much of it as that left over',
      { audio_input_per_million: '32', cached_input_per_million: '0.5' },
      { prompt_tokens_details: { cached_tokens: 950, audio_tokens: 100 } },
      {
        cost_usd_input: 0,
        cost_usd_output: 0.005,
        cost_usd_cached_input: 0.000475,
        cost_usd_audio_input: 0.0016,
      },
    ],
    [
      'searches',
      { per_web_search: '0.01', per_request: '0.005' },
      { web_searches: 3 },
      { cost_usd_input: 0.001, cost_usd_output: 0.005, cost_usd_request: 0.005, cost_usd_web_search: 0.03 },
    ],
    [
      'searches that the price of the request pays for',
      { per_request: '0.005', per_web_search: '0' },
      { web_searches: 3 },
      { cost_usd_input: 0.001, cost_usd_output: 0.005, cost_usd_request: 0.005 },
    ],
  ];
  const total = (costs: { [part: string]: number }) =>
    Object.values(costs).reduce((sum, part) => sum + part, 0);

  test.each(cases)(
    '%s: is charged once, and a picodollar more or less in any part is wrong (U8)',
    (_what, rates, used, costs) => {
      const row = priced({ ...plain, ...rates });
      const right = { ...tokens, ...used, ...costs, cost_usd_total: total(costs) };
      expect(messages(right, row)).toEqual([]);
      for (const [part, cost] of Object.entries(costs)) {
        const off = { ...right, [part]: cost + 1e-12, cost_usd_total: total(costs) + 1e-12 };
        expect(checkUsage(off, row)).toMatchObject([{ rule: 'U8', param: `usage.${part}` }]);
      }
    },
  );

  const without: [what: string, used: Partial<Usage>, rates: object][] = [
    ['web_searches', { web_searches: 1 }, { per_request: '0.005' }],
    ['cache_write_tokens', { prompt_tokens_details: { cache_write_tokens: 1 } }, {}],
    [
      'cache_write_1h_tokens',
      { prompt_tokens_details: { cache_write_tokens: 1, cache_write_1h_tokens: 1 } },
      { cache_write_per_million: '1' },
    ],
    ['audio tokens of the prompt', { prompt_tokens_details: { audio_tokens: 1 } }, {}],
    ['audio tokens of the completion', { completion_tokens_details: { audio_tokens: 1 } }, {}],
    ['generated_images', { generated_images: 1 }, { image_output_per_million: '40' }],
  ];
  test.each(without)('%s without a price in the row can have no cost (U8)', (what, used, rates) => {
    const row = priced({ ...plain, ...rates });
    const costs = { cost_usd_input: 0.001, cost_usd_output: 0.005, cost_usd_total: 0.006 };
    expect(messages({ ...tokens, ...used, ...costs }, row)).toContain(
      `metadata.price has no price for ${what}, so there can be no cost.`,
    );
  });
});

describe('parts are no larger than what holds them', () => {
  const tokens = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
  const cases: [rule: string, details: Partial<Usage>][] = [
    ['U2', { prompt_tokens_details: { cache_write_tokens: 2, cache_write_1h_tokens: 3 } }],
    ['U2', { prompt_tokens_details: { audio_tokens: 6, image_tokens: 5 } }],
    ['U3', { completion_tokens_details: { audio_tokens: 3, image_tokens: 3 } }],
  ];
  test.each(cases)('%s: %j', (rule, details) => {
    expect(checkUsage({ ...tokens, ...details })).toMatchObject([{ rule }]);
  });
});

test('a cost beside what has no price is a contradiction (U9)', () => {
  expect(messages(usage(), { ...metadata(), unpriced: ['web_searches'] })).toEqual([
    'usage has a cost, though metadata.unpriced says that something of it has no price.',
  ]);
});
