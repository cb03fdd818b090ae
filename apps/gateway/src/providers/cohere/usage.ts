import type { Usage } from '@parley/types';
import { countOf, isObject, objectOf } from '../json.ts';
import { type ReportedUsage, reportUsage } from '../reported-usage.ts';

/** What an answer says was used. */
export function readReport(wire: unknown): ReportedUsage | null {
  const searches = countOf(objectOf(objectOf(wire)['billed_units'])['search_units']);
  return reportUsage(wire, readUsage(wire), searches === null ? {} : { web_searches: searches });
}

/**
 * The tokens that the model read and wrote, and those that Cohere charges for, which are fewer: its own preamble is not
 * among them. Cached ones are inside. `null` when there are none, or none that can be true.
 */
export function readUsage(wire: unknown): Usage | null {
  if (!isObject(wire)) return null;
  const tokens = objectOf(wire['tokens']);
  const prompt = countOf(tokens['input_tokens']);
  const completion = countOf(tokens['output_tokens']);
  if (prompt === null || completion === null) return null;
  const billed = objectOf(wire['billed_units']);
  const billedPrompt = countOf(billed['input_tokens']);
  const billedCompletion = countOf(billed['output_tokens']);
  const cached = countOf(wire['cached_tokens']);
  if (cached !== null && cached > prompt) return null;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    ...(cached === null ? {} : { prompt_tokens_details: { cached_tokens: cached } }),
    ...(billedPrompt === null ? {} : { billed_prompt_tokens: billedPrompt }),
    ...(billedCompletion === null ? {} : { billed_completion_tokens: billedCompletion }),
  };
}
