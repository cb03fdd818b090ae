import type { PriceRow, Rates } from '../model.ts';
import { modelsDev } from '../models-dev/price-row.ts';
import { type PriceChange, sourceRates } from './change.ts';

type Tier = NonNullable<PriceRow['tiers']>[number];

/**
 * Our newest price as the source would have it, and what that changes; an empty list: nothing. What the source doesn't
 * say stays, unless the price of a plain token moved: then the rates that hang on it are no longer known.
 */
export function reprice(known: PriceRow, stated: PriceRow): { row: PriceRow; changes: PriceChange[] } {
  const moved = !equal(known.input, stated.input) || !equal(known.output, stated.output);
  const { input: _input, output: _output, tiers: knownTiers, ...others } = known;
  const kept = moved ? independent(others) : others;
  const tiers =
    stated.tiers?.map((tier) => withOurBound(tier, knownTiers)) ?? (moved ? undefined : knownTiers);
  const row: PriceRow = {
    ...kept,
    ...stated,
    source: Object.keys(independent(others)).length > 0 ? known.source : modelsDev,
    ...(tiers === undefined ? {} : { tiers }),
  };
  return { row, changes: changesBetween(known, row) };
}

// The source doesn't tell "from 200000 tokens on" from "above 200000 tokens". We do.
function withOurBound(tier: Tier, known: Tier[] = []): Tier {
  const ours = known.find((one) => one.above_prompt_tokens === tier.above_prompt_tokens - 1);
  return { ...tier, above_prompt_tokens: ours?.above_prompt_tokens ?? tier.above_prompt_tokens };
}

/** What isn't counted in tokens of text: it has a price of its own. */
function independent({
  image_input,
  image_output,
  image,
  request,
  web_search,
}: Partial<PriceRow>): Partial<Rates> {
  const rates = { image_input, image_output, image, request, web_search };
  return Object.fromEntries(Object.entries(rates).filter(([, rate]) => rate !== undefined));
}

function changesBetween(before: PriceRow, after: PriceRow): PriceChange[] {
  const bounds = new Set(
    [before, after].flatMap(({ tiers = [] }) => tiers.map((tier) => tier.above_prompt_tokens)),
  );
  return [
    ...ratesBetween(before, after, ''),
    ...[...bounds]
      .sort((a, b) => a - b)
      .flatMap((bound) =>
        ratesBetween(tierAt(before, bound), tierAt(after, bound), ` above ${bound} tokens`),
      ),
  ];
}

const tierAt = ({ tiers = [] }: PriceRow, bound: number): Partial<Rates> =>
  tiers.find((tier) => tier.above_prompt_tokens === bound) ?? {};

const ratesBetween = (before: Partial<Rates>, after: Partial<Rates>, where: string): PriceChange[] =>
  [...sourceRates, 'cache_write_1h' as const].flatMap((name) => {
    const from = before[name] ?? null;
    const to = after[name] ?? null;
    if (from === to || (from !== null && to !== null && equal(from, to))) return [];
    return [{ kind: 'price', rate: `${name}${where}`, from, to, steep: isSteep(from, to) }];
  });

const equal = (a: string, b: string): boolean => Number(a) === Number(b);

function isSteep(from: string | null, to: string | null): boolean {
  if (from === null || to === null) return false;
  const [less, more] = [Number(from), Number(to)].sort((a, b) => a - b);
  return (more ?? 0) > 10 * (less ?? 0);
}
