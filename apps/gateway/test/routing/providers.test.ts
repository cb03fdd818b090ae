// Which provider a bare name goes to, and when a named one is left for another.
import { describe, expect, test } from 'vitest';
import type { ConfigFile } from '../../src/config.ts';
import type { Selection } from '../../src/routing/arrange.ts';
import {
  chooser,
  type Given,
  idsOf,
  type Measurements,
  model,
  refusalOf,
  targetsOf,
} from '../support/chooser.ts';

const tools = { abilities: ['streaming', 'tools'] as const };
const models = [
  {
    provider: 'a',
    models: [model('m', '1'), model('other', '9'), model('same', '2', { aliases: ['twin'] })],
  },
  { provider: 'b', models: [model('m', '1.2', { abilities: [...tools.abilities] })] },
  { provider: 'c', models: [model('m', '3', { output_tokens: 1_000 }), model('twin', '2')] },
  { provider: 'd', models: [model('m', null)] },
];
const order = (
  name: string,
  given: Given = {},
  health: Measurements = {},
  routing: ConfigFile['routing'] = {},
) => {
  const choice = chooser({ models, health, config: { routing } })(name, given);
  return [choice.selection, ...targetsOf(choice)];
};
const streamed = { stream: true };
const late = (...ms: number[]): Measurements =>
  Object.fromEntries(ms.map((firstTokenMs, index) => [`${'abcd'[index]}/m`, { firstTokenMs, calls: 9 }]));
const fast = (...speeds: number[]): Measurements =>
  Object.fromEntries(
    speeds.map((tokensPerSecond, index) => [`${'abcd'[index]}/m`, { tokensPerSecond, calls: 9 }]),
  );

describe('a bare name', () => {
  const rows: [what: string, given: Given, health: Measurements, want: (Selection | string)[]][] = [
    [
      'goes by price where nothing was measured; a price that is not known comes last',
      {},
      {},
      ['weighted_score', 'a/m', 'b/m', 'c/m', 'd/m'],
    ],
    [
      'leaves the cheapest for one that is up more often',
      {},
      { 'a/m': { uptime: 0.8, calls: 10 } },
      ['weighted_score', 'b/m', 'c/m', 'd/m', 'a/m'],
    ],
    [
      'weighs a few failures against the price',
      {},
      { 'a/m': { uptime: 0.94, calls: 10 } },
      ['weighted_score', 'a/m', 'b/m', 'c/m', 'd/m'],
    ],
    [
      'goes by speed where that is a lot better',
      {},
      fast(10, 60),
      ['weighted_score', 'b/m', 'a/m', 'c/m', 'd/m'],
    ],
    [
      'goes by the first token of a stream',
      streamed,
      late(2_000, 200),
      ['weighted_score', 'b/m', 'a/m', 'c/m', 'd/m'],
    ],
    [
      'doesn’t, when nothing is streamed',
      {},
      late(2_000, 200),
      ['weighted_score', 'a/m', 'b/m', 'c/m', 'd/m'],
    ],
    [
      'goes to whoever can',
      { tools: [{ type: 'function', function: { name: 'f' } }] },
      {},
      ['only_candidate', 'b/m'],
    ],
    [
      'leaves out whoever answers too little',
      { max_tokens: 1_001 },
      {},
      ['weighted_score', 'a/m', 'b/m', 'd/m'],
    ],
    [
      'puts behind all others who limits requests, and who is broken',
      {},
      { 'a/m': { state: 'cooling' }, 'b/m': { state: 'broken' } },
      ['weighted_score', 'c/m', 'd/m', 'a/m', 'b/m'],
    ],
    [
      'is tried even so',
      {},
      Object.fromEntries(['a/m', 'b/m', 'c/m', 'd/m'].map((id) => [id, { state: 'broken' }])),
      ['weighted_score', 'a/m', 'b/m', 'c/m', 'd/m'],
    ],
    [
      'goes to one place without fallback',
      { fallback: false },
      { 'a/m': { state: 'cooling' } },
      ['weighted_score', 'b/m'],
    ],
    [
      'takes routing: price at its word',
      { routing: 'price' },
      fast(1, 100),
      ['weighted_score', 'a/m', 'b/m', 'c/m', 'd/m'],
    ],
    [
      'takes routing: throughput at its word',
      { routing: 'throughput' },
      fast(50, 60, 70, 5),
      ['weighted_score', 'c/m', 'b/m', 'a/m', 'd/m'],
    ],
    [
      'takes routing: latency at its word, streamed or not',
      { routing: 'latency' },
      late(500, 400, 300, 600),
      ['weighted_score', 'c/m', 'b/m', 'a/m', 'd/m'],
    ],
    // theopenco/llmgateway#1508: a request fell back to a provider that had been down all along.
    [
      'goes to nobody who is down, however fast',
      { routing: 'throughput' },
      { 'c/m': { tokensPerSecond: 900, uptime: 0.5, calls: 9 }, ...fast(50, 60) },
      ['weighted_score', 'b/m', 'd/m', 'a/m', 'c/m'],
    ],
    [
      'takes routing: auto for no wish at all',
      { routing: 'auto' },
      fast(10, 60),
      ['weighted_score', 'b/m', 'a/m', 'c/m', 'd/m'],
    ],
  ];
  test.each(rows)('%s', (_what, given, health, want) => {
    expect(order('m', given, health)).toEqual(want);
  });

  test('is weighed as the operator says', () => {
    const weights = { price: 0, uptime: 0, throughput: 0, latency: 1 };
    expect(order('m', streamed, late(300, 200, 100, 400), { weights })).toEqual([
      'weighted_score',
      'c/m',
      'b/m',
      'a/m',
      'd/m',
    ]);
  });
});

