// A session stays where it is while that place is well; now and then a request without one goes exploring.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooser, type Given, type Measurements, model, targetsOf } from '../support/chooser.ts';

const models = [
  { provider: 'a', models: [model('m', '1'), model('n', '1.5')] },
  { provider: 'b', models: [model('m', '1')] },
  { provider: 'c', models: [model('m', '1.2')] },
  { provider: 'd', models: [model('m', '5')] },
];
const names = Array.from({ length: 60 }, (_, index) => `conversation-${index}`);
const placesUnder = (health: Measurements = {}, given: Given = {}, name = 'm') => {
  const choose = chooser({ models, health });
  return names.map((sessionId) => targetsOf(choose(name, { ...given, sessionId }))[0]);
};

describe('a session', () => {
  const before = placesUnder();

  test('goes to the same place each time, whichever way it is named', () => {
    expect(placesUnder()).toEqual(before);
    const choose = chooser({ models });
    expect(names.map((key) => targetsOf(choose('m', { prompt_cache_key: key }))[0])).toEqual(before);
    expect(names.map((key) => targetsOf(choose('m', { prompt_cache_key: 'x', sessionId: key }))[0])).toEqual(
      before,
    );
    expect(choose('m', { sessionId: 'x' }).selection).toBe('sticky');
  });

  test('is one of many that share all places of about the same price, and no dear one', () => {
    expect(new Set(before)).toEqual(new Set(['a/m', 'b/m', 'c/m']));
  });

  test('doesn’t mind what others measure', () => {
    expect(
      placesUnder(
        { 'a/m': { tokensPerSecond: 1, firstTokenMs: 9_000, calls: 99 }, 'b/m': { tokensPerSecond: 99 } },
        { stream: true },
      ),
    ).toEqual(before);
    expect(placesUnder({ 'a/m': { uptime: 0.92, calls: 99 } })).toEqual(before);
  });

  const ill: [what: string, health: Measurements[string]][] = [
    ['its uptime falls', { uptime: 0.8, calls: 10 }],
    ['it limits requests', { state: 'cooling' }],
    ['it is broken', { state: 'broken' }],
  ];
  test.each(ill)('leaves its place when %s, and no other session moves', (_what, health) => {
    const after = placesUnder({ 'a/m': health });
    expect(after).not.toContain('a/m');
    for (const [index, place] of before.entries()) if (place !== 'a/m') expect(after[index]).toBe(place);
  });

  test('stays with its model at its place with auto, however long it grows', () => {
    const shop = [
      { provider: 'a', models: [priced('reads-cheaply', '1', '4')] },
      { provider: 'b', models: [priced('writes-cheaply', '2', '1')] },
    ];
    const choose = chooser({ models: shop });
    const at = (length: number, given: Given = {}) =>
      targetsOf(choose('auto', { messages: [{ role: 'user', content: 'x'.repeat(length) }], ...given }))[0];
    expect([at(10), at(39_000)]).toEqual(['b/writes-cheaply', 'a/reads-cheaply']);
    expect(
      new Set([10, 1_000, 9_000, 20_000, 39_000].map((length) => at(length, { sessionId: 'x' }))).size,
    ).toBe(1);
  });

  test('does not hold a request that wishes for speed', () => {
    const health = {
      'd/m': { tokensPerSecond: 900 },
      'a/m': { tokensPerSecond: 9 },
      'b/m': { tokensPerSecond: 9 },
      'c/m': { tokensPerSecond: 9 },
    };
    expect(new Set(placesUnder(health, { routing: 'throughput' }))).toEqual(new Set(['d/m']));
  });
});

const priced = (id: string, input: string, output: string) => ({
  ...model(id, '0'),
  prices: [{ as_of: '2026-01-01', source: 'x', input, output }],
});

