import { CatalogError } from '../catalog-error.ts';
import type { CatalogModel } from '../model.ts';
import { isChat } from '../models-dev/is-chat.ts';
import { modelsDev, toPriceRow } from '../models-dev/price-row.ts';
import type { ModelsDev } from '../models-dev/read-models-dev.ts';
import type { SourceModel } from '../models-dev/source-model.ts';
import { limitsOf, toCatalogModel } from '../models-dev/to-catalog-model.ts';
import type { Change } from './change.ts';
import { reprice } from './reprice.ts';

export type Plan = {
  changes: Change[];
  /** Every provider that the source speaks of, with all its models as they would be. */
  next: Map<string, CatalogModel[]>;
};

/**
 * What the source would change. Of models that are known it has the say on limits, prices and the end of their days;
 * abilities, names and aliases are ours. What it lacks altogether stays untouched. Throws a CatalogError where it lacks
 * most of a provider's models.
 */
export function planUpdate(
  source: ModelsDev,
  modelsOf: (provider: string) => CatalogModel[],
  asOf: string,
): Plan {
  const plan: Plan = { changes: [], next: new Map() };
  for (const [provider, theirs] of source.providers) {
    const refused = new Set(source.refused.flatMap((one) => (one.provider === provider ? [one.id] : [])));
    const known = modelsOf(provider);
    const byName = new Map(theirs.map((model) => [model.id, model]));
    const updated = known.map((model) => {
      const stated = namesOf(model).flatMap((name) => byName.get(name) ?? [])[0];
      const { next, changes } =
        stated === undefined ? vanished(model, asOf, refused) : restated(model, stated, asOf);
      plan.changes.push(...changes.map((change) => ({ provider, id: model.id, ...change })));
      return next;
    });
    const gone = plan.changes.filter((change) => change.provider === provider && isGone(change)).length;
    if (gone > known.length / 2)
      throw new CatalogError(
        `it lacks ${gone} of the ${known.length} models that ${provider} had: it can't be whole.`,
      );
    const taken = new Set(known.flatMap(namesOf));
    const added = theirs
      .filter((model) => !taken.has(model.id) && model.status !== 'deprecated' && isChat(model))
      .map((model) => named(toCatalogModel(model, provider, asOf), taken));
    plan.changes.push(...added.map((model) => ({ provider, id: model.id, kind: 'added' as const, model })));
    plan.next.set(provider, [...updated, ...added]);
  }
  return plan;
}

const isGone = (change: Change): boolean => change.kind === 'deprecated' && change.why === 'gone';

type DistributiveOmit<T, K extends PropertyKey> = T extends T ? Omit<T, K> : never;
type Step = { next: CatalogModel; changes: DistributiveOmit<Change, 'provider' | 'id'>[] };

const namesOf = ({ id, native, aliases = [] }: CatalogModel): string[] => [native ?? id, id, ...aliases];

// Two models of one provider that would go by the same name: the second keeps the provider's own.
function named(model: CatalogModel, taken: Set<string>): CatalogModel {
  const { native = model.id, ...rest } = model;
  const chosen = taken.has(model.id) ? { ...rest, id: native } : model;
  for (const name of namesOf(chosen)) taken.add(name);
  return chosen;
}

function restated(model: CatalogModel, stated: SourceModel, asOf: string): Step {
  const step: Step = { next: { ...model }, changes: [] };
  const limits = limitsOf(stated);
  for (const field of ['context_tokens', 'output_tokens'] as const) {
    const [from, to] = [model[field], limits[field]];
    if (to === null || to === from) continue;
    step.next[field] = to;
    step.changes.push({ kind: 'limit', field, from, to });
  }
  if (stated.status === 'deprecated' && model.deprecated_at === undefined) {
    step.next.deprecated_at = asOf;
    step.changes.push({ kind: 'deprecated', why: 'deprecated' });
  }
  return withPrice(step, model, stated, asOf);
}

function withPrice(step: Step, model: CatalogModel, stated: SourceModel, asOf: string): Step {
  const theirs = toPriceRow(stated, asOf);
  const [ours] = model.prices;
  if (theirs === null) return step;
  if (ours === undefined) {
    const change = { kind: 'price' as const, rate: 'input', from: null, to: theirs.input, steep: false };
    const output = { ...change, rate: 'output', to: theirs.output };
    return { next: { ...step.next, prices: [theirs] }, changes: [...step.changes, change, output] };
  }
  const { row, changes } = reprice(ours, theirs);
  if (changes.length === 0) return step;
  if (!ours.source.startsWith(modelsDev)) {
    const kept = changes.map(({ rate, from, to }) => ({
      kind: 'kept' as const,
      source: ours.source,
      rate,
      ours: from ?? 'none',
      theirs: to ?? 'none',
    }));
    return { ...step, changes: [...step.changes, ...kept] };
  }
  const older = model.prices.filter(({ as_of }) => as_of !== asOf);
  return { next: { ...step.next, prices: [row, ...older] }, changes: [...step.changes, ...changes] };
}

// What was never read there can't have gone from there.
function vanished(model: CatalogModel, asOf: string, refused: Set<string>): Step {
  const readThere = model.prices[0]?.source.startsWith(modelsDev) ?? false;
  const hasGone =
    readThere && model.deprecated_at === undefined && !namesOf(model).some((name) => refused.has(name));
  if (!hasGone) return { next: model, changes: [] };
  return { next: { ...model, deprecated_at: asOf }, changes: [{ kind: 'deprecated', why: 'gone' }] };
}
