import { expect, test } from 'vitest';
import { atMost, createTape } from './tape.ts';

const played = (mostBytes: number, ...texts: string[]) => {
  const tape = createTape(mostBytes);
  for (const text of texts) tape.add(text);
  return tape.text();
};

test('it has all that was said, up to the last byte that it may hold', () => {
  expect(played(6, 'ab', 'cd', 'é')).toBe('abcdé');
  expect(played(5, 'ab', 'cd', 'é')).toBeNull();
});

test('once it was too much it stays so', () => {
  expect(played(3, 'abcd', 'e')).toBeNull();
  expect(played(0, 'a')).toBeNull();
});

test('bytes are counted, and not characters', () => {
  expect([atMost(2, 'é'), atMost(1, 'é'), atMost(9, null)]).toEqual(['é', null, null]);
});
