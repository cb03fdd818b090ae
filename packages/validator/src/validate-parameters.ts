import { findOperation } from './find-operation.ts';
import { type OperationId, operations } from './generated/operations.gen.ts';
import type { Parameters } from './operation.ts';
import type { Problem } from './problem.ts';

/** Holds path, header and query parameters to the contract. `param` is the name of the first that is wrong. */
export function validateParameters(operationId: OperationId, parameters: Parameters): Problem | null {
  return findOperation(operations, operationId).validateParameters?.(parameters) ?? null;
}
