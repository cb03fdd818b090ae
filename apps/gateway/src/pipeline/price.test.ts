import type { ChatMetadata, Usage } from '@parley/types';
import { checkUsage } from '@parley/validator';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Listing } from '../catalog/catalog.ts';
import { type PriceRow, uncataloguedModel } from '../catalog/model.ts';
import { price } from './price.ts';

const listingWith = (...prices: PriceRow[]): Listing => ({
  provider: 'acme',
  model: { ...uncataloguedModel('m1'), prices },
});

const usageOf = (
  prompt: number,
  completion: number,
  { cached, written, searches }: { cached?: number; written?: number; searches?: number } = {},
): Usage => ({
  prompt_tokens: prompt,
  completion_tokens: completion,
  total_tokens: prompt + completion,
  prompt_tokens_details: {
    ...(cached === undefined ? {} : { cached_tokens: cached }),
    ...(written === undefined ? {} : { cache_write_tokens: written }),
  },
  ...(searches === undefined ? {} : { web_searches: searches }),
});

const metadataWith = (named: ChatMetadata['price'] | null): ChatMetadata => ({
  request_id: 'req_1',
  requested_model: 'acme/m1',
  requested_provider: 'acme',
  used_model: 'm1',
  used_provider: 'acme',
  underlying_used_model: 'm1',
  routing: [
    { provider: 'acme', model: 'm1', status_code: 200, error_type: 'none', succeeded: true, duration_ms: 1 },
  ],
  ignored_parameters: [],
  plugins: {},
  usage_source: 'provider',
  ...(named === null ? {} : { price: named }),
});

const row = (rates: Omit<PriceRow, 'as_of' | 'source'>): PriceRow => ({
  as_of: '2026-01-01',
  source: 'the price list',
  ...rates,
});

// Ten invoices as one would write them by hand.
const invoices: [
  what: string,
  rates: Omit<PriceRow, 'as_of' | 'source'>,
  usage: Usage,
  want: Partial<Usage>,
][] = [
  [
    'plain',
    // 1,000 x 2.50/M = 0.0025; 500 x 10/M = 0.005; together 0.0075.
    { input: '2.50', output: '10' },
    usageOf(1000, 500),
    { cost_usd_input: 0.0025, cost_usd_output: 0.005, cost_usd_cached_input: 0, cost_usd_total: 0.0075 },
  ],
  [
    'one token each way, of a cheap model',
    // 1 x 0.05/M = 0.00000005; 1 x 0.4/M = 0.0000004; together 0.00000045.
    { input: '0.05', output: '0.40' },
    usageOf(1, 1),
    { cost_usd_input: 5e-8, cost_usd_output: 4e-7, cost_usd_total: 4.5e-7 },
  ],
  [
    'cached input is counted out of the prompt, and billed once (LiteLLM #9812, Bifrost #904)',
    // 10,000 - 8,000 = 2,000 x 3/M = 0.006; 8,000 x 0.30/M = 0.0024; 100 x 15/M = 0.0015; together 0.0099.
    { input: '3', output: '15', cached_input: '0.30' },
    usageOf(10_000, 100, { cached: 8000 }),
    { cost_usd_input: 0.006, cost_usd_cached_input: 0.0024, cost_usd_output: 0.0015, cost_usd_total: 0.0099 },
  ],
  [
    'cached input of a model without a price for it is billed as input',
    // 600 x 1/M = 0.0006; 400 x 1/M = 0.0004; 0 out.
    { input: '1', output: '2' },
    usageOf(1000, 0, { cached: 400 }),
    { cost_usd_input: 0.0006, cost_usd_cached_input: 0.0004, cost_usd_output: 0, cost_usd_total: 0.001 },
  ],
  [
    'a cache that is written and read',
    // 5,000 - 1,000 - 3,000 = 1,000 x 3/M = 0.003; 1,000 x 0.3/M = 0.0003; 3,000 x 3.75/M = 0.01125; 200 x 15/M = 0.003.
    { input: '3', output: '15', cached_input: '0.3', cache_write: '3.75' },
    usageOf(5000, 200, { cached: 1000, written: 3000 }),
    {
      cost_usd_input: 0.003,
      cost_usd_cached_input: 0.0003,
      cost_usd_cache_write: 0.01125,
      cost_usd_output: 0.003,
      cost_usd_total: 0.01755,
    },
  ],
  [
    'a price for the request itself',
    // 100 x 3.07/M = 0.000307; 10 x 12.11/M = 0.0001211; 0.0257; together 0.0261281.
    { input: '3.07', output: '12.11', request: '0.0257' },
    usageOf(100, 10),
    {
      cost_usd_input: 0.000307,
      cost_usd_output: 0.0001211,
      cost_usd_request: 0.0257,
      cost_usd_total: 0.0261281,
    },
  ],
  [
    'three searches at a cent',
    // 0 + 0 + 3 x 0.01 = 0.03, and 50 x 1/M = 0.00005 in.
    { input: '1', output: '1', web_search: '0.01' },
    usageOf(50, 0, { searches: 3 }),
    { cost_usd_input: 0.00005, cost_usd_web_search: 0.03, cost_usd_total: 0.03005 },
  ],
  [
    'a long prompt pays the tier for all of it',
    // Over 200,000: 200,001 x 2.50/M = 0.5000025; 1,000 x 15/M = 0.015; together 0.5150025.
    { input: '1.25', output: '10', tiers: [{ above_prompt_tokens: 200_000, input: '2.50', output: '15' }] },
    usageOf(200_001, 1000),
    { cost_usd_input: 0.5000025, cost_usd_output: 0.015, cost_usd_total: 0.5150025 },
  ],
  [
    'a prompt of exactly the tier is not over it',
    // 200,000 x 1.25/M = 0.25; 1,000 x 10/M = 0.01.
    { input: '1.25', output: '10', tiers: [{ above_prompt_tokens: 200_000, input: '2.50', output: '15' }] },
    usageOf(200_000, 1000),
    { cost_usd_input: 0.25, cost_usd_output: 0.01, cost_usd_total: 0.26 },
  ],
  [
    'a third of a picodollar is rounded in each part, and the total is the sum of what was rounded',
    // 5 x 0.0000001/M = 0.5 picodollars, up to 1; 14 x 0.0000001/M = 1.4, down to 1; together 2 and not 1.9.
    { input: '0.0000001', output: '0.0000001' },
    usageOf(5, 14),
    { cost_usd_input: 1e-12, cost_usd_output: 1e-12, cost_usd_total: 2e-12 },
  ],
];
test.each(invoices)('invoice: %s', (_what, rates, usage, want) => {
  const priced = price(usage, listingWith(row(rates)));
  expect(priced.usage).toMatchObject({ ...usage, ...want });
  expect(checkUsage(priced.usage, metadataWith(priced.price))).toEqual([]);
});

