import { schemaProblem } from './check-schema.ts';
import type { Problem } from './problem.ts';
import type { Validator } from './validator.ts';

/** Holds a body to its schema, and when it fits, to its rules. */
export function checkBody<T>(
  validator: Validator<T>,
  body: unknown,
  checkRules?: (body: T) => Problem | null,
): Problem | null {
  if (!validator(body)) return schemaProblem(validator, body, 'The body');
  return checkRules === undefined ? null : checkRules(body);
}
