import { type CatalogModel, nativeName } from '../../src/catalog/model.ts';
import { shippedModels } from '../../src/providers/served-models.ts';

/** An entry of models.dev/api.json, of which each test changes what it is about. */
export type Entry = {
  id: string;
  cost?: { [rate: string]: unknown };
  limit: { context: number; output: number };
  [field: string]: unknown;
};

/** What models.dev would have to say for a shipped model to stay as it is. */
export function entryOf(model: CatalogModel): Entry {
  const [price] = model.prices;
  return {
    id: nativeName(model),
    name: model.name,
    release_date: model.released,
    reasoning: model.reasoning !== null,
    tool_call: model.abilities?.includes('tools') ?? false,
    limit: { context: model.context_tokens ?? 0, output: model.output_tokens ?? 0 },
    modalities: { input: ['text'], output: ['text'] },
    ...(price === undefined ? {} : { cost: { input: Number(price.input), output: Number(price.output) } }),
  };
}

/** An answer of models.dev's about one provider: its shipped models as they are, and what `change` makes of them. */
export function modelsDevOf(provider: string, change: (entries: Map<string, Entry>) => void = () => {}) {
  const entries = new Map(shippedModels(provider).map((model) => [model.id, entryOf(model)]));
  change(entries);
  return {
    [provider]: {
      id: provider,
      models: Object.fromEntries([...entries.values()].map((entry) => [entry.id, entry])),
    },
  };
}
