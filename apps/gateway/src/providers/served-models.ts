import { knownModels } from '../catalog/known-models.ts';
import { layerModels, type ModelOverride } from '../catalog/layer-models.ts';
import type { CatalogModel } from '../catalog/model.ts';
import { type CatalogUpdate, withUpdate } from '../catalog/update/catalog-update.ts';
import type { Config, ConfiguredModel } from '../config.ts';
import { knownProviders } from './index.ts';

/** What ships of a provider's models. */
export const shippedModels = (id: string): CatalogModel[] =>
  (Object.hasOwn(knownProviders, id) ? knownProviders[id]?.models?.() : undefined) ?? knownModels(id);

/** The models of a provider: what ships, the last update over it, and over both what the configuration says. */
export function servedModels(id: string, config: Config, update: CatalogUpdate): CatalogModel[] {
  const configured = Object.entries(config.providers[id]?.models ?? {}).map(
    ([name, model]) => [name, overrideOf(model)] as const,
  );
  return layerModels(withUpdate(shippedModels(id), id, update), Object.fromEntries(configured));
}

const overrideOf = ({ price, ...facts }: ConfiguredModel): ModelOverride => ({
  ...facts,
  ...(price === undefined ? {} : { prices: [{ ...price, source: price.source ?? 'config' }] }),
});
