import type { PriceRow, Rates } from '../model.ts';
import type { SourceCost, SourceModel } from './source-model.ts';

export const modelsDev = 'models.dev';

/** The prices of a model, or `null` when there are none, or none that can be said in ours. */
export function toPriceRow({ cost, modalities }: SourceModel, asOf: string): PriceRow | null {
  // Pictures have a price of their own, and it isn't told from that of words.
  if (cost === undefined || reasonsAtAnotherPrice(cost) || modalities.output.includes('image')) return null;
  const tiers = (cost.tiers ?? [])
    .map(({ tier, ...rates }) => ({ above_prompt_tokens: tier.size, ...ratesOf(rates) }))
    .filter((tier) => tier.input !== undefined || tier.output !== undefined);
  return {
    as_of: asOf,
    source: modelsDev,
    input: decimal(cost.input),
    output: decimal(cost.output),
    ...ratesOf(cost),
    ...(tiers.length === 0 ? {} : { tiers }),
  };
}

// The rest of the answer would be priced wrongly, or its thoughts.
const reasonsAtAnotherPrice = ({ reasoning, output }: SourceCost): boolean =>
  reasoning !== undefined && reasoning !== output;

const rateNames = {
  input: 'input',
  output: 'output',
  cache_read: 'cached_input',
  cache_write: 'cache_write',
  input_audio: 'audio_input',
  output_audio: 'audio_output',
} as const satisfies { [theirs: string]: keyof Rates };

function ratesOf(cost: SourceCost): Partial<Rates> {
  const rates: Partial<Rates> = {};
  for (const theirs of [
    'input',
    'output',
    'cache_read',
    'cache_write',
    'input_audio',
    'output_audio',
  ] as const) {
    const price = cost[theirs];
    // A zero beside what costs something stands for a price that nobody entered.
    if (price === undefined || (price === 0 && (cost.input ?? 0) > 0)) continue;
    rates[rateNames[theirs]] = decimal(price);
  }
  return rates;
}

/** A decimal string without the noise of a double, and without an exponent. */
const decimal = (price: number): string =>
  Number(price.toPrecision(12))
    .toFixed(10)
    .replace(/\.?0+$/, '');
