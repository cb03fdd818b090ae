/** How the client waits between tries. Tests bring their own. */
export interface Pace {
  /** Rejects with the signal's reason when it aborts first. */
  wait(delayMs: number, signal: AbortSignal): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
}

export const realPace: Pace = { wait, random: Math.random };

/** A server that asks for a longer wait than this gets no retry: the caller has `retryAfterMs` and decides. */
export const maxDelayMs = 60_000;

/** 408, 409, 429 and every 5xx, unless `x-should-retry` says otherwise. */
export function isRetryable(response: Response): boolean {
  const told = response.headers.get('x-should-retry');
  if (told === 'true') return true;
  if (told === 'false') return false;
  return [408, 409, 429].includes(response.status) || response.status >= 500;
}

/** `retry-after-ms`, else `retry-after` in seconds or as a date; `null` without either. */
export function readRetryAfterMs(headers: Headers): number | null {
  const inMs = readNumber(headers.get('retry-after-ms'));
  if (inMs !== null) return inMs;
  const retryAfter = headers.get('retry-after');
  if (retryAfter === null) return null;
  const seconds = readNumber(retryAfter);
  if (seconds !== null) return seconds * 1000;
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}

/**
 * What the server asked for; else exponential backoff with full jitter, from 0 to 500 ms, 1 s, 2 s … 8 s.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function retryDelayMs(retriesDone: number, retryAfterMs: number | null, random: () => number): number {
  return retryAfterMs ?? random() * Math.min(8000, 500 * 2 ** retriesDone);
}

function readNumber(text: string | null): number | null {
  return text !== null && /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : null;
}

function wait(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, delayMs);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
