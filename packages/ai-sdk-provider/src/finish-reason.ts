import type { LanguageModelV4FinishReason } from '@ai-sdk/provider';

const unified: Record<string, LanguageModelV4FinishReason['unified']> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool-calls',
  content_filter: 'content-filter',
};

/** A refusal is an answer of its own, which ends with `stop` on the wire. */
export function convertFinishReason(raw: string, refused: boolean): LanguageModelV4FinishReason {
  return { unified: refused && raw === 'stop' ? 'content-filter' : (unified[raw] ?? 'other'), raw };
}
