import type { Profile } from '../areas.ts';
import type { Contract } from '../check.ts';
import type { Result } from '../result.ts';

/** What a run found, as JSON says it. No key is in it. */
export type Report = {
  /** Of @parley/conformance. */
  version: string;
  baseUrl: string;
  model: string;
  contract: Contract;
  profile: Profile;
  /** Whether the run owned the upstream, and saw what reached it. */
  upstream: boolean;
  startedAt: string;
  durationMs: number;
  results: Result[];
};
