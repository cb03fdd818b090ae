import { expect, test } from 'vitest';
import { createCooldown } from './cooldown.ts';

const cooldown = (chance: number) =>
  createCooldown({ firstMs: 1_000, longestMs: 3_000, random: () => chance });

test('lasts as long as was asked for, and no longer than the longest', () => {
  const one = cooldown(0);
  one.start(100, 700);
  expect([one.untilMs(100), one.untilMs(799), one.untilMs(800)]).toEqual([800, 800, 0]);
  one.start(800, 3_600_000);
  expect(one.untilMs(800)).toBe(3_800);
});

test('doubles each time when nothing was asked for, between half and all of it by chance', () => {
  for (const [chance, share] of [
    [0, 0.5],
    [0.5, 0.75],
  ] as const) {
    const one = cooldown(chance);
    let nowMs = 0;
    const lasted = [1, 2, 3].map(() => {
      one.start(nowMs, null);
      const untilMs = one.untilMs(nowMs);
      const length = untilMs - nowMs;
      nowMs = untilMs;
      return length;
    });
    expect(lasted).toEqual([1_000 * share, 2_000 * share, 3_000 * share]);
  }
});

test('counts those who were turned away together once', () => {
  const one = cooldown(0);
  expect([one.start(0, null), one.start(10, null), one.start(20, null)]).toEqual([true, false, false]);
  expect(one.untilMs(20)).toBe(500);
  one.start(500, null);
  expect(one.untilMs(500)).toBe(1_500);
});

test('is made longer, and never shorter, by who asks for a time while it lasts', () => {
  const one = cooldown(0);
  one.start(0, 1_000);
  one.start(10, 100);
  expect(one.untilMs(10)).toBe(1_000);
  one.start(20, 2_000);
  expect(one.untilMs(20)).toBe(2_020);
});

test('begins anew after a success, but not through one that came while it lasted', () => {
  const one = cooldown(0);
  one.start(0, null);
  one.succeeded(100);
  expect(one.untilMs(100)).toBe(500);
  one.start(500, null);
  expect(one.untilMs(500)).toBe(1_500);
  one.succeeded(1_500);
  one.start(1_500, null);
  expect(one.untilMs(1_500)).toBe(2_000);
});
