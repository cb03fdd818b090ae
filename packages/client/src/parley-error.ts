import type { ChatCompletion, ChatMessage, ErrorCode, ErrorMetadata, ErrorType, Usage } from '@parley/types';
import type { StandardSchemaV1 } from '@standard-schema/spec';

/**
 * Stands for any code of a newer server, which this version doesn't list. It never comes as it is written here: it
 * makes the `default` of a `switch` necessary, and lets the compiler catch a misspelt code, as a `string` would not.
 */
export type UnlistedErrorCode = '(a code of a newer server)';

interface Failure<Code extends string> extends Error {
  readonly name: 'ParleyError';
  readonly code: Code;
  /** The HTTP status; `null` when there was none, or when a stream failed after it had begun. */
  readonly status: number | null;
  readonly type: ErrorType | null;
  /** The field of the request that was wrong, such as `messages[0].content`. */
  readonly param: string | null;
  readonly requestId: string | null;
  /** What the gateway tried before it failed. */
  readonly metadata: ErrorMetadata | null;
  /** Whether the same request may succeed when it is sent again. What the client may retry, it has. */
  readonly retryable: boolean;
  /** How long the server asks to wait before the next try. */
  readonly retryAfterMs: number | null;
}

/** The server said so, as an HTTP status or inside a stream. `unknown_error`: without a code; look at `status`. */
export type ServerError = Failure<ErrorCode | UnlistedErrorCode | 'unknown_error'>;

/** A success whose body is not what the contract says. */
export type InvalidResponseError = Failure<'invalid_response'>;

/**
 * There is no whole answer, and nobody said why:
 * - `connection_error`: no answer, or the connection was lost while a JSON answer was read
 * - `timeout`: `timeoutMs` or `stallTimeoutMs` has passed
 * - `stream_interrupted`: a stream ended without `[DONE]`; what came before is not the whole answer
 * - `aborted`: by your signal, by `abort`, or because a stream was left; `cause` is the reason
 */
export interface ConnectionError
  extends Failure<'connection_error' | 'timeout' | 'stream_interrupted' | 'aborted'> {
  readonly status: null;
  readonly type: null;
  readonly param: null;
  readonly metadata: null;
  readonly retryAfterMs: null;
}

interface Answered<Code extends string> extends Failure<Code> {
  readonly status: null;
  readonly type: null;
  readonly metadata: null;
  readonly retryable: false;
  readonly retryAfterMs: null;
  /** What the model answered, and what it cost. */
  readonly completion: ChatCompletion;
}

/** Structured output was asked for, and the model refused or the provider withheld it. */
export interface OutputRefusedError extends Answered<'output_refused'> {
  /** What the model said instead; `null` when it was a filter. */
  readonly refusal: string | null;
}

/** Structured output ended at the output cap. */
export interface OutputTruncatedError extends Answered<'output_truncated'> {
  readonly text: string;
}

/** Structured output that is no JSON, or does not fit the schema. */
export interface OutputInvalidError extends Answered<'output_invalid'> {
  readonly text: string;
  /** Where it does not fit. Empty when it is no JSON. */
  readonly issues: readonly StandardSchemaV1.Issue[];
}

/** After `maxRounds` the model still asks for tools. Its last calls were not run. */
export interface ToolRoundsExceededError extends Answered<'tool_rounds_exceeded'> {
  /** The conversation up to these calls, to go on from. */
  readonly messages: readonly ChatMessage[];
  readonly usage: Usage | null;
}

/** Every failure of a call, wherever it came from. `code` tells which, in a `switch` too. */
export type ParleyError =
  | ServerError
  | InvalidResponseError
  | ConnectionError
  | OutputRefusedError
  | OutputTruncatedError
  | OutputInvalidError
  | ToolRoundsExceededError;

export type ParleyErrorCode = ParleyError['code'];

type DetailsOf<E extends ParleyError> = E extends unknown
  ? Pick<E, 'message' | 'code' | Exclude<keyof E, keyof Failure<string>>> &
      Partial<Pick<E, keyof Failure<string>>>
  : never;

export type ParleyErrorDetails = DetailsOf<ParleyError>;

// A class can't be a union. The type says that `instanceof ParleyError` gives one.
export const ParleyError = class ParleyError extends Error {
  override readonly name = 'ParleyError';

  constructor({ message, cause, ...details }: ParleyErrorDetails) {
    super(message, cause === undefined ? undefined : { cause });
    const unknown = { status: null, type: null, param: null, requestId: null, metadata: null };
    Object.assign(this, unknown, { retryable: false, retryAfterMs: null }, details);
  }
} as unknown as new (
  details: ParleyErrorDetails,
) => ParleyError;
