import type { ChatCompletionRequest } from '@parley/types';
import type { CatalogModel } from '../catalog/model.ts';

const usualAnswerTokens = 1000;

/** A guess at the prompt's tokens that is good enough to compare prices and contexts: four characters each. */
export function roughPromptTokens({ messages, tools }: ChatCompletionRequest): number {
  return Math.ceil((JSON.stringify(messages).length + (tools ? JSON.stringify(tools).length : 0)) / 4);
}

export const outputCap = (request: ChatCompletionRequest): number | null =>
  request.max_completion_tokens ?? request.max_tokens ?? null;

/** What the request may cost at this model, in dollars: for ordering only, never for a bill. No price: infinite. */
export function expectedCost(
  { prices: [price] }: CatalogModel,
  promptTokens: number,
  cap: number | null,
): number {
  if (price === undefined) return Number.POSITIVE_INFINITY;
  const answerTokens = Math.min(cap ?? usualAnswerTokens, usualAnswerTokens);
  return (
    (promptTokens * Number(price.input) + answerTokens * Number(price.output)) / 1e6 +
    Number(price.request ?? '0')
  );
}
