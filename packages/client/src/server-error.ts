import type { ErrorMetadata, ErrorType } from '@parley/types';
import { excerpt, isRecord } from './json.ts';
import { ParleyError, type ServerError } from './parley-error.ts';
import { isRetryable, readRetryAfterMs } from './retry.ts';

/** `body` is what the server sent: JSON already parsed, text that isn't JSON, or `undefined` for nothing. */
export function errorFromResponse(response: Response, body: unknown, cause?: unknown): ParleyError {
  const told = readErrorBody(body);
  return new ParleyError({
    ...told,
    message: told.message ?? describe(response, body),
    status: response.status,
    requestId: response.headers.get('x-request-id') ?? told.metadata?.request_id ?? null,
    retryable: isRetryable(response),
    retryAfterMs: readRetryAfterMs(response.headers),
    cause,
  });
}

/** The error that ends a stream: `{error: {message, type, param, code}, metadata?}` in place of a chunk. */
export function errorFromEvent(event: Record<string, unknown>, requestId: string | null): ParleyError {
  const told = readErrorBody(event);
  return new ParleyError({
    ...told,
    message: told.message ?? `The stream failed: ${excerpt(JSON.stringify(event))}`,
    requestId: requestId ?? told.metadata?.request_id ?? null,
    retryable: told.type !== null && transientTypes.has(told.type),
  });
}

/** Whether a body is an error: some servers send one with status 200. */
export function hasError(body: unknown): body is Record<string, unknown> {
  return isRecord(body) && (isRecord(body['error']) || typeof body['error'] === 'string');
}

const transientTypes = new Set<ErrorType>([
  'timeout_error',
  'rate_limit_error',
  'upstream_error',
  'api_error',
]);

function readErrorBody(body: unknown) {
  const error = isRecord(body) ? body['error'] : undefined;
  const fields = isRecord(error) ? error : {};
  const message = typeof error === 'string' ? error : fields['message'];
  const metadata = isRecord(body) ? body['metadata'] : undefined;
  return {
    message: isText(message) ? message : undefined,
    code: isErrorCode(fields['code']) ? fields['code'] : ('unknown_error' as const),
    type: isErrorType(fields['type']) ? fields['type'] : null,
    param: isText(fields['param']) ? fields['param'] : null,
    metadata: isErrorMetadata(metadata) ? metadata : null,
  };
}

function describe(response: Response, body: unknown): string {
  const status = `${response.status} ${response.statusText}`.trim();
  if (body === undefined || body === '') return `The server answered ${status} without a readable body.`;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return `The server answered ${status} with a body that is not the contract's error: ${excerpt(text)}`;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

// Codes and types are extensible, so any text is taken for one: the list of today would turn tomorrow's away.
function isErrorCode(value: unknown): value is ServerError['code'] {
  return isText(value);
}

function isErrorType(value: unknown): value is ErrorType {
  return isText(value);
}

function isErrorMetadata(value: unknown): value is ErrorMetadata {
  return isRecord(value) && isText(value['request_id']) && Array.isArray(value['routing']);
}
