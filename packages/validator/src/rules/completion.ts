import type { ChatCompletion } from '@parley/types';
import type { Problem } from '../problem.ts';
import { checkMetadataRules } from './metadata.ts';
import { checkUsageRules } from './usage.ts';

/** The first of the U and M rules that a whole answer breaks. The answer fits its schema. */
export function checkCompletionRules({ model, usage, metadata }: ChatCompletion): Problem | null {
  return checkUsageRules(usage, metadata)[0] ?? checkMetadataRules(model, metadata)[0] ?? null;
}
