import type { PriceRow as NamedPrice, Usage } from '@parley/types';
import { type Listing, listingId } from '../catalog/catalog.ts';
import type { PriceRow, Rates } from '../catalog/model.ts';
import { costOf, toDollars } from '../money.ts';

export type Priced = { usage: Usage; price: NamedPrice | null };

/**
 * Puts the cost beside the tokens. Parts are integers of picodollars and the total is their sum.
 * Without a price for all that was used there are no cost fields: unknown is not zero.
 */
export function price(usage: Usage, listing: Listing): Priced {
  const [row] = listing.model.prices;
  if (row === undefined) return { usage, price: null };
  const rates = ratesFor(row, usage.prompt_tokens);
  const cached = usage.prompt_tokens_details?.cached_tokens ?? 0;
  const written = usage.prompt_tokens_details?.cache_write_tokens ?? 0;
  const searches = usage.web_searches ?? 0;
  // A total without the searches would be wrong, and nobody could tell.
  if (searches > 0 && rates.web_search === undefined) return { usage, price: null };
  const parts = {
    cost_usd_input: costOf(usage.prompt_tokens - cached - written, rates.input, 1_000_000),
    cost_usd_output: costOf(usage.completion_tokens, rates.output, 1_000_000),
    cost_usd_cached_input: costOf(cached, rates.cached_input ?? rates.input, 1_000_000),
    ...(written > 0
      ? { cost_usd_cache_write: costOf(written, rates.cache_write ?? rates.input, 1_000_000) }
      : {}),
    cost_usd_request: costOf(1, rates.request ?? '0', 1),
    ...(searches > 0 ? { cost_usd_web_search: costOf(searches, rates.web_search ?? '0', 1) } : {}),
  };
  const total = Object.values(parts).reduce((sum, part) => sum + part, 0n);
  const dollars = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, toDollars(part)]));
  return {
    usage: { ...usage, cost_usd_total: toDollars(total), ...dollars },
    price: nameOf(listing, row, rates),
  };
}

/** The rates for a prompt of this length: those of the highest tier that it is longer than, over the plain ones. */
function ratesFor({ tiers = [], ...row }: PriceRow, promptTokens: number): Rates {
  const [tier] = tiers
    .filter((candidate) => promptTokens > candidate.above_prompt_tokens)
    .sort((a, b) => b.above_prompt_tokens - a.above_prompt_tokens);
  return { ...row, ...tier };
}

const nameOf = (listing: Listing, row: PriceRow, rates: Rates): NamedPrice => ({
  id: `${listingId(listing)}@${row.as_of}`,
  as_of: row.as_of,
  source: row.source,
  input_per_million: rates.input,
  output_per_million: rates.output,
  ...(rates.cached_input === undefined ? {} : { cached_input_per_million: rates.cached_input }),
  ...(rates.cache_write === undefined ? {} : { cache_write_per_million: rates.cache_write }),
  ...(rates.request === undefined ? {} : { per_request: rates.request }),
  ...(rates.web_search === undefined ? {} : { per_web_search: rates.web_search }),
});
