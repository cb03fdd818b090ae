import type { TargetHealth } from './health.ts';

export type Candidate = Pick<TargetHealth, 'state' | 'untilMs'>;

type Situation = {
  nowMs: number;
  /** How long a request may wait for a target that limits requests. */
  longestWaitMs: number;
  /** Whether nobody was asked yet. */
  isFirst: boolean;
};

/**
 * Who is asked next of those that may still be, best first: whoever is ready; else whoever stops limiting requests
 * soon, after that wait; else, when nobody was asked yet, one that is broken, since our belief that it is must not
 * refuse what it might have answered. `null`: nobody. That leaves one case without a single call: all limit requests,
 * and for long.
 */
export function nextTarget<Given extends Candidate>(
  candidates: Given[],
  { nowMs, longestWaitMs, isFirst }: Situation,
): { candidate: Given; waitMs: number } | null {
  const ready = candidates.find(({ state }) => state === 'ready');
  if (ready !== undefined) return { candidate: ready, waitMs: 0 };
  const soonest = soonestOf(candidates.filter(({ state }) => state === 'cooling'));
  const waitMs = soonest === null ? Number.POSITIVE_INFINITY : Math.ceil(soonest.untilMs - nowMs);
  if (soonest !== null && waitMs <= longestWaitMs) return { candidate: soonest, waitMs };
  const broken = isFirst ? candidates.find(({ state }) => state === 'broken') : undefined;
  return broken === undefined ? null : { candidate: broken, waitMs: 0 };
}

/** The one whose time is up first. */
export const soonestOf = <Given extends Candidate>(candidates: Given[]): Given | null =>
  candidates.reduce<Given | null>(
    (soonest, candidate) => (soonest !== null && soonest.untilMs <= candidate.untilMs ? soonest : candidate),
    null,
  );
