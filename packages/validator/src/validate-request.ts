import { findOperation } from './find-operation.ts';
import { type OperationId, operations } from './generated/operations.gen.ts';
import type { Problem } from './problem.ts';

/**
 * Holds a request's body, as parsed from JSON, to the contract: its schema first, then rules R1 to R5.
 * Null when all is well, or when the operation takes no body. Nothing is coerced, removed or filled in.
 */
export function validateRequest(operationId: OperationId, body: unknown): Problem | null {
  return findOperation(operations, operationId).validateRequest?.(body) ?? null;
}
