import { type JsonObject, numberAt } from '../json.ts';
import { type Difference, differs } from './difference.ts';
import type { RuleName } from './rules.ts';

const limits = (parts: readonly JsonObject[], keyword: string): number[] =>
  parts.map((part) => numberAt(part, keyword)).filter((limit) => limit !== null);

export const atLeast = (parts: readonly JsonObject[], keyword: string): number =>
  Math.max(0, ...limits(parts, keyword));

export const atMost = (parts: readonly JsonObject[], keyword: string): number =>
  Math.min(Number.POSITIVE_INFINITY, ...limits(parts, keyword));

const shown = (limit: number): string => (Number.isFinite(limit) && limit > 0 ? String(limit) : 'none');

/** Compares counts (of characters, items, members): what the narrow side guarantees with what the wide asks. */
export function countLimits(
  guaranteed: { least: number; most: number },
  wide: JsonObject,
  rules: { least: RuleName & string; most: RuleName & string },
): Difference[] {
  const least = numberAt(wide, rules.least) ?? 0;
  const most = numberAt(wide, rules.most);
  const found: Difference[] = [];
  if (guaranteed.least < least) found.push(differs(rules.least, shown(guaranteed.least), String(least)));
  if (most !== null && guaranteed.most > most)
    found.push(
      differs(
        rules.most,
        guaranteed.most === Number.POSITIVE_INFINITY ? 'none' : String(guaranteed.most),
        String(most),
      ),
    );
  return found;
}
