import { isDeepStrictEqual } from 'node:util';
import { at, showPath } from '../at.ts';
import { type Finding, mismatch } from '../finding.ts';
import { show } from './show.ts';

/** What stands at the path of a foreign value is this, or one of these. */
export function equal(
  value: unknown,
  path: readonly (string | number)[],
  ...wanted: unknown[]
): Finding | null {
  const got = at(value, ...path);
  if (wanted.some((one) => isDeepStrictEqual(got, one))) return null;
  const name = showPath(path);
  return mismatch(`${name} ${wanted.map(show).join(' or ')}`, `${name} ${show(got)}`);
}

/** A condition in words: `holds(count === 1, 'one chunk with usage', `${count} of them`)`. */
export function holds(condition: boolean, expected: string, found: string): Finding | null {
  return condition ? null : mismatch(expected, found);
}
