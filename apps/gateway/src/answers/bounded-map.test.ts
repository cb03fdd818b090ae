import { expect, test } from 'vitest';
import { createBoundedMap } from './bounded-map.ts';

const namesIn = (map: { entries(): [string, unknown][] }) => map.entries().map(([name]) => name);

test('beyond its bytes it forgets what was not asked for the longest, and nothing more than it must', () => {
  const map = createBoundedMap<number>(100);
  for (const [index, name] of ['a', 'b', 'c', 'd'].entries()) map.set(name, index, 25);
  map.get('a');
  map.set('e', 4, 30);
  expect(namesIn(map)).toEqual(['d', 'a', 'e']);
  expect(map.get('b')).toBeUndefined();
});

test('what is set again, or deleted, gives its bytes back', () => {
  const map = createBoundedMap<string>(100);
  map.set('a', 'old', 90);
  map.set('a', 'new', 10);
  map.set('b', 'b', 90);
  expect([map.get('a'), map.get('b')]).toEqual(['new', 'b']);
  map.delete('b');
  map.delete('never there');
  map.set('c', 'c', 90);
  expect([namesIn(map), map.size()]).toEqual([['a', 'c'], 2]);
});

test('what is larger than all it may hold is not held, and leaves it empty', () => {
  const map = createBoundedMap<string>(100);
  map.set('a', 'a', 50);
  map.set('b', 'b', 101);
  expect(map.size()).toBe(0);
});
