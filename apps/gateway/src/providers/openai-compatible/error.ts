import type { Failure, FailureCode } from '../failure.ts';
import { countOf, isObject, type JsonObject, objectOf, stringOf } from '../json.ts';
import { retryAfterMsOf } from '../retry-after.ts';

type Headers = { [name: string]: string | string[] | undefined };

/** Explains a status and a body that say failure. The provider's sentence stays here; its `param` goes on if it is one of ours. */
export function explainError(status: number, headers: Headers, body: unknown): Failure {
  const error = isObject(body) ? objectOf(body['error']) : {};
  const code = stringOf(error['code']) ?? stringOf(error['type']) ?? '';
  return {
    code: codeOf(status, code, stringOf(error['message']) ?? ''),
    status,
    param: paramOf(error['param']),
    retryAfterMs: retryAfterMsOf(headers),
    cause: body,
  };
}

/** Explains an error inside a 200: it counts as the status it names, and as a 500 when it names none. */
export function explainErrorInside(body: JsonObject): Failure {
  const error = objectOf(body['error']);
  const status = countOf(error['status']) ?? countOf(error['code']) ?? 500;
  return explainError(status >= 400 && status <= 599 ? status : 500, {}, body);
}

function codeOf(status: number, code: string, message: string): FailureCode {
  if (status === 401 || status === 403) return 'upstream_auth_failed';
  if (status === 429) return 'upstream_rate_limited';
  if (status === 503 || status === 529) return 'upstream_overloaded';
  if (status === 408 || status === 504) return 'upstream_timeout';
  if (status === 400 || status === 413 || status === 422) {
    if (code === 'context_length_exceeded' || /maximum context length|context window/i.test(message))
      return 'context_length_exceeded';
    if (/content_(policy|filter)/.test(code)) return 'content_policy_violation';
    return 'upstream_invalid_request';
  }
  return 'upstream_error';
}

// A field name and nothing else may pass: brackets and dots, no prose.
function paramOf(value: unknown): string | null {
  const param = stringOf(value);
  return param !== null && /^[A-Za-z0-9_.[\]]{1,100}$/.test(param) ? param : null;
}
