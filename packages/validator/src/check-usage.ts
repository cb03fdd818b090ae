import { schemaProblem } from './check-schema.ts';
import { validateChatMetadata, validateUsage } from './generated/validators.gen.js';
import type { Problem } from './problem.ts';
import { checkUsageRules } from './rules/usage.ts';

/**
 * Every problem of a usage object alone: its schema, else rules U1 to U6, and with the answer's metadata U7 to U9.
 */
export function checkUsage(usage: unknown, metadata?: unknown): Problem[] {
  if (!validateUsage(usage)) return [schemaProblem(validateUsage, usage, 'usage')];
  if (metadata === undefined) return checkUsageRules(usage);
  if (!validateChatMetadata(metadata)) return [schemaProblem(validateChatMetadata, metadata, 'metadata')];
  return checkUsageRules(usage, metadata);
}
