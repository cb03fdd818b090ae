import { type Failure, failure } from '../failure.ts';
import { type JsonObject, objectOf, stringOf } from '../json.ts';
import { explainError as explainChatError, explainErrorInside } from '../openai-compatible/error.ts';
import type { ResponseHeaders } from '../retry-after.ts';

/** Explains a refusal, with the caller's name for the field that it names. The chat wire's names stay as they are. */
export const explainError = (status: number, headers: ResponseHeaders, body: unknown): Failure =>
  inCallersWords(explainChatError(status, headers, body));

/** Explains why an answer failed on the way: the `error` of a response, or of an event. */
export function explainFailed(wire: JsonObject): Failure {
  const error = objectOf(wire['error'] ?? wire);
  const code = stringOf(error['code']) ?? '';
  if (/policy/.test(code)) return failure('content_policy_violation', 400, error);
  const faultOfInput = /image|^invalid_/.test(code);
  return faultOfInput ? explainError(400, {}, { error }) : inCallersWords(explainErrorInside({ error }));
}

const callersNames: [wire: RegExp, field: string | null][] = [
  [/^input\b/, 'messages'],
  [/^text\.format\b/, 'response_format'],
  [/^text\.verbosity$/, 'verbosity'],
  // Tools that aren't allowed are left out, so the places differ.
  [/^tools\[\d+\]\.(?!function\b)/, 'tools'],
  // Callers have two names for each of these, or none.
  [/^(max_output_tokens|reasoning\.effort|max_tool_calls|include|text)\b/, null],
];

function inCallersWords({ param = null, ...failed }: Failure): Failure {
  const row = callersNames.find(([wire]) => param !== null && wire.test(param));
  return { ...failed, param: row === undefined ? param : row[1] };
}
