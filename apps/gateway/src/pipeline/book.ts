import type { Deps } from '../deps.ts';
import { gatewayError } from '../gateway-error.ts';
import type { OpenedRequest } from '../ledger/ledger.ts';
import { costOf, type Picodollars } from '../money.ts';
import type { Target } from '../routing/target.ts';
import type { Admitted } from './admit.ts';
import type { Caller } from './authenticate.ts';

type Booking = {
  caller: Caller;
  /** Its place within the limits, which it gives back when it can't be booked. */
  admitted: Admitted;
  requestId: string;
  requestedModel: string;
  targets: readonly Target[];
  promptTokens: number;
  /** The most tokens that the answer may have, where the caller says so. */
  outputCap: number | null;
};

/** What an answer is taken to be as long as, where neither the caller nor the catalogue sets a bound. */
const longestAnswerTokens = 32_000;
const usualAnswerTokens = 1_000;

/** Puts a request on the books, with the most it can cost set aside: 402 when a budget does not reach, 503 without books. */
export async function book(booking: Booking, { ledger }: Pick<Deps, 'ledger'>): Promise<OpenedRequest> {
  const { caller, requestId, requestedModel, targets } = booking;
  const { keyId, holders } = caller;
  const most = mostOf(targets, booking, (limit) => Math.min(booking.outputCap ?? limit, limit));
  const estimate = mostOf(targets.slice(0, 1), booking, () =>
    Math.min(booking.outputCap ?? usualAnswerTokens, usualAnswerTokens),
  );
  const opened = await ledger.open({
    ...{ requestId, keyId, requestedModel, holders, most, estimate },
  });
  if (typeof opened === 'string') {
    await booking.admitted.leave(0);
    throw gatewayError(opened);
  }
  return opened;
}

/** What the dearest of these targets takes for so many tokens; `null`: one of them has no price. */
function mostOf(
  targets: readonly Target[],
  { promptTokens }: Booking,
  answerTokens: (limit: number) => number,
): Picodollars | null {
  let most = 0n;
  for (const { listing } of targets) {
    const [price] = listing.model.prices;
    if (price === undefined) return null;
    const limit = listing.model.output_tokens ?? longestAnswerTokens;
    // The dearest tier, and what is written to a cache is dearer than what is not.
    const rows = [price, ...(price.tiers ?? [])];
    const dearest = (amounts: (bigint | null)[]) =>
      amounts.reduce<bigint>((a, b) => (b !== null && b > a ? b : a), 0n);
    const of = (rate: string | undefined, count: number) =>
      rate === undefined ? null : costOf(count, rate, 1_000_000);
    const prompt = dearest(
      rows.flatMap((row) => [
        of(row.input, promptTokens),
        of(row.cache_write, promptTokens),
        of(row.cache_write_1h, promptTokens),
      ]),
    );
    const answer = dearest(rows.map((row) => of(row.output, answerTokens(limit))));
    const cost = prompt + answer + (price.request === undefined ? 0n : costOf(1, price.request, 1));
    if (cost > most) most = cost;
  }
  return most;
}
