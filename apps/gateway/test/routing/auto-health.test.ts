// Whom `auto` picks also depends on how places do, on what the operator allows, on the session and on the key.
import { expect, test } from 'vitest';
import type { ConfigFile } from '../../src/config.ts';
import type { Selection } from '../../src/routing/arrange.ts';
import { chooser, type Given, idsOf, type Measurements } from '../support/chooser.ts';
import { shop, shopAdapters } from '../support/shop.ts';

type World = { health?: Measurements; auto?: ConfigFile['auto']; routing?: ConfigFile['routing'] };

const tool = { type: 'function' as const, function: { name: 'f' } };
const long: Given = { tools: [tool], stream: true, max_tokens: 2_000 };
const candidates = ['acme/caller', 'globex/caller', 'initech/caller', 'acme/schema'];
const failing = { uptime: 0.5, calls: 10 };
const cooling = { state: 'cooling', untilMs: 9_000 } as const;
const broken = { state: 'broken', untilMs: 9_000 } as const;

/** The first places in their order, and why the first is the first. */
const rows: [what: string, world: World, given: Given, selection: Selection, order: string[]][] = [
  [
    'the places of one model stand together, and the next model behind them, though it is cheaper than the last place',
    {},
    long,
    'cheapest',
    ['acme/caller', 'globex/caller', 'initech/caller', 'acme/schema'],
  ],
  [
    'a place that limits requests comes last',
    { auto: { candidates }, health: { 'acme/caller': cooling } },
    long,
    'cheapest',
    ['globex/caller', 'initech/caller', 'acme/schema', 'acme/caller'],
  ],
  [
    'so does one that is broken',
    { auto: { candidates }, health: { 'acme/caller': broken, 'globex/caller': broken } },
    long,
    'cheapest',
    ['acme/schema', 'initech/caller', 'acme/caller', 'globex/caller'],
  ],
  [
    'one with a low uptime comes before those, behind all others',
    { auto: { candidates }, health: { 'acme/caller': failing, 'globex/caller': cooling } },
    long,
    'cheapest',
    ['acme/schema', 'initech/caller', 'acme/caller', 'globex/caller'],
  ],
  [
    'a single failure proves no low uptime, but counts in the score',
    { auto: { candidates }, health: { 'acme/caller': { uptime: 0.5, calls: 1 } } },
    long,
    'cheapest',
    ['globex/caller', 'initech/caller', 'acme/caller', 'acme/schema'],
  ],
  [
    'the threshold is the operator’s',
    { auto: { candidates }, health: { 'acme/caller': failing }, routing: { uptimeThreshold: 0.4 } },
    long,
    'cheapest',
    ['globex/caller', 'initech/caller', 'acme/caller', 'acme/schema'],
  ],
  [
    'and so is the number of calls that it takes',
    { auto: { candidates }, health: { 'acme/caller': failing }, routing: { minimumCalls: 11 } },
    long,
    'cheapest',
    ['globex/caller', 'initech/caller', 'acme/caller', 'acme/schema'],
  ],
  [
    'when nobody is well, it is tried all the same',
    {
      auto: { candidates: ['acme/caller', 'globex/caller'] },
      health: { 'acme/caller': broken, 'globex/caller': cooling },
    },
    long,
    'cheapest',
    ['acme/caller', 'globex/caller'],
  ],
  [
    'the only one that can is tried though it is broken',
    { health: { 'careful/careful': broken } },
    { effort: 'high' },
    'only_candidate',
    ['careful/careful'],
  ],
  [
    'places of one model are told apart by more than their price',
    {
      auto: { candidates },
      health: { 'acme/caller': { tokensPerSecond: 10 }, 'globex/caller': { tokensPerSecond: 100 } },
    },
    long,
    'cheapest',
    ['globex/caller', 'acme/caller', 'initech/caller', 'acme/schema'],
  ],
  [
    'the weights are the operator’s',
    {
      auto: { candidates },
      health: { 'acme/caller': { tokensPerSecond: 10 }, 'globex/caller': { tokensPerSecond: 100 } },
      routing: { weights: { price: 1, uptime: 0, throughput: 0, latency: 0 } },
    },
    long,
    'cheapest',
    ['acme/caller', 'globex/caller', 'initech/caller', 'acme/schema'],
  ],
  [
    'throughput that is wished for goes over models',
    {
      auto: { candidates },
      health: { 'acme/schema': { tokensPerSecond: 200 }, 'acme/caller': { tokensPerSecond: 100 } },
    },
    { ...long, routing: 'throughput' },
    'weighted_score',
    ['globex/caller', 'acme/schema', 'initech/caller', 'acme/caller'],
  ],
  [
    'latency that is wished for does so, too',
    {
      auto: { candidates },
      health: Object.fromEntries(
        candidates.map((id, index) => [id, { firstTokenMs: 1_000 - 200 * index, calls: 5 }]),
      ),
    },
    { ...long, routing: 'latency' },
    'weighted_score',
    ['acme/schema', 'initech/caller', 'globex/caller', 'acme/caller'],
  ],
  [
    'a wish for a price is what happens anyway, and speed no longer counts',
    { auto: { candidates }, health: { 'acme/caller': { tokensPerSecond: 1 } } },
    { ...long, routing: 'price' },
    'cheapest',
    ['acme/caller', 'globex/caller', 'initech/caller', 'acme/schema'],
  ],
  [
    'only what the operator allows',
    { auto: { candidates: ['acme/long', 'acme/schema'] } },
    {},
    'cheapest',
    ['acme/schema', 'acme/long'],
  ],
  [
    'only models that the key may use, with their provider or without',
    {},
    { rules: { models: ['acme/long', 'caller'] } },
    'cheapest',
    ['acme/caller', 'globex/caller', 'initech/caller', 'acme/long'],
  ],
  [
    'only providers that it may use',
    {},
    { rules: { providers: ['initech', 'careful'] } },
    'cheapest',
    ['initech/caller', 'careful/careful'],
  ],
  [
    'only what is free, for a key of that kind',
    {},
    { rules: { freeOnly: true } },
    'cheapest',
    ['acme/gratis', 'acme/gratis-tools'],
  ],
  [
    'only up to the price that it may pay',
    {},
    { rules: { mostPerMillion: 0.1 } },
    'cheapest',
    ['acme/gratis', 'acme/gratis-tools', 'gem/flash', 'acme/tiny'],
  ],
  [
    'what stands in a list behind it comes behind it',
    { auto: { candidates: ['acme/schema'] } },
    { models: ['acme/long', 'caller'] },
    'only_candidate',
    ['acme/schema', 'acme/long', 'acme/caller', 'globex/caller', 'initech/caller'],
  ],
];

test.each(rows)('%s', (_what, { health = {}, auto = {}, routing = {} }, given, selection, order) => {
  const choice = chooser({ models: shop, adapters: shopAdapters, health, config: { auto, routing } })(
    'auto',
    given,
  );
  expect([choice.selection, ...idsOf(choice).slice(0, order.length)]).toEqual([selection, ...order]);
});
