import { bestError } from './best-error.ts';
import type { Problem } from './problem.ts';
import { problemOf } from './sentence.ts';
import type { Validator } from './validator.ts';

/** Holds a value to a schema. `whole` names the value in a sentence about all of it, such as "The body". */
export function checkSchema(validator: Validator<unknown>, data: unknown, whole: string): Problem | null {
  return validator(data) ? null : schemaProblem(validator, data, whole);
}

/** The problem of a value that the validator has refused just now. */
export function schemaProblem(validator: Validator<unknown>, data: unknown, whole: string): Problem {
  const error = bestError(validator.errors ?? []);
  if (error === undefined) throw new Error('A validator failed without an error.');
  return problemOf(error, data, whole);
}
