import { type Admission, type Claim, type Limiter, type Rate, type RateState, windowMs } from './limiter.ts';

// The generic cell rate algorithm: a bucket is the one moment at which it will be full again. What is taken moves that
// moment on, and more than a window ahead of now it can't be. https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm
const intervalMs = (rate: Rate): number => (windowMs / rate.perMinute) * rate.cost;

/** Sums of fractions come out a little too large, and a whole window's worth must fit into a window. */
export const roundingMs = 0.01;

export type LocalLimiter = Limiter & {
  /** Goes on from where a rate stands elsewhere: how long until its bucket is full again. */
  learn(keyId: string, rate: Pick<Rate, 'name'>, aheadMs: number): void;
  /** Counts a place that was taken elsewhere. */
  enter(keyId: string, requestId: string): void;
  /** The requests of each key that has a limit of them. */
  running: ReadonlyMap<string, ReadonlySet<string>>;
};

/** Limits kept in this process. `clock` gives milliseconds that only grow. */
export function createLocalLimiter(clock: () => number): LocalLimiter {
  const fullAt = new Map<string, number>();
  const running = new Map<string, Set<string>>();
  let sweepAt = 0;

  const nameOf = (keyId: string, rate: Pick<Rate, 'name'>) => `${keyId} ${rate.name}`;

  function enter(keyId: string, requestId: string): void {
    const places = running.get(keyId);
    if (places === undefined) running.set(keyId, new Set([requestId]));
    else places.add(requestId);
  }

  /** Buckets that are full again say nothing that a missing one doesn't. */
  function sweep(now: number): void {
    if (now < sweepAt) return;
    sweepAt = now + windowMs;
    for (const [name, moment] of fullAt) if (moment <= now) fullAt.delete(name);
  }

  return {
    async take({ keyId, requestId, rates, concurrency }: Claim): Promise<Admission> {
      const now = clock();
      sweep(now);
      const asked = rates.map((rate) => {
        const before = Math.max(now, fullAt.get(nameOf(keyId, rate)) ?? now);
        const after = before + intervalMs(rate);
        const lateMs = after - now - windowMs;
        return { rate, before, after, waitMs: lateMs > roundingMs ? lateMs : 0 };
      });
      const crowded = concurrency !== null && (running.get(keyId)?.size ?? 0) >= concurrency;
      const worst = asked.reduce((most, each) => (each.waitMs > (most?.waitMs ?? 0) ? each : most), asked[0]);
      const refusedBy =
        worst !== undefined && worst.waitMs > 0 ? worst.rate.name : crowded ? 'concurrency' : null;
      if (refusedBy === null) {
        for (const { rate, after } of asked) fullAt.set(nameOf(keyId, rate), after);
        if (concurrency !== null) enter(keyId, requestId);
      }
      return {
        refusedBy,
        retryAfterMs: refusedBy === 'concurrency' ? crowdedRetryMs : Math.ceil(worst?.waitMs ?? 0),
        states: asked.map(({ rate, before, after }) =>
          stateOf(rate, (refusedBy === null ? after : before) - now),
        ),
        degraded: false,
      };
    },
    enter,
    running,
    learn(keyId, rate, aheadMs) {
      const now = clock();
      sweep(now);
      fullAt.set(nameOf(keyId, rate), now + aheadMs);
    },
    async refund(keyId, rate) {
      const moment = fullAt.get(nameOf(keyId, rate)) ?? clock();
      fullAt.set(nameOf(keyId, rate), moment - intervalMs(rate));
    },
    async leave(keyId, requestId) {
      const places = running.get(keyId);
      places?.delete(requestId);
      if (places?.size === 0) running.delete(keyId);
    },
    async close() {},
  };
}

/** Nobody knows when a running request ends: soon is the best guess. */
export const crowdedRetryMs = 1_000;

/** Where a rate stands whose bucket will be full again in so long. */
export function stateOf({ name, perMinute }: Pick<Rate, 'name' | 'perMinute'>, aheadMs: number): RateState {
  const left = Math.floor(((windowMs - aheadMs) / windowMs) * perMinute + 1e-9);
  return {
    name,
    perMinute,
    remaining: Math.max(0, Math.min(perMinute, left)),
    resetMs: Math.max(0, Math.ceil(aheadMs)),
  };
}
