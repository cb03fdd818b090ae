import type { Model, ModelPricing } from '@parley/types';

/** A model as the page knows it: a small part of what the gateway says of it. */
export type ModelRow = {
  /** `provider/model`. */
  id: string;
  provider: string;
  name: string;
  /** A day: 2026-08-01. */
  released: string;
  contextTokens: number | null;
  outputTokens: number | null;
  /** US dollars as decimals, for a million tokens or for one of what has no tokens. `null`: not known. */
  prices: Prices | null;
  abilities: string[];
  /** Values of `reasoning_effort` that it takes. */
  efforts: string[];
  free: boolean;
  /** Whether its provider is on, at the gateway that was asked. */
  available: boolean;
  deprecatedAt: string | null;
};

export type Prices = {
  input: string;
  output: string;
  /** The other prices that it has, by what they are called. */
  others: { [label: string]: string };
  /** Above this many tokens of prompt, other prices hold. */
  changesAbove: number | null;
  asOf: string | null;
  source: string | null;
};

export const abilityLabels = {
  tools: 'tools',
  parallel_tools: 'parallel tools',
  reasoning: 'reasoning',
  vision: 'vision',
  documents: 'documents',
  audio_input: 'audio',
  json_object: 'JSON',
  json_schema: 'JSON schema',
  web_search: 'web search',
  image_output: 'draws',
} as const;

export type Ability = keyof typeof abilityLabels;

export const abilities = Object.keys(abilityLabels).filter((name): name is Ability =>
  Object.hasOwn(abilityLabels, name),
);

export function toRow(model: Model): ModelRow {
  const { reasoning } = model.abilities;
  return {
    id: model.id,
    provider: model.owned_by,
    name: model.name,
    released: new Date(model.created * 1000).toISOString().slice(0, 10),
    contextTokens: model.context_length,
    outputTokens: model.top_provider.max_completion_tokens,
    prices: pricesOf(model.pricing),
    abilities: abilities.filter((name) =>
      name === 'reasoning' ? reasoning !== null : model.abilities[name],
    ),
    efforts: reasoning?.efforts ?? [],
    free: model.free,
    available: model.available,
    deprecatedAt: model.deprecated_at,
  };
}

function pricesOf(pricing: ModelPricing): Prices | null {
  if (pricing === null) return null;
  const million: [label: string, price: string | undefined][] = [
    ['Cached input, per million', pricing.input_cache_read],
    ['Cache write, per million', pricing.input_cache_write],
    ['Cache write for an hour, per million', pricing.input_cache_write_1h],
    ['Audio in, per million', pricing.input_audio],
    ['Audio out, per million', pricing.output_audio],
    ['Images in, per million', pricing.input_image],
    ['Images out, per million', pricing.output_image],
  ];
  const one: [label: string, price: string | undefined][] = [
    ['Each image', pricing.image],
    ['Each request', pricing.request],
    ['Each web search', pricing.web_search],
  ];
  const others = [
    ...million.flatMap(([label, price]) => (price === undefined ? [] : [[label, perMillion(price)]])),
    ...one.flatMap(([label, price]) => (price === undefined || Number(price) === 0 ? [] : [[label, price]])),
  ];
  return {
    input: perMillion(pricing.prompt),
    output: perMillion(pricing.completion),
    others: Object.fromEntries(others),
    changesAbove: pricing.tiers?.[0]?.above_prompt_tokens ?? null,
    asOf: pricing.as_of ?? null,
    source: pricing.source ?? null,
  };
}

/** A decimal times a million, exactly. */
export function perMillion(price: string): string {
  const [whole = '0', fraction = ''] = price.split('.');
  const digits = fraction.padEnd(6, '0');
  const left = `${whole}${digits.slice(0, 6)}`.replace(/^0+(?=\d)/, '');
  const right = digits.slice(6).replace(/0+$/, '');
  return right === '' ? left : `${left}.${right}`;
}
