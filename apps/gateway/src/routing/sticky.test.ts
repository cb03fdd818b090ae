import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeOf } from './sticky.ts';

const ids = ['a/m', 'b/m', 'c/m', 'd/m'];
const sessions = Array.from({ length: 400 }, (_, index) => `session-${index}`);

test('a session has one place, in whatever order places are given', () => {
  fc.assert(
    fc.property(fc.string(), fc.shuffledSubarray(ids, { minLength: 4 }), (session, shuffled) => {
      expect(placeOf(session, shuffled)).toBe(placeOf(session, ids));
    }),
  );
});

test('when a place goes, only its own sessions move', () => {
  for (const session of sessions) {
    const before = placeOf(session, ids);
    const after = placeOf(session, ids.slice(1));
    if (before === ids[0]) expect(ids.slice(1)).toContain(after);
    else expect(after).toBe(before);
  }
});

test('sessions are spread over all places', () => {
  for (const id of ids) {
    const share = sessions.filter((session) => placeOf(session, ids) === id).length / sessions.length;
    expect(share).toBeGreaterThan(0.18);
    expect(share).toBeLessThan(0.32);
  }
});

test('where there is no place, there is none', () => {
  expect(placeOf('x', [])).toBeUndefined();
});
