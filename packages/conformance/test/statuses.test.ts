import { expect, test } from 'vitest';
import { hasStatus } from '../src/expect/answered.ts';

const hundreds = Array.from({ length: 200 }, (_, index) => 400 + index);

test.each<[number[], string]>([
  [[404], '404'],
  [[404, 405], '404 or 405'],
  [hundreds, '400 to 599'],
  [[402, 429, ...hundreds.slice(100)], '402 or 429 or 500 to 599'],
])('statuses are named, and rows of them by their ends', (statuses, text) => {
  const answer = { status: 200, headers: {}, text: '', json: undefined, events: [] };
  expect(hasStatus({ ...answer, ended: 'whole', failure: null, durationMs: 1 }, ...statuses)).toEqual({
    expected: `a status of ${text} and a whole body`,
    found: 'status 200: an empty body',
  });
});
