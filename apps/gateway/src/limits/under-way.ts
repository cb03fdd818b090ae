import { setTimeout } from 'node:timers/promises';
import { gatewayError } from '../gateway-error.ts';
import type { Metrics } from '../metrics.ts';
import type { Strain } from './strain.ts';

export type UnderWay = {
  /** Takes a request's place until it is disposed of. Throws a 503 when this process can bear no more of them. */
  enter(): Disposable;
  /** Resolves when none is under way any more, or after so long. */
  none(timeoutMs: number): Promise<void>;
};

/** A request that could not be taken is welcome again so soon. */
const retryAfterMs = 1_000;

/**
 * Counts the requests that hold sockets and memory while they run, whether or not their callers are still there: so
 * that there are never more than there are file descriptors for, and none is left behind at the end. A process under
 * strain takes none besides.
 */
export function createUnderWay(
  most: number,
  { strain, metrics }: { strain: Pick<Strain, 'shortage'>; metrics: Pick<Metrics, 'requestShed'> },
): UnderWay {
  let count = 0;
  // One for all: it knows nothing of its request, and an object with such a key is slow to make.
  const place: Disposable = {
    [Symbol.dispose]() {
      count--;
    },
  };
  return {
    enter() {
      const shortage = count >= most ? 'places' : strain.shortage();
      if (shortage !== null) {
        metrics.requestShed(shortage);
        throw gatewayError('overloaded', undefined, { retryAfterMs });
      }
      count++;
      return place;
    },
    async none(timeoutMs) {
      const end = AbortSignal.timeout(timeoutMs);
      while (count > 0 && !end.aborted) await setTimeout(10);
    },
  };
}
