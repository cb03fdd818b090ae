import { bodyReply, type Reply } from '../server/reply.ts';
import type { Failure } from '../server/wire.ts';

const types: Record<number, string | undefined> = {
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

/** Anthropic has no codes: what OpenAI says in one, it says in its message, and some of it with another status. */
const ownWords: Record<string, Partial<Failure> | undefined> = {
  invalid_api_key: { message: 'invalid x-api-key' },
  context_length_exceeded: { message: 'prompt is too long: 200001 tokens > 200000 maximum' },
  insufficient_quota: { status: 400, message: 'Your credit balance is too low to access the API.' },
};

export function inOwnWords(failure: Failure): Failure {
  return { ...failure, ...ownWords[failure.code ?? ''] };
}

export function errorBody(failure: Failure, requestId: string) {
  const { status, message } = inOwnWords(failure);
  const type = types[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error');
  return { type: 'error', error: { type, message }, request_id: requestId };
}

export function failureReply(failure: Failure, requestId: string): Reply {
  const { status, headers, retryAfterMs: ms } = inOwnWords(failure);
  const retry: Record<string, string> =
    ms === undefined ? {} : { 'retry-after': String(Math.ceil(ms / 1000)) };
  return bodyReply(status, Buffer.from(JSON.stringify(errorBody(failure, requestId))), {
    'content-type': 'application/json',
    ...retry,
    ...headers,
  });
}

/** A refusal of the request itself. */
export function refusal(message: string): Failure {
  return { status: 400, message };
}