describe('a name with its provider', () => {
  const down = { 'a/m': { uptime: 0.5, calls: 10 } };

  test('goes there and nowhere else', () => {
    expect(order('a/m')).toEqual(['pinned', 'a/m']);
    expect(order('c/m')).toEqual(['pinned', 'c/m']);
  });

  test('goes elsewhere first when its uptime is below the threshold', () => {
    expect(order('a/m', {}, down)).toEqual(['rerouted_low_uptime', 'b/m', 'c/m', 'd/m', 'a/m']);
  });

  const stays: [what: string, given: Given, health: Measurements, routing?: ConfigFile['routing']][] = [
    ['the caller wants no fallback', { fallback: false }, down],
    ['it failed only once', {}, { 'a/m': { uptime: 0.5, calls: 1 } }],
    ['the threshold is lower', {}, down, { uptimeThreshold: 0.5 }],
    [
      'nobody else does better',
      {},
      Object.fromEntries(['a/m', 'b/m', 'c/m', 'd/m'].map((id) => [id, { uptime: 0.5, calls: 10 }])),
    ],
    [
      'whoever does better should not be called',
      {},
      { ...down, 'b/m': { state: 'cooling' }, 'c/m': { state: 'broken' }, 'd/m': { uptime: 0.2, calls: 5 } },
    ],
    ['it only limits requests', {}, { 'a/m': { state: 'cooling' } }],
    ['nobody else may be used by the key', { rules: { providers: ['a'] } }, down],
  ];
  test.each(stays)('is used although %s', (_what, given, health, routing) => {
    expect(order('a/m', given, health, routing)).toEqual(['pinned', 'a/m']);
  });

  test('goes only to who can do what is asked', () => {
    expect(order('a/m', { max_tokens: 1_001 }, down)).toEqual(['rerouted_low_uptime', 'b/m', 'd/m', 'a/m']);
  });

  test('knows the same model by its other names', () => {
    expect(order('c/twin', {}, { 'c/twin': { uptime: 0.1, calls: 9 } })).toEqual([
      'rerouted_low_uptime',
      'a/same',
      'c/twin',
    ]);
  });

  test('that the catalogue lacks is nobody else’s', () => {
    expect(order('a/new', {}, { 'a/new': { uptime: 0.1, calls: 9 } })).toEqual(['pinned', 'a/new']);
  });

  test('is refused an answer longer than its model gives, by the name that the cap was given', () => {
    for (const cap of ['max_tokens', 'max_completion_tokens'] as const) {
      const error = refusalOf(() => order('c/m', { [cap]: 1_001 }));
      expect(error).toMatchObject({ code: 'unsupported_by_model', context: { param: cap } });
      expect(error.message).toBe(
        `Model "c/m" does not support an answer of 1001 tokens, which "${cap}" asks for.`,
      );
      expect(order('c/m', { [cap]: 1_000 })).toEqual(['pinned', 'c/m']);
    }
  });

  test('is not refused a long prompt: how many tokens it has only the provider knows', () => {
    expect(order('a/m', { messages: [{ role: 'user', content: 'x'.repeat(1_000_000) }] })).toEqual([
      'pinned',
      'a/m',
    ]);
  });

  test('that the key may not use is a 403', () => {
    const error = refusalOf(() => order('a/m', { rules: { models: ['other'] } }));
    expect(error).toMatchObject({ code: 'permission_denied', context: { param: 'model' } });
    expect(error.message).toBe('Model "a/m" is not among the models of this key.');
  });
});

describe('a list of models', () => {
  test('is gone through in its order, each by its own rules', () => {
    expect(order('a/other', { models: ['m', 'a/same'] })).toEqual([
      'pinned',
      'a/other',
      'a/m',
      'b/m',
      'c/m',
      'd/m',
      'a/same',
    ]);
  });

  test('begins with the first that may be called now', () => {
    const away = { 'a/other': { state: 'cooling' } } as const;
    expect(order('a/other', { models: ['a/m', 'a/same'] }, away)).toEqual([
      'pinned',
      'a/m',
      'a/same',
      'a/other',
    ]);
    expect(order('a/other', { models: ['m'] }, away)).toEqual([
      'weighted_score',
      'a/m',
      'b/m',
      'c/m',
      'd/m',
      'a/other',
    ]);
  });

  test('says under which name each candidate was found, and each that was dropped', () => {
    const choice = chooser({ models })('a/other', { models: ['m'], max_tokens: 1_001 });
    expect(choice.candidates.map(({ id, requestedModel }) => `${requestedModel}: ${id}`)).toEqual([
      'a/other: a/other',
      'm: a/m',
      'm: b/m',
      'm: d/m',
    ]);
    expect(choice.dropped).toEqual([
      {
        requestedModel: 'm',
        param: 'max_tokens',
        reason: 'does not support an answer of 1001 tokens',
        targets: ['c/m'],
      },
    ]);
    expect(idsOf(choice)).not.toContain('c/m');
  });
});
