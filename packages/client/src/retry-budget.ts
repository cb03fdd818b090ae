/** What one client may spend on retries, over all its calls: a server that is down isn't asked three times as often. */
export interface RetryBudget {
  /** Whether there was a retry left. */
  take(): boolean;
  /** A call has succeeded. */
  earn(): void;
}

const reserve = 100;

/** A hundred retries in reserve; each success earns one back. */
export function createRetryBudget(): RetryBudget {
  let left = reserve;
  return {
    take: () => left > 0 && left-- > 0,
    earn() {
      left = Math.min(reserve, left + 1);
    },
  };
}
