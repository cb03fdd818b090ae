import type { ChatCompletionRequest } from '@parley/types';
import type { Deps } from '../deps.ts';
import { gatewayError } from '../gateway-error.ts';
import type { Key } from '../keys/key.ts';
import type { Rate } from '../limits/limiter.ts';
import { rateLimitHeaders } from '../limits/rate-limit-headers.ts';
import { outputCap } from '../routing/expected-cost.ts';
import { roughPromptTokens } from '../routing/rough-prompt-tokens.ts';

/** A request's place within the limits of its key. */
export type Admitted = {
  /** For the answer, whatever it will be. */
  headers: Record<string, string>;
  /** Gives the place back, and of the tokens that were taken those that were not used. */
  leave(usedTokens: number | null): Promise<void>;
};

const unlimited: Admitted = { headers: {}, leave: async () => {} };

/** What an answer is taken to be as long as, where the caller sets no bound. */
const usualAnswerTokens = 1_000;

/** Takes a request's place within the limits of its key, or throws a 429 that says when there will be one. */
export async function admit(
  { key, request, generationId }: { key: Key | null; request: ChatCompletionRequest; generationId: string },
  { limiter }: Pick<Deps, 'limiter'>,
): Promise<Admitted> {
  if (key === null) return unlimited;
  const { requests_per_minute, tokens_per_minute, concurrency } = key.limits;
  const rates: Rate[] = [];
  if (requests_per_minute !== null) rates.push({ name: 'requests', perMinute: requests_per_minute, cost: 1 });
  const tokens = tokens_per_minute === null ? null : tokenRate(tokens_per_minute, request);
  if (tokens !== null) rates.push(tokens);
  if (rates.length === 0 && concurrency === null) return unlimited;
  const admission = await limiter.take({ keyId: key.id, requestId: generationId, rates, concurrency });
  const headers = rateLimitHeaders(admission);
  const { refusedBy, retryAfterMs } = admission;
  if (refusedBy !== null)
    throw gatewayError('rate_limit_exceeded', { limit: refusedBy }, { retryAfterMs, headers });
  return {
    headers,
    async leave(usedTokens) {
      if (concurrency !== null) await limiter.leave(key.id, generationId);
      if (tokens === null) return;
      const unused = tokens.cost - (usedTokens ?? 0);
      if (unused !== 0) await limiter.refund(key.id, { ...tokens, cost: unused });
    },
  };
}

// More than a minute's worth could never be had: such a request takes it all, and the rest is owed when it has ended.
const tokenRate = (perMinute: number, request: ChatCompletionRequest): Rate => ({
  name: 'tokens',
  perMinute,
  cost: Math.min(perMinute, roughPromptTokens(request) + (outputCap(request) ?? usualAnswerTokens)),
});
