import type { InvoiceLine, Simulator } from '@parley/simulator';
import type { Ability, Contract } from './check.ts';
import type { Answer } from './http/answer.ts';

export type CallOptions = {
  /** Added to those of every request; null leaves one out, such as `authorization`. `{key}` is the key of the run. */
  headers?: Record<string, string | null>;
  /** Close the connection once so many events of a stream, or milliseconds, have passed. */
  hangUpAfter?: { events: number } | { ms: number };
};

export type Call = CallOptions & {
  method: string;
  /** After the base URL: `/models`. `{key}` is the key of the run. */
  path: string;
  body?: string | Uint8Array;
};

/** What a request to the upstream said, as the simulator received it. */
export type Forwarded = Simulator['requests'][number];

/** All that a check sees of the gateway. */
export type Context = {
  contract: Contract;
  /** The model of the run, as the gateway calls it. */
  model: string;
  /** The same as the list of models has it; null where `model` is an alias of one that the list doesn't have. */
  listed: string | null;
  /** Whether `model` is one of the simulator's, for checks that then look at more. */
  simulates: boolean;
  /** A model with this ability. Only for checks that need it; throws otherwise. */
  modelFor(ability: Ability): string;
  /**
   * A model of the simulator as the gateway calls it: `sim-reasoner`, `fault-cut-3`. Only with need `simulator`; where
   * the gateway has no faults, the check that asks for one is skipped.
   */
  simulated(name: string): string;
  /** Sends `POST /chat/completions`, with the run's model unless the body names one. */
  chat(body: object, options?: CallOptions): Promise<Answer>;
  /** The same with `stream: true`. The answer's `events` are those of the stream. */
  stream(body: object, options?: CallOptions): Promise<Answer>;
  /** Sends anything over HTTP. */
  send(call: Call): Promise<Answer>;
  /**
   * Writes text to a socket as it is, for what no HTTP client would send, and reads until the gateway closes or falls
   * silent. `{host}`, `{path}` (of the base URL) and `{key}` stand for the gateway's own.
   */
  sendRaw(text: string): Promise<Answer>;
  /** Letters that only this run of this check has. */
  mark: string;
  /** A conversation of one message, a text or parts, marked as this check's own where the run owns the upstream. */
  say(content: string | readonly object[]): object[];
  /** The requests of this check that reached the upstream, oldest first: those that hold what `say` marked. */
  forwarded(): Forwarded[];
  /** What the upstream charges for those requests, in the same order. An answer is charged once it has gone out. */
  charged(): InvoiceLine[];
  /** Puts a secret among those that are taken out of what is recorded, from now on, and gives it back. */
  keep(secret: string): string;
  /** Waits until something is true, looking every few milliseconds; false when it never was. Two seconds by default. */
  eventually(holds: () => boolean, withinMs?: number): Promise<boolean>;
};
