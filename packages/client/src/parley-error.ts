import type { ErrorCode, ErrorMetadata, ErrorType } from '@parley/types';

/**
 * What the client itself has to report:
 * - `connection_error`: no answer, or the connection was lost while a JSON answer was read
 * - `timeout`: `timeoutMs` has passed
 * - `stream_interrupted`: a stream ended without `[DONE]`; what came before is not the whole answer
 * - `invalid_response`: a success whose body is not what the contract says
 * - `unknown_error`: the server reported an error and no code for it; look at `status`
 */
export type ClientErrorCode =
  | 'connection_error'
  | 'timeout'
  | 'stream_interrupted'
  | 'invalid_response'
  | 'unknown_error';

/** The contract's codes are extensible: a newer server may send one that is not in this list. */
export type ParleyErrorCode = ErrorCode | ClientErrorCode;

export interface ParleyErrorDetails {
  message: string;
  code: ParleyErrorCode;
  retryable: boolean;
  status?: number | null;
  type?: ErrorType | null;
  param?: string | null;
  requestId?: string | null;
  metadata?: ErrorMetadata | null;
  retryAfterMs?: number | null;
  cause?: unknown;
}

/** Every failure of a call, whether it came as an HTTP status, inside a stream, or from the connection. */
export class ParleyError extends Error {
  override readonly name = 'ParleyError';
  /** The HTTP status; `null` when there was none, or when a stream failed after it had begun. */
  readonly status: number | null;
  readonly code: ParleyErrorCode;
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

  constructor(details: ParleyErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.status = details.status ?? null;
    this.code = details.code;
    this.type = details.type ?? null;
    this.param = details.param ?? null;
    this.requestId = details.requestId ?? null;
    this.metadata = details.metadata ?? null;
    this.retryable = details.retryable;
    this.retryAfterMs = details.retryAfterMs ?? null;
  }
}
