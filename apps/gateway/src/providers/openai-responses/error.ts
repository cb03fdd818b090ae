import { type Failure, failure } from '../failure.ts';
import { type JsonObject, objectOf, stringOf } from '../json.ts';
import { explainError, explainErrorInside } from '../openai-compatible/error.ts';

export { explainError };

/** Explains why an answer failed on the way: the `error` of a response, or of an event. */
export function explainFailed(wire: JsonObject): Failure {
  const error = objectOf(wire['error'] ?? wire);
  const code = stringOf(error['code']) ?? '';
  if (/policy/.test(code)) return failure('content_policy_violation', 400, error);
  const faultOfInput = /image|^invalid_/.test(code);
  return faultOfInput ? explainError(400, {}, { error }) : explainErrorInside({ error });
}
