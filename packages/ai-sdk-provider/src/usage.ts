import type { LanguageModelV4Usage } from '@ai-sdk/provider';
import type { Usage } from '@parley/types';

/** `undefined` is what nobody told; nothing is taken for zero. */
export function convertUsage(usage: Usage | undefined): LanguageModelV4Usage {
  const { prompt_tokens: input, completion_tokens: output } = usage ?? {};
  const read = usage?.prompt_tokens_details?.cached_tokens;
  const written = usage?.prompt_tokens_details?.cache_write_tokens;
  const reasoning = usage?.completion_tokens_details?.reasoning_tokens ?? usage?.reasoning_tokens;
  return {
    inputTokens: {
      total: input,
      // Both are counted inside prompt_tokens.
      noCache: read === undefined ? undefined : minus(input, read + (written ?? 0)),
      cacheRead: read,
      cacheWrite: written,
    },
    outputTokens: {
      total: output,
      text: reasoning === undefined ? undefined : minus(output, reasoning),
      reasoning,
    },
    ...(usage === undefined ? {} : { raw: usage }),
  };
}

function minus(total: number | undefined, part: number): number | undefined {
  return total === undefined ? undefined : total - part;
}
