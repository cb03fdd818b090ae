import { codeOfStatus, type Failure, type FailureCode } from '../failure.ts';
import { arrayOf, countOf, isObject, type JsonObject, objectOf, stringOf } from '../json.ts';
import { type ResponseHeaders, retryAfterMsOf } from '../retry-after.ts';

/** Explains a status and a body that say failure. The provider's sentence stays here; its `param` goes on if it is one of ours. */
export function explainError(status: number, headers: ResponseHeaders, body: unknown): Failure {
  const error = errorOf(body);
  return {
    code: codeOf(status, error),
    status,
    param: paramOf(error['param']),
    retryAfterMs: retryAfterMsOf(headers),
    cause: body,
  };
}

/** Explains an error inside a 200: it counts as the status it names or means, and as a 500 when it doesn't say. */
export const explainErrorInside = (body: JsonObject): Failure =>
  explainError(statusOf(errorOf(body)), {}, body);

// Groq says in `x_groq` why it stopped a stream early.
const errorIn = ({ error, x_groq: groq }: JsonObject): unknown =>
  error ?? (isObject(groq) ? groq['error'] : undefined);

/** Whether a body that came with a 200 is an error all the same. */
export function isError(body: JsonObject): boolean {
  const error = errorIn(body);
  if (isObject(error) || (typeof error === 'string' && error !== '')) return true;
  if (arrayOf(body['choices']).length > 0) return false;
  return body['object'] === 'error' || (countOf(objectOf(body['base_resp'])['status_code']) ?? 0) > 0;
}

/** The object that says what is wrong: OpenAI's `error`, or the body itself (Mistral, xAI), or `base_resp` (MiniMax). */
function errorOf(body: unknown): JsonObject {
  const { base_resp: miniMax, ...rest } = objectOf(body);
  const error = errorIn(rest);
  if (isObject(error)) return error;
  const code = countOf(objectOf(miniMax)['status_code']) ?? 0;
  if (code > 0) return { ...miniMaxCodes[code], message: objectOf(miniMax)['status_msg'] };
  return { ...rest, message: error ?? rest['message'] ?? rest['detail'] };
}

// https://platform.minimax.io/docs/api-reference/errorcode
const miniMaxCodes: { [code: number]: JsonObject } = {
  1001: { status: 504 },
  1002: { status: 429 },
  1004: { status: 401 },
  1008: { status: 402 },
  1026: { status: 400, code: 'content_filter' },
  1027: { status: 400, code: 'content_filter' },
  1039: { status: 429 },
  2013: { status: 400 },
  2049: { status: 401 },
};

const wordsOf = (error: JsonObject): string =>
  [error['code'], error['type'], error['message']].map((word) => textOf(word)).join(' ');

const textOf = (value: unknown): string =>
  stringOf(value) ?? (value === undefined || value === null ? '' : JSON.stringify(value));

const contextWords =
  /context[ _](length|window)|prompt is too long|too many (input )?tokens|input (length|is too long)|maximum (input|prompt) (length|tokens)|reduce the length/i;
const contentWords =
  /content[ _](policy|filter|exists risk|violates|management policy)|data_?inspection|usage guidelines|safety (system|check)|responsible_?ai|moderation|\bflagged\b/i;

function codeOf(status: number, error: JsonObject): FailureCode {
  const words = wordsOf(error);
  // Zhipu's own number for it.
  const content = contentWords.test(words) || error['code'] === '1301';
  if (status === 403 && content) return 'content_policy_violation';
  // 498: Groq's flex tier is full.
  if (status === 498) return 'upstream_overloaded';
  if (status === 524) return 'upstream_timeout';
  const code = codeOfStatus(status);
  if (code !== 'upstream_invalid_request') return code;
  if (contextWords.test(words)) return 'context_length_exceeded';
  return content ? 'content_policy_violation' : code;
}

const meanings: [words: RegExp, status: number][] = [
  [/rate.?limit|too many requests/i, 429],
  [/overload|server_busy|unavailable|capacity/i, 503],
  [/authenticat|api.?key|permission/i, 401],
  [/timeout|timed out/i, 504],
  [contextWords, 400],
  [contentWords, 400],
  [/invalid_(request|parameter)/i, 400],
];

function statusOf(error: JsonObject): number {
  for (const value of [error['status'], error['code'], error['status_code']]) {
    const named = typeof value === 'string' ? Number(value) : countOf(value);
    if (named !== null && named >= 400 && named <= 599) return named;
  }
  const words = wordsOf(error);
  return meanings.find(([pattern]) => pattern.test(words))?.[1] ?? 500;
}

// A field name and nothing else may pass: brackets and dots, no prose.
function paramOf(value: unknown): string | null {
  const param = stringOf(value);
  return param !== null && /^[A-Za-z0-9_.[\]]{1,100}$/.test(param) ? param : null;
}
