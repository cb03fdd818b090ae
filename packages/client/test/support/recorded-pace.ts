import type { Pace } from '../../src/retry.ts';

/** Waits for nothing, and keeps what it was asked to wait. Chance is always one half. */
export function recordedPace(): Pace & { delaysMs: number[] } {
  const delaysMs: number[] = [];
  return {
    delaysMs,
    async wait(delayMs) {
      delaysMs.push(delayMs);
    },
    random: () => 0.5,
  };
}
