import { APICallError } from '@ai-sdk/provider';
import { ParleyError, type ParleyErrorCode } from '@parley/client';
import type { ErrorMetadata, ErrorType } from '@parley/types';
import type { Exchange } from './exchange.ts';

/** `data` of the `APICallError` that a call fails with: the contract's error, or the client's own in its shape. */
export interface ParleyErrorData {
  error: { message: string; type: ErrorType | null; param: string | null; code: ParleyErrorCode };
  /** What the gateway tried before it failed. */
  metadata?: ErrorMetadata;
}

/** What the client throws, as the AI SDK knows it; `cause` is the `ParleyError`. Of an abort, the reason is left. */
export function toCallError(
  error: unknown,
  { url, body, responseHeaders }: Pick<Exchange, 'url' | 'body' | 'responseHeaders'>,
): unknown {
  if (!(error instanceof ParleyError)) return error;
  if (error.code === 'aborted') return error.cause;
  const { message, type, param, code, metadata, status, retryable } = error;
  const data: ParleyErrorData = {
    error: { message, type, param, code },
    ...(metadata === null ? {} : { metadata }),
  };
  return new APICallError({
    message,
    url,
    requestBodyValues: body,
    responseHeaders,
    isRetryable: retryable,
    data,
    cause: error,
    ...(status === null ? {} : { statusCode: status }),
  });
}