describe('exploration', () => {
  const choices = (exploration: number, given: Given = {}, health: Measurements = {}) => {
    const choose = chooser({ models, health, config: { routing: { exploration } } });
    return Array.from({ length: 2_000 }, () => choose('m', given));
  };

  test('sends a small share elsewhere, and what is explored is followed by who would have been first', () => {
    const explored = choices(0.1).filter(({ selection }) => selection === 'exploration');
    expect(explored.length / 2_000).toBeGreaterThan(0.06);
    expect(explored.length / 2_000).toBeLessThan(0.14);
    expect(new Set(explored.map((choice) => targetsOf(choice)[0]))).toEqual(new Set(['b/m', 'c/m', 'd/m']));
    for (const choice of explored) expect(targetsOf(choice)[1]).toBe('a/m');
  });

  test('sees again who had failed, but nobody who should not be called', () => {
    const health: Measurements = {
      'b/m': { uptime: 0.2, calls: 9 },
      'c/m': { state: 'cooling' },
      'd/m': { state: 'broken' },
    };
    const firsts = new Set(choices(0.5, {}, health).map((choice) => targetsOf(choice)[0]));
    expect(firsts).toEqual(new Set(['a/m', 'b/m']));
  });

  const never: [what: string, given: Given][] = [
    ['of a session', { sessionId: 'x' }],
    ['that wishes for a price', { routing: 'price' }],
    ['that wants no fallback', { fallback: false }],
  ];
  test.each(never)('leaves a request alone %s', (_what, given) => {
    expect(choices(1, given).some(({ selection }) => selection === 'exploration')).toBe(false);
  });

  test('of auto stays with the model', () => {
    const choose = chooser({ models, config: { routing: { exploration: 1 } } });
    for (let index = 0; index < 50; index++)
      expect(choose('auto').candidates[0]?.target.listing.model.id).toBe('m');
  });
});

const requests = fc.array(
  fc.record({
    name: fc.constantFrom('m', 'a/m', 'auto', 'n'),
    given: fc.record(
      {
        stream: fc.boolean(),
        max_tokens: fc.integer({ min: 1, max: 5_000 }),
        routing: fc.constantFrom(
          'auto' as const,
          'price' as const,
          'throughput' as const,
          'latency' as const,
        ),
        fallback: fc.boolean(),
        sessionId: fc.string({ minLength: 1 }),
      },
      { requiredKeys: [] },
    ),
  }),
  { maxLength: 40 },
);
const health: fc.Arbitrary<Measurements> = fc.dictionary(
  fc.constantFrom('a/m', 'b/m', 'c/m', 'd/m', 'a/n'),
  fc.record(
    {
      uptime: fc.double({ min: 0, max: 1, noNaN: true }),
      calls: fc.nat(20),
      tokensPerSecond: fc.option(fc.double({ min: 0, max: 500, noNaN: true })),
      firstTokenMs: fc.option(fc.double({ min: 0, max: 9_000, noNaN: true })),
      state: fc.constantFrom('ready' as const, 'cooling' as const, 'broken' as const),
    },
    { requiredKeys: [] },
  ),
);

test('under one seed the same requests go to the same places, whatever was measured', () => {
  fc.assert(
    fc.property(requests, health, fc.nat(), (asked, measured, seed) => {
      const run = () => {
        const choose = chooser({ models, health: measured, seed, config: { routing: { exploration: 0.3 } } });
        return asked.map(({ name, given }) => {
          const choice = choose(name, given);
          return [choice.selection, ...targetsOf(choice)];
        });
      };
      expect(run()).toEqual(run());
    }),
    { numRuns: 40 },
  );
});

test('everybody who is not dropped is tried once, and whoever should not be called after the others', () => {
  fc.assert(
    fc.property(requests, health, (asked, measured) => {
      const choose = chooser({ models, health: measured });
      for (const { name, given } of asked) {
        const { candidates } = choose(name, given);
        const states = candidates.map((candidate) => candidate.health.state === 'ready');
        expect(states).toEqual(states.toSorted((a, b) => Number(b) - Number(a)));
        expect(new Set(candidates.map(({ id }) => id)).size).toBe(candidates.length);
      }
    }),
    { numRuns: 40 },
  );
});
