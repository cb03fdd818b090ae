import { expect, test } from 'vitest';
import { createRandom } from './random.ts';

const many = (seed: number) => {
  const random = createRandom(seed);
  return Array.from({ length: 20_000 }, random);
};

test('the same seed gives the same numbers, and another one others', () => {
  expect(many(7)).toEqual(many(7));
  expect(many(7).slice(0, 5)).not.toEqual(many(8).slice(0, 5));
});

test.each([0, 1, 2 ** 32 - 1])('numbers under the seed %d are spread evenly from 0 to 1', (seed) => {
  const numbers = many(seed);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  const tenths = Map.groupBy(numbers, (number) => Math.floor(number * 10));
  expect([...tenths.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const tenth of tenths.values()) expect(tenth.length / numbers.length).toBeCloseTo(0.1, 1);
});
