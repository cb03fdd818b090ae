import { expect, test } from 'vitest';
import { type BudgetWindow, windowAt } from './budget-window.ts';

const cases: [window: BudgetWindow, now: string, start: string, end: string | null, why: string][] = [
  [
    'day',
    '2026-11-23T23:59:59.999Z',
    '2026-11-23T00:00:00.000Z',
    '2026-11-24T00:00:00.000Z',
    'to the last moment',
  ],
  [
    'day',
    '2026-12-31T12:00:00.000Z',
    '2026-12-31T00:00:00.000Z',
    '2027-01-01T00:00:00.000Z',
    'over the year',
  ],
  ['week', '2026-11-23T00:00:00.000Z', '2026-11-23T00:00:00.000Z', '2026-11-30T00:00:00.000Z', 'on a Monday'],
  ['week', '2026-11-22T23:00:00.000Z', '2026-11-16T00:00:00.000Z', '2026-11-23T00:00:00.000Z', 'on a Sunday'],
  [
    'month',
    '2028-02-29T01:00:00.000Z',
    '2028-02-01T00:00:00.000Z',
    '2028-03-01T00:00:00.000Z',
    'in a leap year',
  ],
  [
    'month',
    '2026-12-05T00:00:00.000Z',
    '2026-12-01T00:00:00.000Z',
    '2027-01-01T00:00:00.000Z',
    'over the year',
  ],
  ['total', '2026-11-23T00:00:00.000Z', '1970-01-01T00:00:00.000Z', null, 'has no end'],
];
test.each(cases)('a %s at %s began at %s and ends at %s', (window, now, start, end) => {
  const { startMs, endMs } = windowAt(window, Date.parse(now));
  expect(new Date(startMs).toISOString()).toBe(start);
  expect(endMs === null ? null : new Date(endMs).toISOString()).toBe(end);
});
