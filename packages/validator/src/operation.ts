import type { Problem } from './problem.ts';
import type { StreamChecker } from './rules/stream.ts';

/** Parameters as the HTTP server has them: strings, header names in lower case. */
export type Parameters = { header?: object; path?: object; query?: object };

/**
 * An operation of a contract, as its module exports it: `import * as createChatCompletion from
 * '@parley/validator/create-chat-completion'`. What an operation doesn't have, such as a body, it has no function for.
 */
export type Operation = {
  operationId: string;
  /** As the contract writes it: `/v1/models/{model}`. */
  path: string;
  /** The media types of an answer, by its status, or by `default`. */
  answers: { readonly [status: string]: readonly string[] };
  validateRequest?(body: unknown): Problem | null;
  validateParameters?(parameters: Parameters): Problem | null;
  validateResponse(status: number, body: unknown): Problem | null;
  /** Checks a stream that answers this request body, where that is known. */
  streamChecker?(request?: unknown): StreamChecker;
};
