import type { Usage } from '@parley/types';
import type { Rates } from './catalog/model.ts';

/** Something that is charged: so many, at this rate. Several may make one part of the cost. */
export type Billed = {
  part: Extract<keyof Usage, `cost_usd_${string}`>;
  /** Its name in `metadata.unpriced`. */
  what: string;
  count: number;
  rate: string | undefined;
  per: 1 | 1_000_000;
};

export const isUnpriced = ({ count, rate }: Billed): boolean => count > 0 && rate === undefined;

/**
 * All that is charged, each token once: those of a kind that has a rate of its own are taken out of the plain ones.
 * Sound without a rate of its own is no plain text, and neither is a write to a cache; images and cached input are.
 */
export function billedOf(usage: Usage, rates: Rates): Billed[] {
  const { request = '0', web_search: search } = rates;
  return [
    ...promptOf(usage, rates),
    ...completionOf(usage, rates),
    { part: 'cost_usd_request', what: 'request', count: 1, rate: request, per: 1 },
    ...used('cost_usd_web_search', 'web_searches', usage.web_searches ?? 0, search, 1),
  ];
}

function promptOf(usage: Usage, rates: Rates): Billed[] {
  const { prompt_tokens: tokens, prompt_tokens_details: details = {}, billed_prompt_tokens: told } = usage;
  const { audio_tokens: audioTokens = 0, image_tokens: imageTokens = 0 } = details;
  // Where the provider says what it bills, that is all it bills.
  const cached = told === undefined ? (details.cached_tokens ?? 0) : 0;
  const written = told === undefined ? (details.cache_write_tokens ?? 0) : 0;
  const forAnHour = Math.min(details.cache_write_1h_tokens ?? 0, written);
  const fresh = told ?? tokens - cached - written;
  const audio = Math.min(audioTokens, fresh);
  const images = rates.image_input === undefined ? 0 : Math.min(imageTokens, fresh - audio);
  return [
    ...always('cost_usd_input', fresh - audio - images, rates.input),
    ...always('cost_usd_cached_input', cached, rates.cached_input ?? rates.input),
    ...used('cost_usd_cache_write', 'cache_write_tokens', written - forAnHour, rates.cache_write),
    ...used('cost_usd_cache_write', 'cache_write_1h_tokens', forAnHour, rates.cache_write_1h),
    ...used('cost_usd_audio_input', 'audio_input_tokens', audio, rates.audio_input),
    ...used('cost_usd_image_input', 'image_input_tokens', images, rates.image_input),
  ];
}

function completionOf(usage: Usage, rates: Rates): Billed[] {
  const { completion_tokens_details: details = {}, generated_images: pieces = 0 } = usage;
  const { audio_tokens: audioTokens = 0, image_tokens: imageTokens = 0 } = details;
  const all = usage.billed_completion_tokens ?? usage.completion_tokens;
  const audio = Math.min(audioTokens, all);
  const hasImageRate = rates.image_output !== undefined || rates.image !== undefined;
  const images = hasImageRate ? Math.min(imageTokens, all - audio) : 0;
  const byThePiece = hasImageRate && (rates.image_output === undefined || imageTokens === 0);
  return [
    ...always('cost_usd_output', all - audio - images, rates.output),
    ...used('cost_usd_audio_output', 'audio_output_tokens', audio, rates.audio_output),
    ...(byThePiece
      ? used('cost_usd_image_output', 'image_output_tokens', pieces, rates.image, 1)
      : used('cost_usd_image_output', 'image_output_tokens', images, rates.image_output)),
  ];
}

const always = (part: Billed['part'], count: number, rate: string): Billed[] => [
  { part, what: part, count, rate, per: 1_000_000 },
];

const used = (
  part: Billed['part'],
  what: string,
  count: number,
  rate: string | undefined,
  per: Billed['per'] = 1_000_000,
): Billed[] => (count > 0 ? [{ part, what, count, rate, per }] : []);
