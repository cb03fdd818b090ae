import type { Usage } from '@parley/types';
import { broken, type Problem } from '../problem.ts';
import { checkCostRules, type PriceClaim } from './cost.ts';

/**
 * U1 to U9, all that are broken. Usage and metadata fit their schemas. Without metadata U7 to U9, which compare with
 * its price, are left out.
 */
export function checkUsageRules(usage: Usage, claim?: PriceClaim): Problem[] {
  return [...checkTokens(usage), ...checkMedia(usage), ...checkCostRules(usage, claim)];
}

function checkTokens(usage: Usage): Problem[] {
  const problems: Problem[] = [];
  const { prompt_tokens: prompt, completion_tokens: completion, total_tokens: total } = usage;
  if (total !== prompt + completion)
    problems.push(
      broken(
        'U1',
        'usage.total_tokens',
        `usage.total_tokens must be ${prompt} + ${completion}, got ${total}.`,
      ),
    );

  const cached = usage.prompt_tokens_details?.cached_tokens ?? 0;
  const written = usage.prompt_tokens_details?.cache_write_tokens ?? 0;
  if (cached + written > prompt)
    problems.push(
      broken(
        'U2',
        'usage.prompt_tokens_details',
        `usage.prompt_tokens_details holds ${cached} cached and ${written} cache-written tokens, more than the ${prompt} prompt_tokens.`,
      ),
    );

  const flat = usage.reasoning_tokens;
  const nested = usage.completion_tokens_details?.reasoning_tokens;
  const reasoning = Math.max(flat ?? 0, nested ?? 0);
  if (reasoning > completion)
    problems.push(
      broken(
        'U3',
        flat === reasoning ? 'usage.reasoning_tokens' : 'usage.completion_tokens_details.reasoning_tokens',
        `usage holds ${reasoning} reasoning tokens, more than the ${completion} completion_tokens.`,
      ),
    );
  if (flat !== undefined && nested !== undefined && flat !== nested)
    problems.push(
      broken(
        'U4',
        'usage.reasoning_tokens',
        `usage.reasoning_tokens is ${flat}, but usage.completion_tokens_details.reasoning_tokens is ${nested}.`,
      ),
    );
  return problems;
}

function checkMedia({
  prompt_tokens: prompt,
  completion_tokens: completion,
  prompt_tokens_details: asked = {},
  completion_tokens_details: answered = {},
}: Usage): Problem[] {
  const problems: Problem[] = [];
  const written = asked.cache_write_tokens ?? 0;
  const hour = asked.cache_write_1h_tokens ?? 0;
  if (hour > written)
    problems.push(
      broken(
        'U2',
        'usage.prompt_tokens_details.cache_write_1h_tokens',
        `usage.prompt_tokens_details holds ${hour} tokens written for an hour, more than the ${written} cache_write_tokens.`,
      ),
    );
  const heard = (asked.audio_tokens ?? 0) + (asked.image_tokens ?? 0);
  if (heard > prompt)
    problems.push(
      broken(
        'U2',
        'usage.prompt_tokens_details',
        `usage.prompt_tokens_details holds ${heard} audio and image tokens, more than the ${prompt} prompt_tokens.`,
      ),
    );
  const made = (answered.audio_tokens ?? 0) + (answered.image_tokens ?? 0);
  if (made > completion)
    problems.push(
      broken(
        'U3',
        'usage.completion_tokens_details',
        `usage.completion_tokens_details holds ${made} audio and image tokens, more than the ${completion} completion_tokens.`,
      ),
    );
  return problems;
}
