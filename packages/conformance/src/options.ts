import type { Simulator } from '@parley/simulator';
import type { Profile } from './areas.ts';
import type { Ability, Contract } from './check.ts';
import type { Result } from './result.ts';

/** What there is to be checked, and how it is reached. */
export type Target = {
  /** With its version, as OpenAI's clients take it: `http://127.0.0.1:4000/v1`. Without a path `/v1` is added. */
  baseUrl: string;
  key: string;
  /** As the gateway calls it. One of the simulator's (`…/sim-large`) lets checks rely on what it answers. */
  model: string;
  /** `parley` by default: the whole contract. `openai` asks only what OpenAI's document asks. */
  contract?: Contract;
  /** Models for what `model` can't do. With the simulator's, those are known. */
  modelFor?: Partial<Record<Ability, string>>;
  /** Headers of every request, such as one that tells the gateway where its provider is. */
  headers?: Record<string, string>;
  /** The simulator that the gateway has for a provider, when this run owns it. */
  upstream?: Simulator;
  /** How long an answer may take. 30,000 by default. */
  timeoutMs?: number;
};

export type RunOptions = Target & {
  /** `all` by default. */
  profile?: Profile;
  /** The ids of the only checks to run. */
  only?: readonly string[];
  /** How many checks run at a time. 4 by default. */
  concurrency?: number;
  /** Stops the run: checks that haven't begun are left out of the report. */
  signal?: AbortSignal;
  /** Called after each check. */
  onResult?: (result: Result, done: number, all: number) => void;
};
