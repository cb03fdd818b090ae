// Whatever was used and whatever it costs.
import type { Usage } from '@parley/types';
import { checkUsage } from '@parley/validator';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerMetadata } from '../../test/support/answer-metadata.ts';
import { costsOf, picodollarsOf } from '../../test/support/picodollars.ts';
import { chatStream, toldByStream, toldByWhole } from '../../test/support/told-by-adapter.ts';
import { type PriceRow, type Rates, uncataloguedModel } from '../catalog/model.ts';
import { toDollars } from '../money.ts';
import { openaiCompatible } from '../providers/openai-compatible/index.ts';
import { price } from './price.ts';

const rate = fc
  .tuple(fc.nat(600), fc.stringMatching(/^[0-9]{0,9}$/))
  .map(([whole, fraction]) => (fraction === '' ? `${whole}` : `${whole}.${fraction}`));
const perOne = fc.stringMatching(/^0\.[0-9]{1,14}$/);

const rates: fc.Arbitrary<Rates> = fc.record(
  {
    input: rate,
    output: rate,
    cached_input: rate,
    cache_write: rate,
    cache_write_1h: rate,
    audio_input: rate,
    audio_output: rate,
    image_input: rate,
    image_output: rate,
    image: perOne,
    request: perOne,
    web_search: perOne,
  },
  { requiredKeys: ['input', 'output'] },
);
const tiers = fc.array(
  fc.record(
    { above_prompt_tokens: fc.nat(500_000), input: rate, output: rate, cached_input: rate },
    { requiredKeys: ['above_prompt_tokens'] },
  ),
  { maxLength: 3 },
);

const tokens = fc.nat(100_000);
const counts = fc.record({
  fresh: tokens,
  cached: tokens,
  written: tokens,
  hour: tokens,
  audioIn: tokens,
  imageIn: tokens,
  text: tokens,
  audioOut: tokens,
  imageOut: tokens,
  searches: fc.nat(50),
  images: fc.nat(10),
});
type Counts = typeof counts extends fc.Arbitrary<infer Value> ? Value : never;

const usageOf = (count: Counts): Usage => {
  const written = count.written + count.hour;
  const prompt = count.fresh + count.cached + written + count.audioIn + count.imageIn;
  const completion = count.text + count.audioOut + count.imageOut;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: {
      cached_tokens: count.cached,
      cache_write_tokens: written,
      cache_write_1h_tokens: count.hour,
      audio_tokens: count.audioIn,
      image_tokens: count.imageIn,
    },
    completion_tokens_details: { audio_tokens: count.audioOut, image_tokens: count.imageOut },
    web_searches: count.searches,
    generated_images: count.images,
  };
};

const priceAt = (usage: Usage, given: Rates & Pick<PriceRow, 'tiers'>) => {
  const row = { as_of: '2026-01-01', source: 'x', ...given };
  return price(usage, [], { provider: 'acme', model: { ...uncataloguedModel('m1'), prices: [row] } });
};
test('the cost satisfies every rule of the contract (U1 to U9), or there is none and it says why', () => {
  let priced = 0;
  fc.assert(
    fc.property(counts, rates, tiers, (count, given, steps) => {
      const { usage, claim } = priceAt(usageOf(count), { ...given, tiers: steps });
      expect(checkUsage(usage, answerMetadata(claim))).toEqual([]);
      if ('price' in claim) priced++;
      else expect(costsOf(usage)).toEqual({});
    }),
    { numRuns: 1000 },
  );
  expect(priced).toBeGreaterThan(0);
});

const fullRates = rates.map((given): Rates => {
  const { cache_write = '1', audio_input = '2', audio_output = '3', web_search = '0.01' } = given;
  return { ...given, cache_write, cache_write_1h: '4', audio_input, audio_output, web_search, image: '0.1' };
});

test('with every price there is a cost: its total is the sum of its parts, and none is negative or no number', () => {
  fc.assert(
    fc.property(counts, fullRates, tiers, (count, given, steps) => {
      const { usage } = priceAt(usageOf(count), { ...given, tiers: steps });
      const { cost_usd_total: total, ...parts } = costsOf(usage);
      for (const cost of Object.values(parts)) expect(cost).toBeGreaterThanOrEqual(0n);
      expect(total).toBe(Object.values(parts).reduce((sum, part) => sum + part, 0n));
    }),
    { numRuns: 500 },
  );
});

test('more of anything never costs less', () => {
  const names = fc.constantFrom(
    ...(['fresh', 'cached', 'written', 'hour', 'audioIn', 'text', 'audioOut', 'searches', 'images'] as const),
  );
  fc.assert(
    fc.property(counts, fullRates, names, fc.nat(1000), (count, given, name, more) => {
      const total = (used: Counts) => priceAt(usageOf(used), given).usage.cost_usd_total ?? Number.NaN;
      expect(total({ ...count, [name]: count[name] + more })).toBeGreaterThanOrEqual(total(count));
    }),
    { numRuns: 500 },
  );
});

test('a tier begins one token past its bound, and what it does not name stays', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), rate, rate, rate, (bound, input, output, dearer) => {
      const given = { input, output, tiers: [{ above_prompt_tokens: bound, input: dearer }] };
      const claimAt = (prompt: number) =>
        priceAt({ prompt_tokens: prompt, completion_tokens: 1, total_tokens: prompt + 1 }, given).claim;
      const named = (input_per_million: string) => ({
        price: { input_per_million, output_per_million: output },
      });
      expect(claimAt(bound - 1)).toMatchObject(named(input));
      expect(claimAt(bound)).toMatchObject(named(input));
      expect(claimAt(bound + 1)).toMatchObject(named(dearer));
    }),
  );
});

test('a stream costs what the whole answer costs', async () => {
  const details = fc.record({
    cached_tokens: fc.nat(50),
    cache_write_tokens: fc.nat(50),
    audio_tokens: fc.nat(50),
  });
  const wire = fc.record({
    prompt_tokens: fc.integer({ min: 150, max: 1e6 }),
    completion_tokens: fc.integer({ min: 1, max: 1e6 }),
    prompt_tokens_details: details,
    num_search_queries: fc.nat(3),
  });
  await fc.assert(
    fc.asyncProperty(wire, fullRates, async (usage, given) => {
      const say = (delta: object, finish_reason: string | null) => ({
        choices: [{ index: 0, delta, message: delta, finish_reason }],
      });
      const events = [
        { ...say({ content: 'Hi' }, null), usage: { ...usage, completion_tokens: 0 } },
        { ...say({}, 'stop'), usage },
      ];
      const whole = toldByWhole(openaiCompatible, { ...say({ content: 'Hi' }, 'stop'), usage }).usage;
      const streamed = (await toldByStream(openaiCompatible, chatStream(events))).usage;
      if (whole === null || streamed === null) throw new Error('There is no usage.');
      expect(priceAt(streamed, given)).toEqual(priceAt(whole, given));
      expect(priceAt(whole, given).usage.cost_usd_total).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('every amount comes back from its number of dollars to the picodollar, and is one that JSON keeps', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 8191n * 10n ** 12n }), (amount) => {
      const dollars: unknown = JSON.parse(JSON.stringify(toDollars(amount)));
      expect(picodollarsOf(Number(dollars))).toBe(amount);
    }),
    { numRuns: 1000 },
  );
});
