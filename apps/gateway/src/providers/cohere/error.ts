// https://docs.cohere.com/reference/errors
import type { Failure, FailureCode } from '../failure.ts';
import { objectOf, stringOf } from '../json.ts';
import { retryAfterMsOf } from '../retry-after.ts';

type Headers = { [name: string]: string | string[] | undefined };

/** Explains a status and a body that say failure. Cohere's sentence stays here. */
export function explainError(status: number, headers: Headers, body: unknown): Failure {
  return {
    code: codeOf(status, stringOf(objectOf(body)['message']) ?? ''),
    status,
    param: null,
    retryAfterMs: retryAfterMsOf(headers),
    cause: body,
  };
}

function codeOf(status: number, message: string): FailureCode {
  switch (status) {
    case 401:
    case 402:
    case 403:
      return 'upstream_auth_failed';
    case 429:
      return 'upstream_rate_limited';
    case 503:
      return 'upstream_overloaded';
    case 408:
    case 504:
      return 'upstream_timeout';
    // A word in the request or in the answer is on Cohere's list of those that may not be.
    case 498:
      return 'content_policy_violation';
    case 400:
    case 413:
    case 422:
      return /too many tokens|context (length|window)|maximum (number of )?tokens/i.test(message)
        ? 'context_length_exceeded'
        : 'upstream_invalid_request';
    default:
      return 'upstream_error';
  }
}
