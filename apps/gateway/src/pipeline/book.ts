import type { ChatCompletionRequest } from '@parley/types';
import type { Deps } from '../deps.ts';
import { gatewayError } from '../gateway-error.ts';
import type { OpenedRequest } from '../ledger/ledger.ts';
import type { Picodollars } from '../money.ts';
import { outputCap } from '../routing/expected-cost.ts';
import { highestCost } from '../routing/highest-cost.ts';
import type { Target } from '../routing/target.ts';
import type { Admitted } from './admit.ts';
import type { Caller } from './authenticate.ts';

type Booking = {
  caller: Caller;
  /** Its place within the limits, which it gives back when it can't be booked. */
  admitted: Admitted;
  generationId: string;
  /** What the caller knows it by. */
  requestId: string;
  requestedModel: string;
  request: ChatCompletionRequest;
  targets: readonly Target[];
  promptTokens: number;
  /** Whether its answer is there already: then there is nothing to set aside. */
  isRecalled: boolean;
};

/** What an answer is taken to be as long as, where neither the caller nor the catalogue sets a bound. */
const longestAnswerTokens = 32_000;
const usualAnswerTokens = 1_000;

/** Puts a request on the books, with the most it can cost set aside: 402 when a budget does not reach, 503 without books. */
export async function book(booking: Booking, { ledger }: Pick<Deps, 'ledger'>): Promise<OpenedRequest> {
  const { caller, generationId, requestId, requestedModel, request, isRecalled } = booking;
  const { keyId } = caller;
  const holders = isRecalled ? [] : caller.holders;
  const targets = isRecalled ? [] : booking.targets;
  const cap = outputCap(request);
  const most =
    holders.length === 0 ? null : dearest(targets, booking, (limit) => Math.min(cap ?? limit, limit));
  const estimate = dearest(targets.slice(0, 1), booking, () =>
    Math.min(cap ?? usualAnswerTokens, usualAnswerTokens),
  );
  const opened = await ledger.open({
    ...{ requestId: generationId, givenId: requestId, keyId, requestedModel },
    ...{ holders, most, estimate },
  });
  if (typeof opened === 'string') {
    await booking.admitted.leave(0);
    throw gatewayError(opened);
  }
  return opened;
}

/** What the dearest of these targets takes for answers of so many tokens; `null`: one of them has no price. */
function dearest(
  targets: readonly Target[],
  { request, promptTokens }: Booking,
  answerTokens: (limit: number) => number,
): Picodollars | null {
  let most = 0n;
  for (const { listing } of targets) {
    const limit = listing.model.output_tokens ?? longestAnswerTokens;
    const cost = highestCost(listing.model, request, { promptTokens, answerTokens: answerTokens(limit) });
    if (cost === null) return null;
    if (cost > most) most = cost;
  }
  return most;
}
