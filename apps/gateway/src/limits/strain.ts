import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';

/** What this process has too little of to take more requests. */
export type Shortage = 'event_loop' | 'heap';

export type Strain = {
  /** As it was when it was last looked at; `null`: there is enough of everything. */
  shortage(): Shortage | null;
  close(): void;
};

const lookEveryMs = 1_000;
const resolutionMs = 50;

/**
 * Looks once a second at how late the event loop usually was since the last time, and how full the heap is. A single
 * pause, for a collection of garbage say, is no reason to turn anybody away.
 */
export function watchStrain({ eventLoopDelayMs, heapShare }: Config['overload'], log: Logger): Strain {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  delays.enable();
  let shortage: Shortage | null = null;
  const timer = setInterval(() => {
    const delayMs = Math.max(0, delays.percentile(50) / 1e6 - resolutionMs);
    delays.reset();
    const heap = getHeapStatistics();
    const usedShare = heap.used_heap_size / heap.heap_size_limit;
    const before = shortage;
    shortage = delayMs > eventLoopDelayMs ? 'event_loop' : usedShare > heapShare ? 'heap' : null;
    if (shortage === before) return;
    if (shortage === null) log.info('requests are taken again');
    else
      log.warn({ shortage, delayMs, usedShare }, 'requests are refused, since this process can bear no more');
  }, lookEveryMs);
  timer.unref();
  return {
    shortage: () => shortage,
    close() {
      clearInterval(timer);
      delays.disable();
    },
  };
}
