import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Measured, type ScoreParts, scored } from './score.ts';

const weights = { price: 0.3, uptime: 0.5, throughput: 0.05, latency: 0.025 };
const place = (cost: number | null, health: Partial<Measured['health']> = {}): Measured => ({
  cost,
  health: { uptime: 1, firstTokenMs: null, tokensPerSecond: null, ...health },
});
const scores = (...places: Measured[]): number[] => scored(places, weights).map(({ score }) => score);

describe('a score', () => {
  test('is zero for a place that is best in everything', () => {
    const best = place(1, { firstTokenMs: 100, tokensPerSecond: 200 });
    expect(scores(best, place(2, { uptime: 0.96, firstTokenMs: 900, tokensPerSecond: 20 }))[0]).toBe(0);
    expect(scores(place(null))).toEqual([0]);
  });

  const rows: [what: string, places: Measured[], want: Partial<ScoreParts>][] = [
    ['half as dear again', [place(2), place(3)], { price: 0.15 }],
    ['dear beside what is free', [place(0), place(0.0001)], { price: 3 }],
    ['a hundred times as dear: ten times is as bad as it gets', [place(1), place(100)], { price: 3 }],
    ['without a known price: the same', [place(1), place(null)], { price: 3 }],
    ['nobody with a price', [place(null), place(null)], { price: 0 }],
    [
      'as slow again',
      [place(1, { tokensPerSecond: 60 }), place(1, { tokensPerSecond: 30 })],
      { throughput: 0.05 },
    ],
    ['of unknown speed', [place(1, { tokensPerSecond: 60 }), place(1)], { throughput: 0 }],
    ['as late again', [place(1, { firstTokenMs: 200 }), place(1, { firstTokenMs: 400 })], { latency: 0.025 }],
    ['of unknown lateness', [place(1, { firstTokenMs: 200 }), place(1)], { latency: 0 }],
    [
      'down for a fiftieth',
      [place(1), place(1, { uptime: 0.98 })],
      { uptime: 0.5 * (1 / 0.98 - 1), low_uptime: 0 },
    ],
    ['always down', [place(1), place(1, { uptime: 0 })], { uptime: 5, low_uptime: 25 }],
    [
      'down for a twentieth, where the penalty begins',
      [place(1), place(1, { uptime: 0.95 })],
      { low_uptime: 0 },
    ],
  ];
  test.each(rows)('%s', (_what, places, want) => {
    const [, second] = scored(places, weights);
    for (const [part, value] of Object.entries(want))
      expect(second?.parts).toHaveProperty(part, expect.closeTo(value, 10));
  });

  test('of a low uptime grows steeply', () => {
    const [at90 = 0, at80 = 0, at50 = 0] = [0.9, 0.8, 0.5].map((uptime) => scores(place(1, { uptime }))[0]);
    expect(at90).toBeLessThan(0.1);
    expect(at80).toBeGreaterThan(at90 * 5);
    expect(at50).toBeGreaterThan(at80 * 5);
  });
});

const measured: fc.Arbitrary<Measured> = fc.record({
  cost: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
  health: fc.record({
    uptime: fc.double({ min: 0, max: 1, noNaN: true }),
    firstTokenMs: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
    tokensPerSecond: fc.option(fc.double({ min: 0, max: 1e4, noNaN: true })),
  }),
});

test('no score is negative or without bound, whatever was measured', () => {
  fc.assert(
    fc.property(fc.array(measured, { minLength: 1, maxLength: 8 }), (places) => {
      for (const score of scores(...places)) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(10 * (0.3 + 0.5 + 0.05 + 0.025) + 25);
      }
    }),
  );
});

test('whoever is better in one thing and worse in none has no higher score', () => {
  fc.assert(
    fc.property(
      fc.array(measured, { minLength: 1, maxLength: 8 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (places, share) => {
        const [first] = places;
        if (first === undefined || first.cost === null) return;
        const [own = 0, cheaper = 0] = scores(
          first,
          { ...first, cost: first.cost * share },
          ...places.slice(1),
        );
        expect(cheaper).toBeLessThanOrEqual(own);
      },
    ),
  );
});
