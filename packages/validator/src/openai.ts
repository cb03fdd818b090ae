// The contract of any OpenAI-compatible server: what OpenAI's own document asks, without Parley's fields.
import { findOperation } from './find-operation.ts';
import { type OperationId, operations } from './generated/openai/operations.gen.ts';
import { rules as all, type RuleId } from './generated/rules.gen.ts';
import { openaiRules } from './openai/rules.ts';
import type { Problem } from './problem.ts';

export { operations } from './generated/openai/operations.gen.ts';
export { streamChecker } from './openai/stream-checker.ts';
export { validateChunk } from './openai/validate-chunk.ts';
export type { Operation, Parameters } from './operation.ts';
export type { Problem } from './problem.ts';
export type { StreamChecker } from './rules/stream.ts';
export type { OperationId, RuleId };

/** The rules that hold, with their sentences. */
export const rules: Partial<Record<RuleId, string>> = Object.fromEntries(
  [...openaiRules].map((id) => [id, all[id]]),
);

/** Holds a request's body to OpenAI's document. Null when all is well, or when the operation takes no body. */
export function validateRequest(operationId: OperationId, body: unknown): Problem | null {
  return findOperation(operations, operationId).validateRequest?.(body) ?? null;
}

/** Holds a JSON answer to OpenAI's document. An answer with a status that is no success must be an error. */
export function validateResponse(operationId: OperationId, status: number, body: unknown): Problem | null {
  return findOperation(operations, operationId).validateResponse(status, body);
}
