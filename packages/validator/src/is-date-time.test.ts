import { expect, test } from 'vitest';
import { codePoints } from './code-points.ts';
import { isDate } from './is-date.ts';
import { isDateTime } from './is-date-time.ts';

test.each<[string, boolean]>([
  ['2026-01-31', true],
  ['2024-02-29', true],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['2026-1-31', false],
  ['31.01.2026', false],
  ['2026-01-31T00:00:00Z', false],
])('whether %s is a date: %s', (text, expected) => {
  expect(isDate(text)).toBe(expected);
});

test.each<[string, boolean]>([
  ['2026-01-31T12:00:00Z', true],
  ['2026-01-31t23:59:60.123+05:30', true],
  ['2026-02-30T12:00:00Z', false],
  ['2026-01-31T24:00:00Z', false],
  ['2026-01-31T12:00:00', false],
  ['2026-01-31T12:00Z', false],
  ['2026-01-31', false],
  ['', false],
])('whether %s is a time: %s', (text, expected) => {
  expect(isDateTime(text)).toBe(expected);
});

test.each<[string, number]>([
  ['', 0],
  ['abc', 3],
  ['a😀b', 3],
  ['😀😀', 2],
  ['\ud83d', 1],
  ['\ude00\ud83d', 2],
])('%j has so many code points: %d', (text, expected) => {
  expect(codePoints(text)).toBe(expected);
  expect([...text]).toHaveLength(expected);
});
