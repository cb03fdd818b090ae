import { checkSchema, schemaProblem } from './check-schema.ts';
import { type OperationId, operations } from './generated/operations.gen.ts';
import { validateChatCompletionRequest } from './generated/validators.gen.js';
import type { Problem } from './problem.ts';
import { checkRequestRules } from './rules/request.ts';

/**
 * Holds a request's body, as parsed from JSON, to the contract: its schema first, then rules R1 to R5.
 * Null when all is well, or when the operation takes no body. Nothing is coerced, removed or filled in.
 */
export function validateRequest(operationId: OperationId, body: unknown): Problem | null {
  const validator = operations[operationId].request;
  if (validator === null) return null;
  if (validator !== validateChatCompletionRequest) return checkSchema(validator, body, 'The body');
  return validator(body) ? checkRequestRules(body) : schemaProblem(validator, body, 'The body');
}
