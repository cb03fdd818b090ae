// https://models.dev/api.json
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { CatalogError } from '../catalog-error.ts';
import { providerName } from './provider-names.ts';
import schema from './source-model.schema.json' with { type: 'json' };
import type { SourceModel } from './source-model.ts';

export type Refusal = { provider: string; id: string; why: string };

export type ModelsDev = {
  /** Models by our names of their providers; of ours only. */
  providers: Map<string, SourceModel[]>;
  /** Entries that can't be true, or aren't models. */
  refused: Refusal[];
};

/**
 * Reads what models.dev publishes about these providers. An entry with a negative price, or without a name, is refused
 * by itself. Throws a CatalogError when the whole isn't of models.dev's shape.
 */
export function readModelsDev(document: unknown, wanted: readonly string[]): ModelsDev {
  const validate = new Ajv2020({ strictTypes: false }).compile<SourceModel>(schema);
  const read: ModelsDev = { providers: new Map(), refused: [] };
  for (const [theirs, provider] of entriesOf(document)) {
    const name = providerName(theirs);
    if (!wanted.includes(name)) continue;
    const models: SourceModel[] = [];
    for (const [id, model] of entriesOf(fieldOf(provider, 'models'))) {
      if (validate(model)) models.push(model);
      else read.refused.push({ provider: name, id, why: complaint(validate.errors?.[0]) });
    }
    read.providers.set(name, models);
  }
  if ([...read.providers.values()].every((models) => models.length === 0))
    throw new CatalogError(
      'it names no model of any provider that is known here, as models.dev/api.json does.',
    );
  return read;
}

const complaint = (error: ErrorObject | undefined): string =>
  error === undefined ? 'not a model' : `${error.instancePath.slice(1) || 'it'} ${error.message}`;

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

const fieldOf = (value: unknown, field: string): unknown =>
  entriesOf(value).find(([name]) => name === field)?.[1];
