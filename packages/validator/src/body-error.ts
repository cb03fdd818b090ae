import type { ErrorCode, ErrorResponse } from '@parley/types';
import { errorBody, invalidJson } from './error-body.ts';
import type { Operation } from './operation.ts';

export type BodyError = { status: 400 | 413 | 415; body: ErrorResponse };

/** What the contract says of a body that Fastify could not read, by the code of Fastify's error. */
const bodyErrors: { readonly [code: string]: BodyError } = {
  FST_ERR_CTP_INVALID_JSON_BODY: { status: 400, body: invalidJson },
  FST_ERR_CTP_EMPTY_JSON_BODY: { status: 400, body: invalidJson },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    status: 400,
    body: refusal('invalid_http_request', 'The body is not as long as its content-length says.'),
  },
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    body: refusal('request_too_large', 'The body is larger than this server takes.'),
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    body: refusal('unsupported_media_type', 'The body has a content-type that this server does not take.'),
  },
};

/** Whether an error is one of Fastify's about a body. */
export const isBodyError = (code: string): boolean => Object.hasOwn(bodyErrors, code);

/** The contract's answer to it. No body is one that lacks what the operation asks for. */
export function bodyError(code: string, operation: Operation): BodyError | undefined {
  const missing = code === 'FST_ERR_CTP_EMPTY_JSON_BODY' && operation.validateRequest?.(undefined);
  return missing ? { status: 400, body: errorBody(missing) } : bodyErrors[code];
}

function refusal(code: ErrorCode, message: string): ErrorResponse {
  return { error: { message, type: 'invalid_request_error', param: null, code } };
}
