import type { Answer, Usage } from '../answer/answer.ts';
import type { Asked } from './blocks.ts';

/** Anthropic counts what was read from and written to a cache apart from the other input. */
export function usageOf(usage: Usage, answer: Answer) {
  const { promptTokens, cachedTokens, cacheWriteTokens, completionTokens, reasoningTokens } = usage;
  const plain = promptTokens - cachedTokens - cacheWriteTokens;
  const searched = answer.choices.some((choice) => choice.citations.length > 0);
  return {
    // A fault may claim more cached tokens than there were.
    input_tokens: cachedTokens > promptTokens ? promptTokens : plain,
    cache_creation_input_tokens: cacheWriteTokens,
    cache_read_input_tokens: cachedTokens,
    output_tokens: completionTokens,
    output_tokens_details: { thinking_tokens: reasoningTokens },
    server_tool_use: searched ? { web_search_requests: 1, web_fetch_requests: 0 } : null,
  };
}

/** The usage that stands in a message, whole or just begun. */
export function messageUsage(usage: Usage, answer: Answer, { cacheTtl }: Asked) {
  const written = (ttl: Asked['cacheTtl']) => (ttl === cacheTtl ? usage.cacheWriteTokens : 0);
  return {
    ...usageOf(usage, answer),
    cache_creation: {
      ephemeral_5m_input_tokens: written('5m'),
      ephemeral_1h_input_tokens: written('1h'),
    },
    service_tier: 'standard',
    inference_geo: 'not_available',
  };
}
