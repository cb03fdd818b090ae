import { type JsonObject, show } from '../json.ts';
import { type Alternative, isValue } from './alternatives.ts';
import type { Comparer } from './comparer.ts';
import { type Difference, differs } from './difference.ts';
import { allows, typeOf, typesNamed, typesOf, valuesListed, valuesOf } from './types.ts';

const listed = (types: readonly string[]): string => types.join('|');

export function typeDifferences(narrow: Alternative, wide: JsonObject): Difference[] {
  const types = typesNamed(wide);
  if (types === null || allows(types, narrow.type)) return [];
  const named = narrow.parts.some((part) => typesNamed(part) !== null);
  return [differs('type', named ? listed(typesOf(narrow.parts)) : 'any', listed(types))];
}

export function valueDifferences(narrow: Alternative, wide: JsonObject, comparer: Comparer): Difference[] {
  const values = valuesListed(wide);
  if (values === null || isValue(narrow, values)) return [];
  // The old contract told its readers to expect more values of this kind.
  const isExtensible = comparer.direction === 'response' && wide['x-extensible-enum'] === true;
  if (isExtensible && allows(values.map(typeOf), narrow.type)) return [];
  if (narrow.value === undefined) return [differs('enum', `any ${narrow.type}`, show(values))];
  const before = typesOf(narrow.parts).flatMap((type) => valuesOf(originals(narrow), type) ?? []);
  return [differs('enum', show(before), show(values), [show(narrow.value.is)])];
}

// The last part of a value's alternative is the value itself, spelled out.
const originals = (narrow: Alternative): JsonObject[] => narrow.parts.slice(0, -1);
