import type { Failure } from '../providers/failure.ts';

/** What became of one call of a target. One that was abandoned on our side says nothing, and is not told. */
export type Observation =
  | ({ kind: 'succeeded'; firstTokenMs: number | null; tokensPerSecond: number | null } & WithKey)
  | ({ kind: 'failed' } & Pick<Failure, 'code' | 'status' | 'retryAfterMs'> & WithKey);

/** The place of the provider's key that was used; the first, if left out. */
type WithKey = { key?: number };

/** What is known of a target from its latest calls. Old ones fade. */
export type TargetHealth = {
  /**
   * Share of calls that succeeded, 0 to 1; 1 where nothing was measured. One good call is counted beside those that
   * were: a single failure is no proof, and what is old fades to 1.
   */
  uptime: number;
  /** Milliseconds from the start of an attempt to the first token of its stream; `null`: not measured. */
  firstTokenMs: number | null;
  /** Of the answer, behind the first token; `null`: not measured. */
  tokensPerSecond: number | null;
  /** How many calls this rests on, faded ones in part. */
  calls: number;
  /**
   * Whether it may be called now. `cooling`: it limits requests. `broken`: it failed too often, or it refuses our
   * credentials. A broken target whose time is up is `ready` for one call, which decides.
   */
  state: 'ready' | 'cooling' | 'broken';
  /** When that ends, on the clock of `deps.clock`; 0 when it is ready. */
  untilMs: number;
};

/** What is known of all targets, by `provider/model`. */
export type Health = {
  of(target: string): TargetHealth;
  /** Told as a call begins: until it ends, a target on trial gets no other. */
  begin(target: string): void;
  /** Which of its provider's keys is to be used, by their places: in turn, but for those that are refused or limited. */
  keyFor(target: string): number;
  observe(target: string, observation: Observation): void;
};
