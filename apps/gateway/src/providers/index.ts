import { models } from '@parley/simulator';
import type { CatalogModel } from '../catalog/model.ts';
import { simulatorModels } from '../catalog/simulator-models.ts';
import type { Adapter } from './adapter.ts';
import { openai } from './openai/index.ts';
import { openaiCompatible } from './openai-compatible/index.ts';

export type KnownProvider = {
  adapter: Adapter;
  /** `null`: known only once it runs. */
  baseUrl: string | null;
  /** Environment variables that hold its key, the first that is set wins. */
  keys: string[];
  /** Its models, when they don't stand in the catalogue's files. */
  models?: () => CatalogModel[];
};

/** Every provider that a key alone switches on. The only list of them. */
export const knownProviders: Record<string, KnownProvider> = {
  openai: { adapter: openai, baseUrl: 'https://api.openai.com/v1', keys: ['OPENAI_API_KEY'] },
  simulator: {
    adapter: openai,
    baseUrl: null,
    keys: [],
    models: () => simulatorModels(models, '2026-11-22'),
  },
};

/** Adapters that a provider in the config can name. */
export const adapters: Record<string, Adapter> = Object.fromEntries(
  [openaiCompatible, openai].map((adapter) => [adapter.id, adapter]),
);
