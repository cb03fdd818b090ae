import type { ChatCompletionRequest } from '@parley/types';
import type { Claim } from '../answers/idempotency-keys.ts';
import type { KeptAnswer } from '../answers/kept-answer.ts';
import { requestDigest } from '../answers/request-digest.ts';
import { atMost } from '../answers/tape.ts';
import type { Deps } from '../deps.ts';
import { gatewayError } from '../gateway-error.ts';
import type { Caller } from './authenticate.ts';

/** What its idempotency key makes of a request. At its end the key of one that kept no answer is freed. */
export type Once = AsyncDisposable & {
  /** What this request was answered before; `null`: it was not. */
  answer: KeptAnswer | null;
  /** How much of the answer is to be taken down. 0: there is no key. */
  mostBytes: number;
  /** The answer is complete; `null`: it was too long. */
  keep(text: string | null): void;
};

const unnamed: Once = { answer: null, mostBytes: 0, keep() {}, async [Symbol.asyncDispose]() {} };

/** Nobody knows when the running request ends: soon is the best guess. */
const retryAfterMs = 1_000;

type Named = {
  caller: Pick<Caller, 'keyId'>;
  idempotencyKey: string | null;
  request: ChatCompletionRequest;
  requestId: string;
};

/**
 * Sees to it that a request with an idempotency key is done once, however often and to however many replicas it is
 * sent: 409 while it runs, its answer once it has one. 422 where the key stands for another request.
 */
export async function askOnce(
  { caller: { keyId }, idempotencyKey, request, requestId }: Named,
  { idempotencyKeys, config, metrics }: Pick<Deps, 'idempotencyKeys' | 'config' | 'metrics'>,
): Promise<Once> {
  if (idempotencyKey === null) return unnamed;
  const claim: Claim = { keyId, idempotencyKey, bodyDigest: requestDigest(request), requestId };
  const occupant = await idempotencyKeys.claim(claim);
  if (occupant === null) {
    const mostBytes = config.idempotency.answerBytes;
    let isKept = false;
    return {
      answer: null,
      mostBytes,
      keep(text) {
        isKept = true;
        idempotencyKeys.keep(claim, atMost(mostBytes, text));
      },
      async [Symbol.asyncDispose]() {
        if (!isKept) await idempotencyKeys.release(claim);
      },
    };
  }
  const { bodyDigest, answer } = occupant;
  if (bodyDigest !== claim.bodyDigest) throw gatewayError('idempotency_key_reused', { isTooLarge: false });
  if (answer === 'running') throw gatewayError('idempotency_key_in_use', undefined, { retryAfterMs });
  if (answer === 'too large') throw gatewayError('idempotency_key_reused', { isTooLarge: true });
  metrics.answerReplayed('idempotency_key');
  return { ...unnamed, answer };
}
