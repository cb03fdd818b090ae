import type { RuleName } from './rules.ts';

/** A reason why some value of the narrow schema may not fit the wide one. */
export type Difference = {
  path: string[];
  rule: RuleName;
  narrow: string;
  wide: string;
  /** The values or names it is about, where the two sides are lists. */
  about: string[];
  /** Set when the two may well agree, and this checker can't show it. */
  undecided: boolean;
};

export const differs = (rule: RuleName, narrow: string, wide: string, about: string[] = []): Difference => ({
  path: [],
  rule,
  narrow,
  wide,
  about,
  undecided: false,
});

export const undecided = (rule: RuleName, narrow: string, wide: string): Difference => ({
  ...differs(rule, narrow, wide),
  undecided: true,
});

export const under = (steps: readonly string[], differences: Difference[]): Difference[] =>
  differences.map((difference) => ({ ...difference, path: [...steps, ...difference.path] }));

/** One difference where several alternatives of a schema met the same one. */
export function merged(differences: readonly Difference[]): Difference[] {
  const byKey = new Map<string, Difference>();
  for (const difference of differences) {
    const { about, ...rest } = difference;
    const key = JSON.stringify(rest);
    const before = byKey.get(key)?.about ?? [];
    byKey.set(key, { ...difference, about: [...new Set([...before, ...about])] });
  }
  return [...byKey.values()];
}
