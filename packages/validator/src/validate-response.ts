import type { ChatCompletion } from '@parley/types';
import { checkSchema, schemaProblem } from './check-schema.ts';
import { type OperationId, operations } from './generated/operations.gen.ts';
import { validateChatCompletion } from './generated/validators.gen.js';
import type { Problem } from './problem.ts';
import { checkMetadataRules } from './rules/metadata.ts';
import { checkUsageRules } from './rules/usage.ts';
import type { Validator } from './validator.ts';

/**
 * Holds a JSON answer to the contract: its schema, and for a chat completion rules U1 to U9 and M1 to M3.
 * An answer with a status that the contract doesn't list for the operation is a problem.
 */
export function validateResponse(operationId: OperationId, status: number, body: unknown): Problem | null {
  const validator = jsonValidator(operationId, status);
  if (validator === undefined) {
    const message = `${operationId} has no documented JSON answer with status ${status}.`;
    return { param: null, message, kind: 'invalid', rule: null };
  }
  if (validator !== validateChatCompletion) return checkSchema(validator, body, 'The body');
  return validateChatCompletion(body)
    ? checkCompletionRules(body)
    : schemaProblem(validator, body, 'The body');
}

function jsonValidator(operationId: OperationId, status: number): Validator<unknown> | undefined {
  const responses: Record<number, { 'application/json'?: Validator<unknown> }> =
    operations[operationId].responses;
  return responses[status]?.['application/json'];
}

function checkCompletionRules({ model, usage, metadata }: ChatCompletion): Problem | null {
  return checkUsageRules(usage, metadata)[0] ?? checkMetadataRules(model, metadata)[0] ?? null;
}
