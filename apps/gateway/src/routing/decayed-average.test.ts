import { expect, test } from 'vitest';
import { createDecayedAverage } from './decayed-average.ts';

test('a value weighs half as much with each half-life', () => {
  const average = createDecayedAverage(1_000);
  average.add(0, 0);
  average.add(0, 0);
  average.add(1, 1_000);
  expect(average.weight(1_000)).toBe(2);
  expect(average.mean(1_000)).toBe(0.5);
  expect(average.weight(2_000)).toBe(1);
  expect(average.mean(2_000)).toBe(0.5);
});

test('without values, and when all have faded, there is no mean: unknown is not zero', () => {
  const average = createDecayedAverage(1_000);
  expect(average.mean(0)).toBeNull();
  average.add(7, 0);
  expect(average.mean(3_000)).toBe(7);
  expect(average.mean(4_000)).toBeNull();
});
