import type { CatalogModel, Rates } from '../model.ts';

/** What an update does to one model. */
export type Change = { provider: string; id: string } & (
  | { kind: 'added'; model: CatalogModel }
  | { kind: 'deprecated'; why: 'deprecated' | 'gone' }
  | { kind: 'limit'; field: 'context_tokens' | 'output_tokens'; from: number | null; to: number | null }
  | PriceChange
  /** Our price was read elsewhere, and stays. */
  | { kind: 'kept'; source: string; rate: string; ours: string; theirs: string }
);

export type PriceChange = {
  kind: 'price';
  /** `input`, or `input above 200000 tokens`. */
  rate: string;
  /** `null`: none. */
  from: string | null;
  to: string | null;
  /** More than ten times as much, or as little, or no longer free. */
  steep: boolean;
};

/** The rates that models.dev knows of. */
export const sourceRates = [
  'input',
  'output',
  'cached_input',
  'cache_write',
  'audio_input',
  'audio_output',
] as const satisfies (keyof Rates)[];
