import { ParleyError } from './parley-error.ts';

/** The one signal of a call. It aborts with a `ParleyError`: by the caller's signal, by a time limit, or by `abort`. */
export interface CallSignal {
  readonly signal: AbortSignal;
  /** Lets go as well. */
  abort(reason?: unknown): void;
  /** Of `timeoutMs`; `Infinity` without one. */
  remainingMs(): number;
  /** The time limit from here on, in place of the one before. `Infinity` for none. */
  limit(limitMs: number, missing: string): void;
  /** Lets go of the timer and of the caller's signal. */
  release(): void;
}

export interface CallLimits {
  signal?: AbortSignal | undefined;
  timeoutMs: number;
  requestId?: string | null | undefined;
}

// A longer delay overflows the timer of every runtime, and fires at once.
const longestTimerMs = 2 ** 31 - 1;

// AbortSignal.any is missing before Node 20.3 and Safari 17.4.
export function createCallSignal({ signal, timeoutMs, requestId = null }: CallLimits): CallSignal {
  const controller = new AbortController();
  const startedMs = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function limit(limitMs: number, missing: string): void {
    clearTimeout(timer);
    if (limitMs > longestTimerMs) return;
    const message = `No ${missing} within ${limitMs} ms.`;
    timer = setTimeout(() => {
      controller.abort(new ParleyError({ message, code: 'timeout', requestId, retryable: true }));
    }, limitMs);
  }
  function abort(cause: unknown = new DOMException('The call was aborted.', 'AbortError')): void {
    release();
    controller.abort(
      new ParleyError({ message: 'The call was aborted.', code: 'aborted', requestId, cause }),
    );
  }
  function release(): void {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
  const onAbort = () => abort(signal?.reason);
  if (signal?.aborted) onAbort();
  else signal?.addEventListener('abort', onAbort, { once: true });
  limit(timeoutMs, 'answer');

  return {
    signal: controller.signal,
    abort,
    remainingMs: () => timeoutMs - (performance.now() - startedMs),
    limit,
    release,
  };
}
