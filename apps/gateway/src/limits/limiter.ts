/** So many in a minute, all at once or spread over it. */
export type Rate = { name: 'requests' | 'tokens'; perMinute: number; cost: number };

/** What a request of a key asks for. */
export type Claim = {
  keyId: string;
  requestId: string;
  rates: readonly Rate[];
  /** The most requests that may run at once; `null`: any number. */
  concurrency: number | null;
};

/** Where a rate stands. */
export type RateState = { name: Rate['name']; perMinute: number; remaining: number; resetMs: number };

export type Admission = {
  /** Which limit stood in the way; `null`: none, and everything was taken. */
  refusedBy: Rate['name'] | 'concurrency' | null;
  /** When to try again; 0 when nothing was refused. */
  retryAfterMs: number;
  states: RateState[];
  /** Whether each process keeps its own share, because the shared store can't be reached. */
  degraded: boolean;
};

export type Limiter = {
  /** Takes all that is claimed, or nothing. */
  take(claim: Claim): Promise<Admission>;
  /** Gives back tokens that were taken and not used; below zero takes more, which may leave the rate in debt. */
  refund(keyId: string, rate: Rate): Promise<void>;
  /** Ends a request's place among those that run at once. */
  leave(keyId: string, requestId: string): Promise<void>;
  close(): Promise<void>;
};

export const windowMs = 60_000;
