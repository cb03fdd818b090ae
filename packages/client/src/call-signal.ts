import { ParleyError } from './parley-error.ts';

/** The one signal of a call: it aborts with the caller's signal, with the time limit, or by `abort`. */
export interface CallSignal {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
  /** Until the time limit; `Infinity` without one. */
  remainingMs(): number;
  stopTimer(): void;
  /** Lets go of the timer and of the caller's signal. */
  release(): void;
}

export interface CallLimits {
  signal?: AbortSignal | undefined;
  timeoutMs: number;
  requestId?: string | undefined;
}

// A longer delay overflows the timer of every runtime, and fires at once.
const longestTimerMs = 2 ** 31 - 1;

// AbortSignal.any is missing before Node 20.3 and Safari 17.4.
export function createCallSignal({ signal, timeoutMs, requestId }: CallLimits): CallSignal {
  const controller = new AbortController();
  const startedMs = performance.now();
  const timer = timeoutMs <= longestTimerMs ? setTimeout(onTimeout, timeoutMs) : undefined;

  function onTimeout(): void {
    controller.abort(
      new ParleyError({
        message: `No answer within ${timeoutMs} ms.`,
        code: 'timeout',
        requestId: requestId ?? null,
        retryable: true,
      }),
    );
  }
  function onAbort(): void {
    controller.abort(signal?.reason);
  }
  if (signal?.aborted) onAbort();
  else signal?.addEventListener('abort', onAbort, { once: true });

  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    remainingMs: () => (timer === undefined ? Infinity : timeoutMs - (performance.now() - startedMs)),
    stopTimer: () => clearTimeout(timer),
    release() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    },
  };
}
