// https://platform.claude.com/docs/en/api/errors
import { codeOfStatus, type Failure, type FailureCode } from '../failure.ts';
import { isObject, type JsonObject, objectOf, stringOf } from '../json.ts';
import { type ResponseHeaders, retryAfterMsOf } from '../retry-after.ts';

/** The error object of a body or an event, or `null`. */
export function errorIn(body: unknown): JsonObject | null {
  const { type, error } = objectOf(body);
  if (isObject(error)) return error;
  return type === 'error' ? {} : null;
}

/** Explains a status and a body that say failure. Anthropic's sentence stays here. */
export function explainError(status: number, headers: ResponseHeaders, body: unknown): Failure {
  return {
    code: codeOf(status, errorIn(body) ?? {}),
    status,
    param: null,
    retryAfterMs: retryAfterMsOf(headers),
    cause: body,
  };
}

/** Explains an error inside a 200: it counts as the status that its type has elsewhere. */
export const explainErrorInside = (error: JsonObject): Failure =>
  explainError(statuses[stringOf(error['type']) ?? ''] ?? 500, {}, { error });

const statuses: { [type: string]: number } = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

const contextWords = /prompt is too long|exceed context limit|context window/i;
const contentWords = /content filtering policy|usage policy/i;
// An account without money is a 400 here, and no mistake of the caller's.
const billingWords = /credit balance|billing/i;

function codeOf(status: number, error: JsonObject): FailureCode {
  const code = codeOfStatus(status);
  return code === 'upstream_invalid_request' ? codeOfRefusal(stringOf(error['message']) ?? '') : code;
}

function codeOfRefusal(message: string): FailureCode {
  if (contextWords.test(message)) return 'context_length_exceeded';
  if (contentWords.test(message)) return 'content_policy_violation';
  return billingWords.test(message) ? 'upstream_auth_failed' : 'upstream_invalid_request';
}
