import type { Usage } from '../answer/answer.ts';

/** Gemini counts thoughts apart from the answer, and leaves out what is 0. */
export function usageMetadata({ promptTokens, cachedTokens, completionTokens, reasoningTokens }: Usage) {
  const candidates = completionTokens - reasoningTokens;
  return {
    promptTokenCount: promptTokens,
    ...(candidates === 0 ? {} : { candidatesTokenCount: candidates }),
    totalTokenCount: promptTokens + completionTokens,
    ...(cachedTokens === 0 ? {} : { cachedContentTokenCount: cachedTokens }),
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: promptTokens }],
    ...(reasoningTokens === 0 ? {} : { thoughtsTokenCount: reasoningTokens }),
  };
}

/** The usage of a stream that is under way; a fault's lies are told from its start. */
export function usageSoFar(usage: Usage, { thoughts, texts }: { thoughts: number; texts: number }): Usage {
  const reasoningTokens = Math.min(thoughts, usage.reasoningTokens);
  const rest = Math.min(texts, usage.completionTokens - usage.reasoningTokens);
  return { ...usage, reasoningTokens, completionTokens: reasoningTokens + rest };
}
