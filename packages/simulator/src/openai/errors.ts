import { bodyReply, type Reply } from '../server/reply.ts';
import type { Failure } from '../server/wire.ts';

const types: Record<number, string | undefined> = {
  401: 'invalid_request_error',
  429: 'rate_limit_error',
};

export function errorBody({ status, message, code, param }: Failure): {
  error: Record<string, string | null>;
} {
  const type =
    code === 'insufficient_quota'
      ? 'insufficient_quota'
      : (types[status] ?? (status >= 500 ? 'server_error' : 'invalid_request_error'));
  return { error: { message, type, param: param ?? null, code: code ?? null } };
}

export function fail(failure: Failure): Reply {
  const bytes = Buffer.from(JSON.stringify(errorBody(failure)));
  const { retryAfterMs: ms } = failure;
  const retry: Record<string, string> =
    ms === undefined ? {} : { 'retry-after': String(Math.ceil(ms / 1000)), 'retry-after-ms': String(ms) };
  return bodyReply(failure.status, bytes, {
    'content-type': 'application/json; charset=utf-8',
    ...retry,
    ...failure.headers,
  });
}

export function failureEvent(failure: Failure): Buffer {
  return Buffer.from(`data: ${JSON.stringify(errorBody(failure))}\n\n`);
}
