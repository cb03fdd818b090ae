import type { Usage } from '@parley/types';
import { countOf, isObject, objectOf } from '../json.ts';

/**
 * The tokens that the model read and wrote; what Cohere charges for, `billed_units`, is less: its own preamble is in
 * these. Cached ones are inside. `null` when there are none, or none that can be true.
 */
export function readUsage(wire: unknown): Usage | null {
  if (!isObject(wire)) return null;
  const tokens = objectOf(wire['tokens']);
  const prompt = countOf(tokens['input_tokens']);
  const completion = countOf(tokens['output_tokens']);
  if (prompt === null || completion === null) return null;
  const cached = countOf(wire['cached_tokens']);
  if (cached !== null && cached > prompt) return null;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    ...(cached === null ? {} : { prompt_tokens_details: { cached_tokens: cached } }),
  };
}
