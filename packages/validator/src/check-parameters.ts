import { checkSchema } from './check-schema.ts';
import type { Parameters } from './operation.ts';
import type { Problem } from './problem.ts';
import type { Validator } from './validator.ts';

type Validators = { [location in keyof Parameters]: Validator<Record<string, string>> };

const nothing = {};

/** Holds parameters to the schemas of those that an operation has. */
export function checkParameters(parameters: Parameters, { path, header, query }: Validators): Problem | null {
  return (
    (path ? checkSchema(path, parameters.path ?? nothing, 'The path') : null) ??
    (header ? checkSchema(header, parameters.header ?? nothing, 'The headers') : null) ??
    (query ? checkSchema(query, parameters.query ?? nothing, 'The query') : null)
  );
}
