import { checkSchema } from './check-schema.ts';
import { type OperationId, operations } from './generated/operations.gen.ts';
import type { Problem } from './problem.ts';

/** Parameters as the HTTP server has them: strings, header names in lower case. */
export type Parameters = { header?: object; path?: object; query?: object };

const nothing = {};

/** Holds path, header and query parameters to the contract. `param` is the name of the first that is wrong. */
export function validateParameters(operationId: OperationId, parameters: Parameters): Problem | null {
  const { path, header, query } = operations[operationId];
  return (
    (path && checkSchema(path, parameters.path ?? nothing, 'The path')) ??
    (header && checkSchema(header, parameters.header ?? nothing, 'The headers')) ??
    (query && checkSchema(query, parameters.query ?? nothing, 'The query'))
  );
}
