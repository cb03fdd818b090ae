import type { Model, ModelPricing } from '@parley/types';
import { type Listing, listingId } from './catalog.ts';
import { isFree, type PriceRow } from './model.ts';
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

function pricing(row: PriceRow | undefined): ModelPricing {
  if (row === undefined) return null;
  return {
    prompt: perToken(row.input),
    completion: perToken(row.output),
    ...(row.cached_input === undefined ? {} : { input_cache_read: perToken(row.cached_input) }),
    ...(row.cache_write === undefined ? {} : { input_cache_write: perToken(row.cache_write) }),
    ...(row.request === undefined ? {} : { request: row.request }),
    ...(row.web_search === undefined ? {} : { web_search: row.web_search }),
    as_of: row.as_of,
    source: row.source,
  };
}
