import type { PriceRow, Usage } from '@parley/types';
import { priceOf } from '../money.ts';

export const costParts = [
  'cost_usd_input',
  'cost_usd_output',
  'cost_usd_cached_input',
  'cost_usd_cache_write',
  'cost_usd_request',
  'cost_usd_web_search',
  'cost_usd_audio_input',
  'cost_usd_audio_output',
  'cost_usd_image_input',
  'cost_usd_image_output',
] as const satisfies (keyof Usage)[];

/**
 * What each part costs at these prices, in picodollars: each product rounded once, half up. Tokens of a kind with a
 * price of its own are taken out of the plain ones, as many as these hold.
 */
export function expectedCost(usage: Usage, price: PriceRow): Record<(typeof costParts)[number], bigint> {
  const asked = usage.prompt_tokens_details ?? {};
  const answered = usage.completion_tokens_details ?? {};
  const billed = usage.billed_prompt_tokens;
  // Where the provider says what it bills, that is all it bills.
  const cached = billed === undefined ? (asked.cached_tokens ?? 0) : 0;
  const written = billed === undefined ? (asked.cache_write_tokens ?? 0) : 0;
  const writtenForAnHour = Math.min(asked.cache_write_1h_tokens ?? 0, written);

  const prompt = takeFrom(billed ?? usage.prompt_tokens - cached - written);
  const audioInput = prompt.take(asked.audio_tokens, price.audio_input_per_million);
  const imageInput = prompt.take(asked.image_tokens, price.image_input_per_million);

  const byThePiece = price.image_output_per_million === undefined || (answered.image_tokens ?? 0) === 0;
  const completion = takeFrom(usage.billed_completion_tokens ?? usage.completion_tokens);
  const audioOutput = completion.take(answered.audio_tokens, price.audio_output_per_million);
  const imageOutput = completion.take(
    answered.image_tokens,
    price.image_output_per_million ?? price.per_image,
  );

  return {
    cost_usd_input: perMillion(prompt.left(), price.input_per_million),
    cost_usd_output: perMillion(completion.left(), price.output_per_million),
    cost_usd_cached_input: perMillion(cached, price.cached_input_per_million ?? price.input_per_million),
    cost_usd_cache_write:
      perMillion(written - writtenForAnHour, price.cache_write_per_million) +
      perMillion(writtenForAnHour, price.cache_write_1h_per_million),
    cost_usd_request: priceOf(1, price.per_request ?? '0', 1),
    cost_usd_web_search: priceOf(usage.web_searches ?? 0, price.per_web_search ?? '0', 1),
    cost_usd_audio_input: perMillion(audioInput, price.audio_input_per_million),
    cost_usd_audio_output: perMillion(audioOutput, price.audio_output_per_million),
    cost_usd_image_input: perMillion(imageInput, price.image_input_per_million),
    cost_usd_image_output: byThePiece
      ? priceOf(usage.generated_images ?? 0, price.per_image ?? '0', 1)
      : perMillion(imageOutput, price.image_output_per_million),
  };
}

/** What was used and charged for, and has no price here: with any of it there can be no cost. */
export function unpricedIn(usage: Usage, price: PriceRow): string[] {
  const asked = usage.prompt_tokens_details ?? {};
  const answered = usage.completion_tokens_details ?? {};
  const written = usage.billed_prompt_tokens === undefined ? (asked.cache_write_tokens ?? 0) : 0;
  const writtenForAnHour = Math.min(asked.cache_write_1h_tokens ?? 0, written);
  const uncounted = (answered.image_tokens ?? 0) === 0 && price.image_output_per_million !== undefined;
  const used: [what: string, count: number | undefined, price: string | undefined][] = [
    ['web_searches', usage.web_searches, price.per_web_search],
    ['cache_write_tokens', written - writtenForAnHour, price.cache_write_per_million],
    ['cache_write_1h_tokens', writtenForAnHour, price.cache_write_1h_per_million],
    ['audio tokens of the prompt', asked.audio_tokens, price.audio_input_per_million],
    ['audio tokens of the completion', answered.audio_tokens, price.audio_output_per_million],
    ['generated_images', uncounted ? usage.generated_images : 0, price.per_image],
  ];
  return used.flatMap(([what, count = 0, rate]) => (count > 0 && rate === undefined ? [what] : []));
}

const perMillion = (tokens: number, price = '0') => priceOf(Math.max(0, tokens), price, 1_000_000);

function takeFrom(tokens: number) {
  let left = Math.max(0, tokens);
  return {
    /** As many as there are, of a kind that has a price of its own; of another kind none. */
    take(wanted = 0, price: string | undefined): number {
      const taken = price === undefined ? 0 : Math.min(wanted, left);
      left -= taken;
      return taken;
    },
    left: () => left,
  };
}
