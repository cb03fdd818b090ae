import type { Problem } from '../problem.ts';
import { checkUsageRules } from '../rules/usage.ts';
import type { Usage } from './types.ts';

/** U1 to U3. Only what OpenAI counts is looked at: other fields may be the server's own, of any form. */
export function checkUsage(usage: Usage): Problem[] {
  const { prompt_tokens, completion_tokens, total_tokens } = usage;
  const cached = usage.prompt_tokens_details?.cached_tokens;
  const reasoning = usage.completion_tokens_details?.reasoning_tokens;
  return checkUsageRules({
    prompt_tokens,
    completion_tokens,
    total_tokens,
    ...(cached === undefined ? {} : { prompt_tokens_details: { cached_tokens: cached } }),
    ...(reasoning === undefined ? {} : { completion_tokens_details: { reasoning_tokens: reasoning } }),
  });
}
