import type { CatalogModel, PriceRow } from './model.ts';

/** What is said of a model over what was known of it, or of one that was not known. */
export type ModelOverride = Partial<Omit<CatalogModel, 'id'>>;

// What is taken for granted of a model until somebody says otherwise.
const undeclared: Omit<CatalogModel, 'id' | 'name'> = {
  released: '1970-01-01',
  context_tokens: null,
  output_tokens: null,
  input: ['text'],
  output: ['text'],
  abilities: ['streaming', 'tools', 'parallel_tools', 'json_object', 'json_schema'],
  reasoning: null,
  prices: [],
};

/** Puts one layer over another, field by field. Models that only one of them has stay, or are added. */
export function layerModels(base: CatalogModel[], over: { [id: string]: ModelOverride }): CatalogModel[] {
  const models = new Map(base.map((model) => [model.id, model]));
  for (const [id, given] of Object.entries(over)) {
    models.set(id, { ...(models.get(id) ?? { ...undeclared, id, name: id }), ...given });
  }
  return [...models.values()];
}

/** Both histories in one, newest first. Of two prices of one day the first list's stands. */
export function mergePrices(prices: PriceRow[], older: PriceRow[]): PriceRow[] {
  const byDay = new Map([...older, ...prices].map((row) => [row.as_of, row]));
  return [...byDay.values()].sort((a, b) => (a.as_of < b.as_of ? 1 : -1));
}
