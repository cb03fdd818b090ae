import { setTimeout } from 'node:timers/promises';
import { gatewayError } from '../gateway-error.ts';

export type UnderWay = {
  /** Takes a request's place until it is disposed of. Throws a 503 when as many are under way as this process can bear. */
  enter(): Disposable;
  /** Resolves when none is under way any more, or after so long. */
  none(timeoutMs: number): Promise<void>;
};

/** A request that could not be taken is welcome again so soon. */
const retryAfterMs = 1_000;

/**
 * Counts the requests that hold sockets and memory while they run, whether or not their callers are still there: so
 * that there are never more than there are file descriptors for, and none is left behind at the end.
 */
export function createUnderWay(most: number): UnderWay {
  let count = 0;
  return {
    enter() {
      if (count >= most) throw gatewayError('overloaded', undefined, { retryAfterMs });
      count++;
      return {
        [Symbol.dispose]() {
          count--;
        },
      };
    },
    async none(timeoutMs) {
      const end = AbortSignal.timeout(timeoutMs);
      while (count > 0 && !end.aborted) await setTimeout(10);
    },
  };
}
