import type { Question } from '../answer/question.ts';

/** What will be charged besides the completion tokens that go out. */
export type Charge = {
  model: string;
  promptTokens: number;
  /** Of the prompt, as are those that were written to a cache. */
  cachedTokens: number;
  cacheWriteTokens: number;
  /** Of those, what is kept for an hour. */
  cacheWriteHourTokens: number;
};

export const chargeOf = (
  { model, promptTokens, cachedTokens, cacheWriteTokens }: Question,
  cacheTtl: '5m' | '1h' = '5m',
): Charge => ({
  model: model.id,
  promptTokens,
  cachedTokens,
  cacheWriteTokens,
  cacheWriteHourTokens: cacheTtl === '1h' ? cacheWriteTokens : 0,
});
