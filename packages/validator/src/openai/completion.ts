import type { Problem } from '../problem.ts';
import type { ChatCompletion } from './types.ts';
import { checkUsage } from './usage.ts';

/** The first of U1 to U3 that a whole answer breaks. */
export function checkCompletionRules({ usage }: ChatCompletion): Problem | null {
  return usage === undefined ? null : (checkUsage(usage)[0] ?? null);
}
