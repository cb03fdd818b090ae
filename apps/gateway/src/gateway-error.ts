import type { ErrorCode, ErrorMetadata, ErrorResponse } from '@parley/types';
import { errors } from './errors.ts';
import { isStoreUnavailable } from './store/store-unavailable.ts';

type DetailOf<Code extends ErrorCode> = Parameters<(typeof errors)[Code]['message']>[0];

export type ErrorContext = {
  param?: string | null;
  retryAfterMs?: number | null;
  metadata?: ErrorMetadata;
  headers?: Record<string, string>;
  cause?: unknown;
};

/** A failure that the caller sees. Thrown anywhere in the path, rendered in one place. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly code: ErrorCode;
  readonly context: Omit<ErrorContext, 'cause'>;

  constructor(code: ErrorCode, message: string, { cause, ...context }: ErrorContext) {
    super(message, { cause });
    this.code = code;
    this.context = context;
  }
}

/** Makes the error of a row. The detail is what the row's sentence needs. */
export function gatewayError<Code extends ErrorCode>(
  code: Code,
  ...[detail, context]: DetailOf<Code> extends void
    ? [detail?: undefined, context?: ErrorContext]
    : [detail: DetailOf<Code>, context?: ErrorContext]
): GatewayError {
  const message = errors[code].message as (detail: unknown) => string;
  return new GatewayError(code, message(detail), context ?? {});
}

/** What is thrown that isn't an error of the table is a fault of the store's or of ours; its text is for the log only. */
export function toGatewayError(thrown: unknown): GatewayError {
  if (thrown instanceof GatewayError) return thrown;
  const code = isStoreUnavailable(thrown) ? 'ledger_unavailable' : 'internal_error';
  return gatewayError(code, undefined, { cause: thrown });
}

/** The same error with what was tried beside it. */
export const withMetadata = (
  { code, message, context }: GatewayError,
  metadata: ErrorMetadata,
): GatewayError => new GatewayError(code, message, { ...context, metadata });

export type RenderedError = { status: number; headers: Record<string, string>; body: ErrorResponse };

/** Status, headers and body of a failure. */
export function renderError(thrown: unknown, requestId: string): RenderedError {
  const error = toGatewayError(thrown);
  const { status, type, retry } = errors[error.code];
  const { param = null, retryAfterMs = null, metadata, headers } = error.context;
  return {
    status,
    headers: {
      'x-request-id': requestId,
      'x-should-retry': String(retry),
      ...(retryAfterMs === null
        ? {}
        : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)), 'retry-after-ms': String(retryAfterMs) }),
      ...headers,
    },
    body: {
      error: { message: error.message, type, param, code: error.code },
      ...(metadata === undefined ? {} : { metadata }),
    },
  };
}
