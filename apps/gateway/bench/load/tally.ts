import type { Measured } from './plan.ts';
import { quantilesOf } from './quantiles.ts';

/** What is counted while a plan runs. Times are in microseconds. */
export type Tally = {
  answered(): void;
  failed(reason: string): void;
  took(duration: number): void;
  began(after: number): void;
  sum(): Pick<Measured, 'answers' | 'errors' | 'error' | 'latency' | 'first'>;
};

export function createTally(): Tally {
  const durations: number[] = [];
  const firsts: number[] = [];
  let answers = 0;
  let errors = 0;
  let error: string | null = null;
  return {
    answered: () => {
      answers++;
    },
    failed: (reason) => {
      errors++;
      error ??= reason;
    },
    took: (duration) => void durations.push(duration),
    began: (after) => void firsts.push(after),
    sum: () => ({ answers, errors, error, latency: quantilesOf(durations), first: quantilesOf(firsts) }),
  };
}
