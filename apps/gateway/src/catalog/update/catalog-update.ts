import { layerModels, type ModelOverride, mergePrices } from '../layer-models.ts';
import type { CatalogModel, PriceRow } from '../model.ts';

/** What the last `parley catalog update` found: a file of the data directory, put over what ships. */
export type CatalogUpdate = {
  source: string;
  as_of: string;
  /** By provider, then by the model's id. */
  providers: { [provider: string]: { [id: string]: ModelOverride } };
};

export const noUpdate: CatalogUpdate = { source: 'none', as_of: '0000-01-01', providers: {} };

/**
 * A provider's models with the update put over them. Whoever looked last is right: what the update says of a model
 * that ships with a newer price is passed over.
 */
export function withUpdate(shipped: CatalogModel[], provider: string, update: CatalogUpdate): CatalogModel[] {
  const given = Object.hasOwn(update.providers, provider) ? (update.providers[provider] ?? {}) : {};
  const known = new Map(shipped.map((model) => [model.id, model]));
  const over = Object.entries(given).flatMap(([id, { prices, ...facts }]) => {
    const before = known.get(id)?.prices ?? [];
    if (before[0] !== undefined && before[0].as_of > update.as_of) return [];
    return [[id, { ...facts, prices: mergePrices(prices ?? [], before) }] as const];
  });
  return layerModels(shipped, Object.fromEntries(over));
}

/** The update that makes `next` of what ships: no more is kept than what differs. */
export function updateTo(
  next: Map<string, CatalogModel[]>,
  shippedModels: (provider: string) => CatalogModel[],
  { source, asOf }: { source: string; asOf: string },
): CatalogUpdate {
  const providers: CatalogUpdate['providers'] = {};
  for (const [provider, models] of next) {
    const shipped = new Map(shippedModels(provider).map((model) => [model.id, model]));
    const overrides = models.flatMap((model) => {
      const override = overrideFor(model, shipped.get(model.id));
      return override === null ? [] : [[model.id, override] as const];
    });
    if (overrides.length > 0) providers[provider] = Object.fromEntries(overrides);
  }
  return { source, as_of: asOf, providers };
}

function overrideFor(
  { id: _id, ...model }: CatalogModel,
  shipped: CatalogModel | undefined,
): ModelOverride | null {
  if (shipped === undefined) return model;
  const { context_tokens, output_tokens, deprecated_at } = model;
  const prices = model.prices.filter((row) => !shipped.prices.some((known) => same(known, row)));
  const override: ModelOverride = {
    ...(context_tokens === shipped.context_tokens ? {} : { context_tokens }),
    ...(output_tokens === shipped.output_tokens ? {} : { output_tokens }),
    ...(deprecated_at === undefined || deprecated_at === shipped.deprecated_at ? {} : { deprecated_at }),
    ...(prices.length === 0 ? {} : { prices }),
  };
  return Object.keys(override).length === 0 ? null : override;
}

const same = (a: PriceRow, b: PriceRow): boolean => JSON.stringify(a) === JSON.stringify(b);
