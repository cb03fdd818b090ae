import { expect, test } from 'vitest';
import { type Candidate, nextTarget } from './next-target.ts';

const ready: Candidate = { state: 'ready', untilMs: 0 };
const candidates: { [name: string]: Candidate } = {
  ready,
  'soon back': { state: 'cooling', untilMs: 1_300.5 },
  'back later': { state: 'cooling', untilMs: 1_900 },
  'far away': { state: 'cooling', untilMs: 61_000 },
  broken: { state: 'broken', untilMs: 1_100 },
};

const rows: [names: string[], isFirst: boolean, next: string | null, waitMs: number][] = [
  [['ready', 'soon back'], true, 'ready', 0],
  [['broken', 'soon back', 'ready'], true, 'ready', 0],
  [['back later', 'soon back'], true, 'soon back', 301],
  [['broken', 'back later'], false, 'back later', 900],
  [['far away', 'broken'], true, 'broken', 0],
  [['far away', 'broken'], false, null, 0],
  [['far away'], true, null, 0],
  [[], true, null, 0],
];
test.each(rows)('of %j, nobody asked yet: %s, it is %s', (names, isFirst, next, waitMs) => {
  const given = names.map((name) => ({ name, ...(candidates[name] ?? ready) }));
  const found = nextTarget(given, { nowMs: 1_000, longestWaitMs: 1_000, isFirst });
  expect(found === null ? [null, 0] : [found.candidate.name, found.waitMs]).toEqual([next, waitMs]);
});
