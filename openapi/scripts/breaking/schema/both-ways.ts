import { describe, expect, test } from 'vitest';
import { type JsonObject, show } from '../json.ts';
import type { Direction } from './comparer.ts';
import { resolverOf } from './references.ts';
import { subset } from './subset.ts';

/** All that fits `tight` fits `loose`, and not the other way round, for the reasons that `want` lists. */
export type Row = { tight: JsonObject; loose: JsonObject; want: string[]; why?: string };

const resolve = resolverOf({ old: {}, new: {} });

export const reasons = (narrow: JsonObject, wide: JsonObject, direction: Direction | null = null): string[] =>
  subset(narrow, wide, { direction, resolve }).map(({ path, rule }) => `/${path.join('/')} ${rule}`);

export function testBothWays(tables: Record<string, Row[]>): void {
  describe.each(Object.entries(tables))('%s', (_, rows) => {
    for (const { tight, loose, want, why } of rows) {
      const note = why === undefined ? '' : ` (${why})`;
      test(`${show(loose)} takes all of ${show(tight)}${note}`, () => {
        expect(reasons(tight, loose)).toEqual([]);
      });
      test(`${show(tight)} does not take all of ${show(loose)}`, () => {
        expect(reasons(loose, tight)).toEqual(want);
      });
    }
  });
}

export const text = { type: 'string' };
export const number = { type: 'number' };
export const closed = { additionalProperties: false };

export const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  ...more,
});

/** `if` and `then`, in a way that nobody takes for a promise. */
export const when = (condition: JsonObject, then: JsonObject): JsonObject =>
  Object.fromEntries([
    ['if', condition],
    ['then', then],
  ]);
