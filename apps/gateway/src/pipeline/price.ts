import type { PriceRow as NamedPrice, Usage } from '@parley/types';
import { type Billed, billedOf, isUnpriced } from '../billed.ts';
import { type Listing, listingId } from '../catalog/catalog.ts';
import type { PriceRow, Rates } from '../catalog/model.ts';
import { costOf, type Picodollars, toDollars } from '../money.ts';
import { isCounted, type ReportedUsage } from '../providers/reported-usage.ts';

/** The prices of a cost; or, where there is none, what has no price. */
export type PriceClaim = { price: NamedPrice } | { unpriced: string[] };

export type Priced = { usage: Usage; claim: PriceClaim };

/**
 * Puts the cost beside the tokens. Parts are integers of picodollars and the total is their sum.
 * Without a price for all that was used, or `uncounted`, there are no cost fields: unknown is not zero.
 */
export function price(usage: Usage, uncounted: readonly string[], listing: Listing): Priced {
  const [row] = listing.model.prices;
  if (row === undefined) return { usage, claim: { unpriced: ['model'] } };
  const rates = ratesFor(row, usage.prompt_tokens);
  const billed = billedOf(usage, rates);
  const unpriced = [...uncounted, ...billed.filter(isUnpriced).map(({ what }) => what)];
  if (unpriced.length > 0) return { usage, claim: { unpriced: [...new Set(unpriced)] } };
  return { usage: { ...usage, ...costsOf(billed) }, claim: { price: nameOf(listing, row, rates) } };
}

/** What a provider charges for an attempt that failed; `null` where it doesn't say what was used. */
export function priceReported(reported: ReportedUsage | null, listing: Listing): Usage | null {
  if (!isCounted(reported)) return null;
  const { unpriced = [], anomalies: _anomalies, ...usage } = reported;
  return price(usage, unpriced, listing).usage;
}

function costsOf(billed: readonly Billed[]): Partial<Usage> {
  const parts = new Map<Billed['part'], Picodollars>();
  let total = 0n;
  for (const { part, count, rate, per } of billed) {
    const cost = costOf(count, rate ?? '0', per);
    parts.set(part, (parts.get(part) ?? 0n) + cost);
    total += cost;
  }
  const costs: Partial<Usage> = { cost_usd_total: toDollars(total) };
  for (const [part, amount] of parts) costs[part] = toDollars(amount);
  return costs;
}

/** The rates for a prompt of this length: those of the highest tier that it is longer than, over the plain ones. */
function ratesFor(price: PriceRow, promptTokens: number): Rates {
  if (price.tiers === undefined) return price;
  const { tiers, ...row } = price;
  const [tier] = tiers
    .filter((candidate) => promptTokens > candidate.above_prompt_tokens)
    .sort((a, b) => b.above_prompt_tokens - a.above_prompt_tokens);
  return { ...row, ...tier };
}

const optionalRates = [
  ['cached_input', 'cached_input_per_million'],
  ['cache_write', 'cache_write_per_million'],
  ['cache_write_1h', 'cache_write_1h_per_million'],
  ['audio_input', 'audio_input_per_million'],
  ['audio_output', 'audio_output_per_million'],
  ['image_input', 'image_input_per_million'],
  ['image_output', 'image_output_per_million'],
  ['image', 'per_image'],
  ['request', 'per_request'],
  ['web_search', 'per_web_search'],
] as const satisfies [keyof Rates, keyof NamedPrice][];

function nameOf(listing: Listing, row: PriceRow, rates: Rates): NamedPrice {
  const named: NamedPrice = {
    id: `${listingId(listing)}@${row.as_of}`,
    as_of: row.as_of,
    source: row.source,
    input_per_million: rates.input,
    output_per_million: rates.output,
  };
  for (const [rate, name] of optionalRates) {
    const value = rates[rate];
    if (value !== undefined) named[name] = value;
  }
  return named;
}
