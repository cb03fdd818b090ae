import type { Usage } from '@parley/types';
import { checkUsage } from '@parley/validator';
import { describe, expect, test } from 'vitest';
import { answerMetadata } from '../../test/support/answer-metadata.ts';
import type { Listing } from '../catalog/catalog.ts';
import { type PriceRow, uncataloguedModel } from '../catalog/model.ts';
import { price, priceReported } from './price.ts';

const listingWith = (...prices: PriceRow[]): Listing => ({
  provider: 'acme',
  model: { ...uncataloguedModel('m1'), prices },
});

const usageOf = (prompt: number, completion: number, besides: Partial<Usage> = {}): Usage => ({
  prompt_tokens: prompt,
  completion_tokens: completion,
  total_tokens: prompt + completion,
  ...besides,
});

const row = (rates: Omit<PriceRow, 'as_of' | 'source'>): PriceRow => ({
  as_of: '2026-01-01',
  source: 'the price list',
  ...rates,
});

const claimedPrice = ({ claim }: ReturnType<typeof price>) => ('price' in claim ? claim.price : null);

test('of several rows the newest counts, and it is named so that the sum can be done again', () => {
  const old = { as_of: '2025-01-01', source: 'x', input: '9', output: '9' };
  const priced = price(
    usageOf(10, 0),
    [],
    listingWith(row({ input: '1', output: '2', request: '0.5' }), old),
  );
  expect(claimedPrice(priced)).toEqual({
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
      const listing = listingWith(row({ input: '1', output: '10', tiers: order }));
      expect(claimedPrice(price(usageOf(prompt, 1), [], listing))).toMatchObject({
        input_per_million: input,
        output_per_million: output,
      });
    }
  });
});

test('every rate of the row is named, those of the tier where the prompt is in one', () => {
  const rates = {
    input: '1',
    output: '2',
    cached_input: '3',
    cache_write: '4',
    cache_write_1h: '5',
    audio_input: '6',
    audio_output: '7',
    image_input: '8',
    image_output: '9',
    image: '10',
    request: '11',
    web_search: '12',
  };
  const named = {
    input_per_million: '1',
    output_per_million: '2',
    cached_input_per_million: '3',
    cache_write_per_million: '4',
    cache_write_1h_per_million: '5',
    audio_input_per_million: '6',
    audio_output_per_million: '7',
    image_input_per_million: '8',
    image_output_per_million: '9',
    per_image: '10',
    per_request: '11',
    per_web_search: '12',
  };
  const tiers = [{ above_prompt_tokens: 100, cache_write_1h: '50', web_search: '120' }];
  const listing = listingWith(row({ ...rates, tiers }));
  expect(claimedPrice(price(usageOf(100, 1), [], listing))).toMatchObject(named);
  expect(claimedPrice(price(usageOf(101, 1), [], listing))).toMatchObject({
    ...named,
    cache_write_1h_per_million: '50',
    per_web_search: '120',
  });
});

test('without a price there is no cost: unknown is not zero', () => {
  const usage = usageOf(10, 10);
  const unpriced = price(usage, [], listingWith());
  expect(unpriced).toEqual({ usage, claim: { unpriced: ['model'] } });
  expect(checkUsage(usage, answerMetadata(unpriced.claim))).toEqual([]);
});

test('a free model costs nothing, and says so', () => {
  const { usage } = price(usageOf(10, 10), [], listingWith(row({ input: '0', output: '0' })));
  expect(usage).toMatchObject({ cost_usd_total: 0, cost_usd_input: 0, cost_usd_output: 0 });
});

describe('what has no price leaves the whole cost unknown, rather than too low:', () => {
  const plain = { input: '1', output: '1' };
  const cases: [unpriced: string[], used: Partial<Usage>, rates: Partial<PriceRow>, uncounted?: string[]][] =
    [
      [['web_searches'], { web_searches: 1 }, {}],
      [['web_searches'], { web_searches: 1 }, { request: '0.005' }],
      [['cache_write_tokens'], { prompt_tokens_details: { cache_write_tokens: 4 } }, { cached_input: '1' }],
      [
        ['cache_write_1h_tokens'],
        { prompt_tokens_details: { cache_write_tokens: 4, cache_write_1h_tokens: 1 } },
        { cache_write: '1' },
      ],
      [
        ['audio_input_tokens', 'audio_output_tokens'],
        { prompt_tokens_details: { audio_tokens: 4 }, completion_tokens_details: { audio_tokens: 1 } },
        {},
      ],
      [['image_output_tokens'], { generated_images: 1 }, { image_output: '30' }],
      [['service_tier:flex'], {}, {}, ['service_tier:flex']],
      [['web_searches'], { web_searches: 1 }, {}, ['web_searches']],
    ];
  test.each(cases)('%j', (unpriced, used, rates, uncounted = []) => {
    const usage = usageOf(10, 5, used);
    expect(price(usage, uncounted, listingWith(row({ ...plain, ...rates })))).toEqual({
      usage,
      claim: { unpriced },
    });
  });

  test('unless none of it was used', () => {
    const none = {
      web_searches: 0,
      generated_images: 0,
      prompt_tokens_details: { cache_write_tokens: 0, cache_write_1h_tokens: 0, audio_tokens: 0 },
      completion_tokens_details: { audio_tokens: 0 },
    };
    expect(price(usageOf(10, 5, none), [], listingWith(row(plain))).usage.cost_usd_total).toBe(0.000015);
  });
});

describe('of an attempt that failed', () => {
  const listing = listingWith(row({ input: '1', output: '1' }));

  test('what the provider counted is priced', () => {
    expect(priceReported({ ...usageOf(10, 0), anomalies: ['decreasing'] }, listing)).toEqual({
      ...usageOf(10, 0),
      cost_usd_total: 0.00001,
      cost_usd_input: 0.00001,
      cost_usd_output: 0,
      cost_usd_cached_input: 0,
      cost_usd_request: 0,
    });
  });

  test.each([null, { anomalies: ['unreadable' as const] }, { web_searches: 1 }])(
    'nothing is known where it says %j',
    (reported) => {
      expect(priceReported(reported, listing)).toBeNull();
    },
  );
});
