import type { PriceRow, Usage } from '@parley/types';
import { picodollars, showDollars } from '../../../../packages/validator/src/money.ts';
import { costParts, expectedCost } from '../../../../packages/validator/src/rules/expected-cost.ts';

export type Part = (typeof costParts)[number];

/** One part of a cost: what the answer says, and what its counts and its prices make. Dollars as decimals. */
export type BillLine = {
  part: Part;
  label: string;
  /** `null` where several counts make it. */
  count: number | null;
  /** The price, and for how many. */
  price: string;
  per: 'million' | 'one';
  told: string;
  recomputed: string;
};

export type Bill = {
  lines: BillLine[];
  told: string;
  recomputed: string;
  /** Whether each part and the total are the same to the picodollar. */
  agrees: boolean;
};

/** The cost of an answer, done again by the rules of the contract (U1 to U9). `null`: the answer tells no cost. */
export function billOf(usage: Usage, price: PriceRow): Bill | null {
  if (usage.cost_usd_total === undefined) return null;
  const expected = expectedCost(usage, price);
  const told = (part: Part): bigint => picodollars(usage[part] ?? 0);
  const sum = costParts.reduce((total, part) => total + expected[part], 0n);
  const shown = costParts.filter(
    (part) =>
      expected[part] !== 0n || told(part) !== 0n || part === 'cost_usd_input' || part === 'cost_usd_output',
  );
  return {
    lines: shown.map((part) => ({
      part,
      ...describe(part, usage, price),
      told: dollars(told(part)),
      recomputed: dollars(expected[part]),
    })),
    told: dollars(picodollars(usage.cost_usd_total)),
    recomputed: dollars(sum),
    agrees:
      sum === picodollars(usage.cost_usd_total) && costParts.every((part) => expected[part] === told(part)),
  };
}

/** Exact, without an exponent: `0.00003991`. */
export const dollars = (pico: bigint): string => showDollars(pico).replace(' USD', '');

function describe(
  part: Part,
  usage: Usage,
  price: PriceRow,
): Pick<BillLine, 'label' | 'count' | 'price' | 'per'> {
  const asked = usage.prompt_tokens_details ?? {};
  const answered = usage.completion_tokens_details ?? {};
  const apart = (count: number | undefined, rate: string | undefined) =>
    rate === undefined ? 0 : (count ?? 0);
  const million = (label: string, count: number | null, rate = '0') =>
    ({ label, count, price: rate, per: 'million' }) as const;
  const one = (label: string, count: number, rate = '0') =>
    ({ label, count, price: rate, per: 'one' }) as const;
  const cached = asked.cached_tokens ?? 0;
  const written = asked.cache_write_tokens ?? 0;
  switch (part) {
    case 'cost_usd_input': {
      const plain =
        usage.billed_prompt_tokens ??
        usage.prompt_tokens -
          (cached + written) -
          apart(asked.audio_tokens, price.audio_input_per_million) -
          apart(asked.image_tokens, price.image_input_per_million);
      return million('Input', plain, price.input_per_million);
    }
    case 'cost_usd_output': {
      const plain =
        (usage.billed_completion_tokens ?? usage.completion_tokens) -
        apart(answered.audio_tokens, price.audio_output_per_million) -
        apart(answered.image_tokens, price.image_output_per_million ?? price.per_image);
      return million('Output', plain, price.output_per_million);
    }
    case 'cost_usd_cached_input':
      return million('Cached input', cached, price.cached_input_per_million ?? price.input_per_million);
    case 'cost_usd_cache_write': {
      const count = (asked.cache_write_1h_tokens ?? 0) > 0 ? null : written;
      return million('Cache write', count, price.cache_write_per_million);
    }
    case 'cost_usd_request':
      return one('The request', 1, price.per_request);
    case 'cost_usd_web_search':
      return one('Web searches', usage.web_searches ?? 0, price.per_web_search);
    case 'cost_usd_audio_input':
      return million('Audio in', asked.audio_tokens ?? 0, price.audio_input_per_million);
    case 'cost_usd_audio_output':
      return million('Audio out', answered.audio_tokens ?? 0, price.audio_output_per_million);
    case 'cost_usd_image_input':
      return million('Images in', asked.image_tokens ?? 0, price.image_input_per_million);
    case 'cost_usd_image_output':
      return price.image_output_per_million === undefined
        ? one('Images', usage.generated_images ?? 0, price.per_image)
        : million('Images out', answered.image_tokens ?? 0, price.image_output_per_million);
  }
}
