import { bodyReply, type Reply } from '../server/reply.ts';
import type { Failure } from '../server/wire.ts';

const statuses: Record<number, string | undefined> = {
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  504: 'DEADLINE_EXCEEDED',
};

const RPC = 'type.googleapis.com/google.rpc';
export const API_KEY_INVALID = 'API_KEY_INVALID';

/** Gemini's words for what OpenAI says in a code or a parameter. */
const ownWords: Record<string, Partial<Failure> | undefined> = {
  invalid_value: { param: 'contents' },
  context_length_exceeded: {
    message: 'The input token count (1048577) exceeds the maximum number of tokens allowed (1048576).',
    param: 'contents',
  },
};

export function errorBody(failure: Failure) {
  const said = { ...failure, ...ownWords[failure.code ?? ''] };
  const status = statuses[said.status] ?? (said.status >= 500 ? 'UNAVAILABLE' : 'INVALID_ARGUMENT');
  const details = detailsOf(said);
  const beside = details.length === 0 ? {} : { details };
  return { error: { code: said.status, message: said.message, status, ...beside } };
}

/** When to try again stands in the body: Gemini sends no `retry-after`. */
function detailsOf({ status, message, code, param, retryAfterMs }: Failure): object[] {
  if (status === 429) {
    const quotaId = retryAfterMs === undefined ? 'GenerateRequestsPerDay' : 'GenerateRequestsPerMinute';
    const retry = { '@type': `${RPC}.RetryInfo`, retryDelay: `${(retryAfterMs ?? 0) / 1000}s` };
    return [
      { '@type': `${RPC}.QuotaFailure`, violations: [{ quotaId: `${quotaId}PerProjectPerModel` }] },
      ...(retryAfterMs === undefined ? [] : [retry]),
    ];
  }
  if (code === API_KEY_INVALID)
    return [{ '@type': `${RPC}.ErrorInfo`, reason: API_KEY_INVALID, domain: 'googleapis.com' }];
  if (status !== 400 || param === undefined) return [];
  const fieldViolations = [{ field: param, description: message }];
  return [{ '@type': `${RPC}.BadRequest`, fieldViolations }];
}

export function fail(failure: Failure): Reply {
  return bodyReply(failure.status, Buffer.from(JSON.stringify(errorBody(failure))), {
    'content-type': 'application/json; charset=UTF-8',
    ...failure.headers,
  });
}

/** A refusal of the request itself. */
export function refusal(message: string): Failure {
  return { status: 400, message };
}
