import type { ChatMetadata, Usage } from '@parley/types';
import { broken, type Problem } from '../problem.ts';
import { checkCostRules } from './cost.ts';

/**
 * U1 to U8, all that are broken. Usage and metadata fit their schemas. Without metadata U7 and U8, which compare with
 * its price, are left out.
 */
export function checkUsageRules(usage: Usage, metadata?: ChatMetadata): Problem[] {
  return [...checkTokens(usage), ...checkCostRules(usage, metadata)];
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
