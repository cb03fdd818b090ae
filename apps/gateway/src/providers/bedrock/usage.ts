// https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html
import type { Usage } from '@parley/types';
import { arrayOf, countOf, isObject, type JsonObject, objectOf } from '../json.ts';
import { pricelessTier, type ReportedUsage, reportUsage } from '../reported-usage.ts';

/** What the body of an answer, or the last event of a stream, says was used. */
export const readReport = ({ usage, serviceTier }: JsonObject): ReportedUsage | null =>
  reportUsage(usage, readUsage(usage), { unpriced: pricelessTier(objectOf(serviceTier)['type']) });

/**
 * Usage in our sense: Bedrock counts what its cache was read for and written beside `inputTokens`, we count it inside.
 * `null` when there is none, or none that can be true.
 */
export function readUsage(wire: unknown): Usage | null {
  if (!isObject(wire)) return null;
  const fresh = countOf(wire['inputTokens']);
  const completion = countOf(wire['outputTokens']);
  if (fresh === null || completion === null) return null;
  const read = countOf(wire['cacheReadInputTokens']);
  const written = countOf(wire['cacheWriteInputTokens']);
  const forAnHour = arrayOf(wire['cacheDetails'])
    .map(objectOf)
    .reduce((sum, { ttl, inputTokens }) => (ttl === '1h' ? sum + (countOf(inputTokens) ?? 0) : sum), 0);
  const cached = (read ?? 0) + (written ?? 0);
  // Some models' cached tokens are inside all the same, and then only the total tells.
  const inside = fresh >= cached && countOf(wire['totalTokens']) === fresh + completion;
  const prompt = inside ? fresh : fresh + cached;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: {
      ...(read === null ? {} : { cached_tokens: read }),
      ...(written === null ? {} : { cache_write_tokens: written }),
      ...(forAnHour === 0 ? {} : { cache_write_1h_tokens: forAnHour }),
    },
  };
}
