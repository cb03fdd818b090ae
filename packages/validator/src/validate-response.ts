import { findOperation } from './find-operation.ts';
import { type OperationId, operations } from './generated/operations.gen.ts';
import type { Problem } from './problem.ts';

/**
 * Holds a JSON answer to the contract: its schema, and for a chat completion the U and M rules.
 * An answer with a status that the contract doesn't list for the operation is a problem.
 */
export function validateResponse(operationId: OperationId, status: number, body: unknown): Problem | null {
  return findOperation(operations, operationId).validateResponse(status, body);
}
