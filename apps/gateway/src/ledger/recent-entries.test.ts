import { expect, test } from 'vitest';
import { createRecentEntries } from './recent-entries.ts';

const entryBytes = 10;

/** Entries 0 up to `count`, one after the other in segment 1. */
function filled(mostBytes: number, count: number) {
  const recent = createRecentEntries(mostBytes);
  for (let number = 0; number < count; number++)
    recent.add({ number }, { segment: 1, offset: number * entryBytes }, entryBytes);
  return recent;
}

const at = (number: number) => ({ segment: 1, offset: number * entryBytes });

test.each([
  { wantedBytes: 1, want: [0] },
  { wantedBytes: 10, want: [0] },
  { wantedBytes: 25, want: [0, 1, 2] },
  { wantedBytes: 1_000, want: [0, 1, 2, 3, 4] },
])(
  'of $wantedBytes bytes there are $want.length entries, and the place behind the last',
  ({ wantedBytes, want }) => {
    expect(filled(1_000, 5).from(at(0), wantedBytes)).toEqual({
      entries: want.map((number) => ({ number })),
      end: at(want.length),
    });
  },
);

test('piece by piece each entry is given once, also those that come meanwhile', () => {
  const recent = filled(1_000, 3);
  expect(recent.from(at(0), 20)?.end).toEqual(at(2));
  recent.add({ number: 3 }, at(3), entryBytes);
  expect(recent.from(at(2), 1_000)).toEqual({ entries: [{ number: 2 }, { number: 3 }], end: at(4) });
});

test('a place that lies between entries, in another segment, or behind all of them is not in mind', () => {
  const recent = filled(1_000, 3);
  expect(recent.from({ segment: 1, offset: 5 }, 10)).toBeNull();
  expect(recent.from({ segment: 2, offset: 0 }, 10)).toBeNull();
  expect(recent.from(at(3), 10)).toBeNull();
});

test('what is more than may be kept is forgotten, and what came last is there', () => {
  const recent = filled(25, 5);
  expect(recent.from(at(0), 10)).toBeNull();
  expect(recent.from(at(4), 10)).toEqual({ entries: [{ number: 4 }], end: at(5) });
});
