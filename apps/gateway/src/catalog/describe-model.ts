import type { Model, ModelPricing } from '@parley/types';
import { type Listing, listingId } from './catalog.ts';
import { isFree, type PriceRow, type Rates } from './model.ts';
import { perToken } from './per-token.ts';

/** A listing as `GET /v1/models` shows it. */
export function describeModel(
  listing: Listing,
  supportedParameters: readonly string[],
  available: boolean,
): Model {
  const { provider, model } = listing;
  const can = (ability: NonNullable<typeof model.abilities>[number]) =>
    model.abilities?.includes(ability) ?? false;
  return {
    id: listingId(listing),
    object: 'model',
    created: Math.floor(Date.parse(model.released) / 1000),
    owned_by: provider,
    canonical_slug: model.id,
    name: model.name,
    description: model.description ?? '',
    context_length: model.context_tokens,
    architecture: {
      modality: `${model.input.join('+')}->${model.output.join('+')}`,
      input_modalities: model.input,
      output_modalities: model.output,
      tokenizer: null,
      instruct_type: null,
    },
    pricing: pricing(model.prices[0]),
    top_provider: {
      context_length: model.context_tokens,
      max_completion_tokens: model.output_tokens,
      is_moderated: false,
    },
    per_request_limits: null,
    supported_parameters: [...supportedParameters],
    default_parameters: null,
    abilities: {
      streaming: can('streaming'),
      tools: can('tools'),
      parallel_tools: can('parallel_tools'),
      vision: can('vision'),
      audio_input: can('audio_input'),
      documents: can('documents'),
      json_object: can('json_object'),
      json_schema: can('json_schema'),
      web_search: can('web_search'),
      image_output: can('image_output'),
      reasoning: model.reasoning,
    },
    free: isFree(model),
    available,
    deprecated_at: model.deprecated_at ?? null,
  };
}

type Pricing = NonNullable<ModelPricing>;
type Tier = NonNullable<Pricing['tiers']>[number];

const perMillion = [
  ['cached_input', 'input_cache_read'],
  ['cache_write', 'input_cache_write'],
  ['cache_write_1h', 'input_cache_write_1h'],
  ['audio_input', 'input_audio'],
  ['audio_output', 'output_audio'],
  ['image_input', 'input_image'],
  ['image_output', 'output_image'],
] as const satisfies [keyof Rates, keyof Pricing][];

const perOne = ['image', 'request', 'web_search'] as const satisfies (keyof Rates & keyof Pricing)[];

const tierRates = [
  ['input', 'prompt'],
  ['output', 'completion'],
  ['cached_input', 'input_cache_read'],
  ['cache_write', 'input_cache_write'],
  ['cache_write_1h', 'input_cache_write_1h'],
  ['audio_input', 'input_audio'],
  ['audio_output', 'output_audio'],
] as const satisfies [keyof Rates, keyof Tier][];

function pricing(row: PriceRow | undefined): ModelPricing {
  if (row === undefined) return null;
  const shown: Pricing = { prompt: perToken(row.input), completion: perToken(row.output) };
  for (const [rate, name] of perMillion) {
    const price = row[rate];
    if (price !== undefined) shown[name] = perToken(price);
  }
  for (const rate of perOne) {
    const price = row[rate];
    if (price !== undefined) shown[rate] = price;
  }
  if (row.tiers !== undefined) shown.tiers = row.tiers.map(tierOf);
  return { ...shown, as_of: row.as_of, source: row.source };
}

function tierOf({ above_prompt_tokens, ...rates }: NonNullable<PriceRow['tiers']>[number]): Tier {
  const shown: Tier = { above_prompt_tokens };
  for (const [rate, name] of tierRates) {
    const price = rates[rate];
    if (price !== undefined) shown[name] = perToken(price);
  }
  return shown;
}
