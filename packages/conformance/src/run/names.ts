import type { Target } from '../options.ts';

/** How the gateway calls the models of a run. */
export type Names = {
  /** The run's model as the list of models has it; null where it is an alias of one that the list doesn't have. */
  listed: string | null;
  /** The run's model with its provider in front where the list has it so: other models are named alike. */
  full: string;
  /** Whether there are the simulator's `fault-…` models. */
  faults: boolean;
};

/** The names as the run gives them, of a gateway that wasn't asked. */
export const givenNames = ({ model }: Target): Names => ({ listed: model, full: model, faults: true });