test('of several rows the newest counts, and it is named so that the sum can be done again', () => {
  const old = { as_of: '2025-01-01', source: 'x', input: '9', output: '9' };
  const priced = price(usageOf(10, 0), listingWith(row({ input: '1', output: '2', request: '0.5' }), old));
  expect(priced.price).toEqual({
    id: 'acme/m1@2026-01-01',
    as_of: '2026-01-01',
    source: 'the price list',
    input_per_million: '1',
    output_per_million: '2',
    per_request: '0.5',
  });
});

describe('tiers', () => {
  const tiers = [
    { above_prompt_tokens: 100, input: '2' },
    { above_prompt_tokens: 1000, input: '3', output: '30' },
  ];
  const cases: [prompt: number, input: string, output: string][] = [
    [100, '1', '10'],
    [101, '2', '10'],
    [1000, '2', '10'],
    [1001, '3', '30'],
  ];
  test.each(cases)('a prompt of %s tokens is billed at %s and %s', (prompt, input, output) => {
    for (const order of [tiers, tiers.toReversed()]) {
      const { price: named } = price(
        usageOf(prompt, 1),
        listingWith(row({ input: '1', output: '10', tiers: order })),
      );
      expect(named).toMatchObject({ input_per_million: input, output_per_million: output });
    }
  });
});

test('without a price there is no cost: unknown is not zero', () => {
  const usage = usageOf(10, 10);
  expect(price(usage, listingWith())).toEqual({ usage, price: null });
  expect(checkUsage(usage, metadataWith(null))).toEqual([]);
});

test('a free model costs nothing, and says so', () => {
  const { usage } = price(usageOf(10, 10), listingWith(row({ input: '0', output: '0' })));
  expect(usage).toMatchObject({ cost_usd_total: 0, cost_usd_input: 0, cost_usd_output: 0 });
});

test('whatever the tokens and the prices, the cost satisfies every rule of the contract (U1 to U8)', () => {
  const rate = fc
    .tuple(fc.nat(600), fc.stringMatching(/^[0-9]{0,9}$/))
    .map(([whole, fraction]) => (fraction === '' ? `${whole}` : `${whole}.${fraction}`));
  const small = fc.stringMatching(/^0\.[0-9]{1,14}$/);
  const rates = fc.record(
    { input: rate, output: rate, cached_input: rate, cache_write: rate, request: small, web_search: small },
    { requiredKeys: ['input', 'output'] },
  );
  const tier = fc.record(
    { above_prompt_tokens: fc.nat(500_000), input: rate, output: rate, cached_input: rate },
    { requiredKeys: ['above_prompt_tokens'] },
  );
  const counts = fc
    .record({
      fresh: fc.nat(1e6),
      cached: fc.nat(1e6),
      written: fc.nat(1e6),
      out: fc.nat(1e6),
      searches: fc.nat(50),
    })
    .map(({ fresh, cached, written, out, searches }) =>
      usageOf(fresh + cached + written, out, { cached, written, searches }),
    );
  fc.assert(
    fc.property(counts, rates, fc.array(tier, { maxLength: 3 }), (usage, given, tiers) => {
      const priced = price(usage, listingWith(row({ ...given, tiers })));
      expect(checkUsage(priced.usage, metadataWith(priced.price))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('searches without a price leave the whole cost unknown, rather than too low', () => {
  const listing = {
    provider: 'p',
    model: {
      ...uncataloguedModel('m'),
      prices: [{ as_of: '2026-01-01', source: 's', input: '1', output: '1' }],
    },
  };
  const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, web_searches: 1 };
  expect(price(usage, listing)).toEqual({ usage, price: null });
  expect(price({ ...usage, web_searches: 0 }, listing).usage.cost_usd_total).toBe(0.000015);
});
