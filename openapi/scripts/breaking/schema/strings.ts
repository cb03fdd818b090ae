import { type JsonObject, show, stringAt } from '../json.ts';
import type { Alternative } from './alternatives.ts';
import { type Difference, differs, undecided } from './difference.ts';
import { atLeast, atMost, countLimits } from './limits.ts';

export const matches = (pattern: string, text: string): boolean => new RegExp(pattern, 'u').test(text);

const keywordsOf = (parts: readonly JsonObject[], keyword: string): string[] =>
  parts.map((part) => stringAt(part, keyword)).filter((value) => value !== null);

const lengths = (parts: readonly JsonObject[]) => ({
  least: atLeast(parts, 'minLength'),
  most: atMost(parts, 'maxLength'),
});

export function hasNoString({ parts, value }: Pick<Alternative, 'parts' | 'value'>): boolean {
  const { least, most } = lengths(parts);
  const text = value?.is;
  if (typeof text !== 'string') return least > most;
  return least > most || keywordsOf(parts, 'pattern').some((pattern) => !matches(pattern, text));
}

export function stringDifferences(narrow: Alternative, wide: JsonObject): Difference[] {
  return [
    ...countLimits(lengths(narrow.parts), wide, { least: 'minLength', most: 'maxLength' }),
    ...patternDifferences(narrow, wide),
    ...formatDifferences(narrow, wide),
  ];
}

function patternDifferences({ parts, value }: Alternative, wide: JsonObject): Difference[] {
  const pattern = stringAt(wide, 'pattern');
  const patterns = keywordsOf(parts, 'pattern');
  if (pattern === null || patterns.includes(pattern)) return [];
  if (typeof value?.is === 'string')
    return matches(pattern, value.is) ? [] : [differs('pattern', show(value.is), show(pattern))];
  return [(patterns.length === 0 ? differs : undecided)('pattern', show(patterns[0]), show(pattern))];
}

/** Formats hold for numbers as well: int32, double. */
export function formatDifferences({ parts, value }: Alternative, wide: JsonObject): Difference[] {
  return (['format', 'contentEncoding', 'contentMediaType'] as const).flatMap((keyword) => {
    const format = stringAt(wide, keyword);
    const formats = keywordsOf(parts, keyword);
    if (format === null || formats.includes(format)) return [];
    if (value !== undefined) return [undecided(keyword, show(value.is), format)];
    return [differs(keyword, formats[0] ?? 'none', format)];
  });
}
