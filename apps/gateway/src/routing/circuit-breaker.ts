import type { Config } from '../config.ts';
import { backOffMs } from './back-off.ts';
import { createDecayedAverage, type DecayedAverage } from './decayed-average.ts';

/**
 * Keeps calls away from a target that fails. Closed, all may pass. It opens after failures in a row, or when too large
 * a share of enough calls failed. When its time is up one call is let through, as a trial: success closes it, failure
 * opens it for twice as long. A trial that is never told of holds the place for as long as the first opening.
 */
export type CircuitBreaker = {
  /** Until when calls should stay away; 0: they may pass. */
  openUntilMs(nowMs: number): number;
  begin(nowMs: number): void;
  succeeded(nowMs: number): void;
  failed(nowMs: number): void;
  /** It is not kept any longer. */
  forget(): void;
};

type World = { random: () => number; changed: (state: 'open' | 'closed') => void };

export function createCircuitBreaker(
  { failuresInARow, failureShare, minimumCalls, halfLifeMs, openMs, longestMs }: Config['breaker'],
  { random, changed }: World,
): CircuitBreaker {
  const fresh = (): DecayedAverage => createDecayedAverage(halfLifeMs);
  let failures = fresh();
  let inARow = 0;
  /** How often it opened without closing in between. 0: it is closed. */
  let openings = 0;
  let untilMs = 0;
  let onTrial = false;
  const close = () => {
    if (openings === 0) return;
    openings = 0;
    untilMs = 0;
    onTrial = false;
    failures = fresh();
    changed('closed');
  };
  const open = (nowMs: number) => {
    openings++;
    onTrial = false;
    untilMs = nowMs + backOffMs(openings, { firstMs: openMs, longestMs, random });
    if (openings === 1) changed('open');
  };
  return {
    openUntilMs: (nowMs) => (openings > 0 && nowMs < untilMs ? untilMs : 0),
    begin(nowMs) {
      if (openings === 0) return;
      onTrial = true;
      if (nowMs >= untilMs) untilMs = nowMs + openMs;
    },
    succeeded(nowMs) {
      // What began before it opened says nothing of how things are now.
      if (openings > 0 && !onTrial) return;
      close();
      inARow = 0;
      failures.add(0, nowMs);
    },
    failed(nowMs) {
      if (openings > 0) {
        if (onTrial) open(nowMs);
        return;
      }
      inARow++;
      failures.add(1, nowMs);
      const tooMany = failures.weight(nowMs) >= minimumCalls && (failures.mean(nowMs) ?? 0) >= failureShare;
      if (inARow >= failuresInARow || tooMany) open(nowMs);
    },
    forget: close,
  };
}
