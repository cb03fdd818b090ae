import type { ReasoningEffort } from '@parley/types';

export type Ability =
  | 'streaming'
  | 'tools'
  | 'parallel_tools'
  | 'vision'
  | 'audio_input'
  | 'documents'
  | 'json_object'
  | 'json_schema'
  | 'reasoning'
  | 'effort'
  | 'web_search'
  | 'image_output';

/** Decimal strings, US dollars: per million tokens, but for `request`, `web_search` and `image`, which are per one. */
export type Rates = {
  input: string;
  output: string;
  cached_input?: string;
  cache_write?: string;
  /** Of a cache that lasts an hour, where that costs something else. */
  cache_write_1h?: string;
  audio_input?: string;
  audio_output?: string;
  /** Of the tokens of images in the prompt, where they cost something else. */
  image_input?: string;
  /** Of the tokens of a generated image. */
  image_output?: string;
  /** Of one generated image, where images aren't counted in tokens. */
  image?: string;
  request?: string;
  web_search?: string;
};

/** Prices as they stood on a day. A tier replaces the rates it names when the prompt is longer than it says. */
export type PriceRow = Rates & {
  as_of: string;
  source: string;
  tiers?: (Partial<Rates> & { above_prompt_tokens: number })[];
};

export type ReasoningAbility = {
  /** Values of `reasoning_effort` that it takes; where it knows only budgets, those that the adapter turns into one. */
  efforts: NonNullable<ReasoningEffort>[];
  /** Whether it takes a number of tokens, and between which bounds. */
  budget: boolean;
  budget_min?: number;
  budget_max?: number;
  /** Whether it always reasons. */
  mandatory: boolean;
};

/** A model as one provider serves it. The catalogue's own format: data, in JSON. */
export type CatalogModel = {
  id: string;
  /** The provider's name for it, where it isn't the id. */
  native?: string;
  aliases?: string[];
  name: string;
  description?: string;
  released: string;
  /** `null`: not known. */
  context_tokens: number | null;
  output_tokens: number | null;
  input: ('text' | 'image' | 'audio' | 'file' | 'video')[];
  output: ('text' | 'image' | 'audio')[];
  /** `null`: not known, so nothing is refused on its account. */
  abilities: Ability[] | null;
  reasoning: ReasoningAbility | null;
  /** Newest first. Empty: the price is not known. */
  prices: PriceRow[];
  deprecated_at?: string;
};

/** A model that the catalogue lacks: sent on under its own name, unpriced, with nothing refused. */
export const uncataloguedModel = (id: string): CatalogModel => ({
  id,
  name: id,
  released: '1970-01-01',
  context_tokens: null,
  output_tokens: null,
  input: ['text'],
  output: ['text'],
  abilities: null,
  reasoning: null,
  prices: [],
});

export const nativeName = (model: CatalogModel): string => model.native ?? model.id;

/** Whether every price of the model is zero. A model without a price isn't free. */
export function isFree({ prices: [price] }: CatalogModel): boolean {
  if (price === undefined) return false;
  const { as_of: _asOf, source: _source, tiers = [], ...rates } = price;
  const dear = (rate: string): boolean => Number(rate) > 0;
  return ![rates, ...tiers.map(({ above_prompt_tokens: _bound, ...tier }) => tier)].some((row) =>
    Object.values(row).some(dear),
  );
}
