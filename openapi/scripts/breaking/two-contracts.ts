import { describe, expect, test } from 'vitest';
import { breakingChanges } from './breaking-changes.ts';
import type { JsonObject } from './json.ts';

/** `want` is what the step from `old` to `next` gives, `back` the step the other way. */
export type Row = { name: string; old: JsonObject; next: JsonObject; want: string[]; back: string[] };

export const changes = (old: JsonObject, next: JsonObject): string[] =>
  breakingChanges(old, next).map(({ level, where, rule }) => `${level} ${where}: ${rule}`);

export function testBothSteps(tables: Record<string, Row[]>): void {
  describe.each(Object.entries(tables))('%s', (_, rows) => {
    test.each(rows)('$name', ({ old, next, want }) => {
      expect(changes(old, next)).toEqual(want);
      expect(changes(old, structuredClone(old))).toEqual([]);
    });
    test.each(rows)('$name, and back', ({ old, next, back }) => {
      expect(changes(next, old)).toEqual(back);
    });
  });
}
