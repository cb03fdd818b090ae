import type { Contract } from '@parley/conformance';
import type { Simulator } from '@parley/simulator';

/** A gateway that is started on loopback with the simulator for its provider. */
export type Peer = {
  /** Names its files. */
  id: string;
  title: string;
  homepage: string;
  /** The whole contract that it says it keeps. */
  contract: Contract;
  /** What a reader must know of how it is run, as sentences. */
  notes: readonly string[];
  start(simulator: Simulator): Promise<RunningPeer>;
};

export type RunningPeer = {
  baseUrl: string;
  model: string;
  headers: Record<string, string>;
  /** Of the gateway, and of what it is built on where that matters. */
  versions: Record<string, string>;
  close(): Promise<void>;
};

/** The key of the callers. A gateway without keys of its own passes it on, and the simulator takes it. */
export const callerKey = 'key-of-the-conformance-run';
