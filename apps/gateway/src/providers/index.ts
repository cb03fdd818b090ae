import type { Adapter } from './adapter.ts';
import { openai } from './openai/index.ts';
import { openaiCompatible } from './openai-compatible/index.ts';

export type KnownProvider = {
  adapter: Adapter;
  /** `null`: known only once it runs. */
  baseUrl: string | null;
  /** Environment variables that hold its key, the first that is set wins. */
  keys: string[];
};

/** Every provider that a key alone switches on. The only list of them. */
export const knownProviders: Record<string, KnownProvider> = {
  openai: { adapter: openai, baseUrl: 'https://api.openai.com/v1', keys: ['OPENAI_API_KEY'] },
  simulator: { adapter: openai, baseUrl: null, keys: [] },
};

/** Adapters that a provider in the config can name. */
export const adapters: Record<string, Adapter> = Object.fromEntries(
  [openaiCompatible, openai].map((adapter) => [adapter.id, adapter]),
);
