import type { Ability, ModelRow } from './model-row.ts';

export type Order = 'name' | 'newest' | 'input' | 'output' | 'context';

export type Filters = {
  /** Words that all occur in the name or the id. */
  words: string;
  provider: string;
  abilities: Ability[];
  /** US dollars for a million tokens of input; who has no known price is out. */
  mostInput: number | null;
  leastContext: number | null;
  free: boolean;
  /** Only models whose provider is on. */
  available: boolean;
  order: Order;
};

/** The models that fit, in the order asked for. What is not known comes last in any order. */
export function filterModels(models: readonly ModelRow[], filters: Filters): ModelRow[] {
  const words = filters.words.toLowerCase().split(/\s+/);
  const fits = (model: ModelRow): boolean => {
    const text = `${model.id} ${model.name}`.toLowerCase();
    return (
      words.every((word) => text.includes(word)) &&
      (filters.provider === '' || model.provider === filters.provider) &&
      filters.abilities.every((ability) => model.abilities.includes(ability)) &&
      (filters.mostInput === null || (priceOf(model, 'input') ?? Infinity) <= filters.mostInput) &&
      (filters.leastContext === null || (model.contextTokens ?? 0) >= filters.leastContext) &&
      (!filters.free || model.free) &&
      (!filters.available || model.available)
    );
  };
  return models.filter(fits).sort(orders[filters.order]);
}

type Compare = (a: ModelRow, b: ModelRow) => number;

const collator = new Intl.Collator('en', { numeric: true });

const byName: Compare = (a, b) => collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);

const orders: { [Name in Order]: Compare } = {
  name: byName,
  newest: (a, b) => laterFirst(a.released, b.released) || byName(a, b),
  input: (a, b) => upwards(priceOf(a, 'input'), priceOf(b, 'input')) || byName(a, b),
  output: (a, b) => upwards(priceOf(a, 'output'), priceOf(b, 'output')) || byName(a, b),
  context: (a, b) => upwards(negative(a.contextTokens), negative(b.contextTokens)) || byName(a, b),
};

const priceOf = ({ prices }: ModelRow, part: 'input' | 'output'): number | null =>
  prices === null ? null : Number(prices[part]);

const laterFirst = (a: string, b: string): number => (a === b ? 0 : a < b ? 1 : -1);

const negative = (count: number | null): number | null => (count === null ? null : -count);

function upwards(a: number | null, b: number | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null ? -1 : a - b;
}
