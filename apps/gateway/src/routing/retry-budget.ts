import type { Config } from '../config.ts';
import { createWindowCount } from './window-count.ts';

/**
 * Keeps an outage from growing into a storm: over all traffic, calls after the first are at most a share of the
 * requests in a sliding window, or a small number where there is little traffic.
 */
export type RetryBudget = {
  /** Told of each request. */
  earn(): void;
  /** Takes a call after the first. `false`: there is none left. */
  spend(): boolean;
};

export function createRetryBudget(
  { share, floor, windowMs }: Config['retryBudget'],
  clock: () => number,
): RetryBudget {
  const requests = createWindowCount(windowMs);
  const retries = createWindowCount(windowMs);
  return {
    earn: () => requests.add(clock()),
    spend() {
      const nowMs = clock();
      if (retries.total(nowMs) >= Math.max(floor, share * requests.total(nowMs))) return false;
      retries.add(nowMs);
      return true;
    },
  };
}
