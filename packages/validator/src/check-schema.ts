import { bestError } from './best-error.ts';
import type { Problem } from './problem.ts';
import { problemOf } from './sentence.ts';
import type { Validator } from './validator.ts';

/**
 * Holds a value to a schema, and one that fits it to rules. `whole` names the value in a sentence about all of it,
 * such as "The body".
 */
export function checkSchema<T>(
  validator: Validator<T>,
  data: unknown,
  whole: string,
  checkRules?: (data: T) => Problem | null,
): Problem | null {
  if (validator(data)) return checkRules?.(data) ?? null;
  const error = bestError(validator.errors ?? []);
  if (error === undefined) throw new Error('A validator failed without an error.');
  return problemOf(error, data, whole);
}
