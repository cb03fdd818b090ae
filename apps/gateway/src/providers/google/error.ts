// https://google.aip.dev/193
import { codeOfStatus, type Failure, type FailureCode } from '../failure.ts';
import { arrayOf, countOf, isObject, type JsonObject, objectOf, stringOf } from '../json.ts';
import { longestWaitMs, type ResponseHeaders, retryAfterMsOf } from '../retry-after.ts';

/** The error object of a body, or `null`. What isn't asked for as events comes as a list of one. */
export function errorIn(body: unknown): JsonObject | null {
  const error = objectOf(Array.isArray(body) ? body[0] : body)['error'];
  return isObject(error) ? error : null;
}

/** Explains a status and a body that say failure. Google's sentence stays here. */
export function explainError(status: number, headers: ResponseHeaders, body: unknown): Failure {
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
  const code = codeOfStatus(status);
  const words = stringOf(error['message']) ?? '';
  const isTooLong = /token count.*exceeds the maximum|context (length|window)/i.test(words);
  return code === 'upstream_invalid_request' && isTooLong ? 'context_length_exceeded' : code;
}

const detailsOf = (error: JsonObject): JsonObject[] => arrayOf(error['details']).filter(isObject);

// A google.rpc.RetryInfo: `{"retryDelay": "34.4s"}`.
function retryDelayMsOf(error: JsonObject): number | null {
  for (const detail of detailsOf(error)) {
    const [, seconds] = /^(\d+(?:\.\d+)?)s$/.exec(stringOf(detail['retryDelay']) ?? '') ?? [];
    if (seconds !== undefined) return Math.min(Math.ceil(Number(seconds) * 1000), longestWaitMs);
  }
  return null;
}
