// https://docs.cohere.com/reference/errors
import { codeOfStatus, type Failure, type FailureCode } from '../failure.ts';
import { objectOf, stringOf } from '../json.ts';
import { type ResponseHeaders, retryAfterMsOf } from '../retry-after.ts';

/** Explains a status and a body that say failure. Cohere's sentence stays here. */
export function explainError(status: number, headers: ResponseHeaders, body: unknown): Failure {
  return {
    code: codeOf(status, stringOf(objectOf(body)['message']) ?? ''),
    status,
    param: null,
    retryAfterMs: retryAfterMsOf(headers),
    cause: body,
  };
}

function codeOf(status: number, message: string): FailureCode {
  // A word in the request or in the answer is on Cohere's list of those that may not be.
  if (status === 498) return 'content_policy_violation';
  const code = codeOfStatus(status);
  const isTooLong = /too many tokens|context (length|window)|maximum (number of )?tokens/i.test(message);
  return code === 'upstream_invalid_request' && isTooLong ? 'context_length_exceeded' : code;
}
