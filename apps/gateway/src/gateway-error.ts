import type { ErrorCode, ErrorMetadata, ErrorResponse } from '@parley/types';
import { errors } from './errors.ts';

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
  readonly context: ErrorContext;

  constructor(code: ErrorCode, message: string, context: ErrorContext) {
    super(message, { cause: context.cause });
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

export type RenderedError = { status: number; headers: Record<string, string>; body: ErrorResponse };

/** Status, headers and body of a failure. Anything that is no GatewayError becomes `internal_error`: its text stays here. */
export function renderError(thrown: unknown, requestId: string): RenderedError {
  const error = thrown instanceof GatewayError ? thrown : gatewayError('internal_error');
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
