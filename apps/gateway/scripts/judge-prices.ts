import type { Disagreement } from './price-disagreements.ts';

/** A disagreement that stays, and why ours is right. The list of them may only get shorter. */
export type Accepted = { model: string; rate: string; ours: string; theirs: string; why: string };

export type Verdict = {
  /** Those that nobody accepted. */
  fresh: Disagreement[];
  /** Accepted ones that are none any more. */
  settled: Accepted[];
};

export function judgePrices(found: Disagreement[], accepted: Accepted[]): Verdict {
  const keyOf = ({ model, rate, ours, theirs }: Omit<Accepted, 'why'>) =>
    [model, rate, ours, theirs].join(' ');
  const known = new Set(accepted.map(keyOf));
  const present = new Set(found.map(keyOf));
  return {
    fresh: found.filter((one) => !known.has(keyOf(one))),
    settled: accepted.filter((one) => !present.has(keyOf(one))),
  };
}
