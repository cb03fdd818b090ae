import { isObject, type JsonObject, objectAt, stringAt } from '../json.ts';
import type { Alternative } from './alternatives.ts';
import type { Comparer } from './comparer.ts';
import { type Difference, differs, under } from './difference.ts';
import { declaredNames, isDeclaredAsMap } from './members.ts';
import type { Resolve } from './references.ts';
import { type Schema, schemaFrom, schemasFrom } from './schema.ts';
import { matches } from './strings.ts';

/** Request fields that the wide side knows nothing of: still accepted by an open object, and without effect. */
export function undeclaredDifferences(narrow: Alternative, wide: Schema, comparer: Comparer): Difference[] {
  if (comparer.direction !== 'request' || narrow.type !== 'object') return [];
  const declaring = [wide, ...comparer.beside];
  return declaredNames(narrow.parts)
    .filter((name) => !declaring.some((schema) => declares(schema, name, comparer.resolve, [])))
    .flatMap((name) => under([name], [differs('undeclared', 'documented', 'absent')]));
}

function declares(schema: Schema, name: string, resolve: Resolve, followed: readonly string[]): boolean {
  if (!isObject(schema)) return false;
  if (declaresItself(schema, name)) return true;
  const reference = stringAt(schema, '$ref');
  if (reference !== null && !followed.includes(reference))
    if (declares(schemaFrom(resolve(reference)), name, resolve, [...followed, reference])) return true;
  const inner = [
    ...['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => schemasFrom(schema[keyword])),
    ...['if', 'then', 'else'].map((keyword) => schemaFrom(schema[keyword])),
    ...Object.values(objectAt(schema, 'dependentSchemas')).map(schemaFrom),
  ];
  return inner.some((child) => declares(child, name, resolve, followed));
}

const declaresItself = (schema: JsonObject, name: string): boolean =>
  Object.hasOwn(objectAt(schema, 'properties'), name) ||
  Object.keys(objectAt(schema, 'patternProperties')).some((pattern) => matches(pattern, name)) ||
  isDeclaredAsMap(schemaFrom(schema['additionalProperties']));
