import type { ChatCompletionRequest } from '@parley/types';
import type { CatalogModel } from '../catalog/model.ts';

const usualAnswerTokens = 1_000;

/** The name under which the request caps its answer. */
export const capParam = ({ max_completion_tokens: cap }: ChatCompletionRequest): string =>
  cap == null ? 'max_tokens' : 'max_completion_tokens';

export const outputCap = (request: ChatCompletionRequest): number | null =>
  request.max_completion_tokens ?? request.max_tokens ?? null;

export type Size = { promptTokens: number; cap: number | null };

/** What a request of this size may cost at this model, in dollars: for ordering only, never for a bill. `null`: no price. */
export function expectedCost({ prices: [price] }: CatalogModel, { promptTokens, cap }: Size): number | null {
  if (price === undefined) return null;
  const [tier] = (price.tiers ?? [])
    .filter(({ above_prompt_tokens }) => promptTokens > above_prompt_tokens)
    .sort((a, b) => b.above_prompt_tokens - a.above_prompt_tokens);
  const { input, output, request = '0' } = { ...price, ...tier };
  const answerTokens = Math.min(cap ?? usualAnswerTokens, usualAnswerTokens);
  return (promptTokens * Number(input) + answerTokens * Number(output)) / 1e6 + Number(request);
}
