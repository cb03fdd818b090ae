import type { Program } from '../program.ts';

export type Wire = 'openai' | 'anthropic' | 'google';

/** Something that passes requests on to the upstream, ready to be asked. */
export type Contender = {
  name: string;
  program: Program;
  port: number;
  /** The path and headers of a request here, and a model that this wire's provider has. */
  address(wire: Wire): Address;
  stop(): Promise<void>;
};

export type Address = {
  path: string;
  headers: { [name: string]: string };
  model: string;
  /** What is asked when the model's provider fails. */
  models?: string[];
};

/** `null` and a reason where this machine can't run it. */
export type Started = { contender: Contender } | { contender: null; reason: string };

/** `core`: which it is to run on; `null`: whichever is free. */
export type Start = (world: { upstreamPort: number; core: number | null }) => Promise<Started>;

export const chatPath = '/v1/chat/completions';
export const model = 'gpt-4o-mini';
