// https://google.aip.dev/193
import type { Failure, FailureCode } from '../failure.ts';
import { arrayOf, countOf, isObject, type JsonObject, objectOf, stringOf } from '../json.ts';
import { retryAfterMsOf } from '../retry-after.ts';

type Headers = { [name: string]: string | string[] | undefined };

const longestMs = 60 * 60 * 1000;

/** The error object of a body, or `null`. What isn't asked for as events comes as a list of one. */
export function errorIn(body: unknown): JsonObject | null {
  const error = objectOf(Array.isArray(body) ? body[0] : body)['error'];
  return isObject(error) ? error : null;
}

/** Explains a status and a body that say failure. Google's sentence stays here. */
export function explainError(status: number, headers: Headers, body: unknown): Failure {
  const error = errorIn(body) ?? {};
  return {
    code: codeOf(status, error),
    status,
    param: null,
    retryAfterMs: retryDelayMsOf(error) ?? retryAfterMsOf(headers),
    cause: body,
  };
}

/** Explains an error inside a 200: it counts as the status it names, and as a 500 when it names none. */
export function explainErrorInside(error: JsonObject): Failure {
  const status = countOf(error['code']) ?? 500;
  return explainError(status >= 400 && status <= 599 ? status : 500, {}, { error });
}

function codeOf(status: number, error: JsonObject): FailureCode {
  const reasons = detailsOf(error).map((detail) => detail['reason']);
  // A key that isn't valid is a 400 here, and so is a country or an account that isn't served.
  if (reasons.includes('API_KEY_INVALID') || error['status'] === 'FAILED_PRECONDITION')
    return 'upstream_auth_failed';
  switch (status) {
    case 401:
    case 403:
      return 'upstream_auth_failed';
    case 429:
      return 'upstream_rate_limited';
    case 503:
      return 'upstream_overloaded';
    case 408:
    case 504:
      return 'upstream_timeout';
    case 400:
    case 413:
    case 422:
      return /token count.*exceeds the maximum|context (length|window)/i.test(
        stringOf(error['message']) ?? '',
      )
        ? 'context_length_exceeded'
        : 'upstream_invalid_request';
    default:
      return 'upstream_error';
  }
}

const detailsOf = (error: JsonObject): JsonObject[] => arrayOf(error['details']).filter(isObject);

// A google.rpc.RetryInfo: `{"retryDelay": "34.4s"}`.
function retryDelayMsOf(error: JsonObject): number | null {
  for (const detail of detailsOf(error)) {
    const [, seconds] = /^(\d+(?:\.\d+)?)s$/.exec(stringOf(detail['retryDelay']) ?? '') ?? [];
    if (seconds !== undefined) return Math.min(Math.ceil(Number(seconds) * 1000), longestMs);
  }
  return null;
}
