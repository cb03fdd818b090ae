import { isObject, type JsonObject, member, objectAt, stringsAt } from '../json.ts';
import { allOf, type Schema, schemaFrom } from './schema.ts';
import { matches } from './strings.ts';

/** The schemas that one flat schema puts on the member of that name. */
export function schemasFor(schema: JsonObject, name: string): Schema[] {
  const declared = member(objectAt(schema, 'properties'), name);
  const patterns = Object.entries(objectAt(schema, 'patternProperties'))
    .filter(([pattern]) => matches(pattern, name))
    .map(([, child]) => schemaFrom(child));
  const named = declared === undefined ? patterns : [schemaFrom(declared), ...patterns];
  return named.length > 0 ? named : [schemaFrom(schema['additionalProperties'])];
}

export const memberSchema = (parts: readonly JsonObject[], name: string): Schema =>
  allOf(parts.flatMap((part) => schemasFor(part, name)));

/** What all parts ask of members that none of them names: `true` when open, `false` when closed. */
export function additionalOf(parts: readonly JsonObject[]): Schema {
  return allOf(parts.map((part) => schemaFrom(part['additionalProperties'])));
}

/** The names the parts declare, but for those that can't be there. */
export function declaredNames(parts: readonly JsonObject[]): string[] {
  const names = parts.flatMap((part) => Object.keys(objectAt(part, 'properties')));
  return [...new Set(names)].filter((name) => memberSchema(parts, name) !== false);
}

export function patternsOf(parts: readonly JsonObject[]): Map<string, Schema> {
  const patterns = new Map<string, Schema>();
  for (const part of parts)
    for (const [pattern, schema] of Object.entries(objectAt(part, 'patternProperties')))
      patterns.set(pattern, allOf([patterns.get(pattern) ?? true, schemaFrom(schema)]));
  return patterns;
}

/** The names that must be there, those that a required one brings with it included. */
export function requiredNames(parts: readonly JsonObject[]): Set<string> {
  const required = new Set(parts.flatMap((part) => stringsAt(part, 'required')));
  for (const name of required)
    for (const part of parts)
      for (const dependent of stringsAt(objectAt(part, 'dependentRequired'), name)) required.add(dependent);
  return required;
}

export const isDeclaredAsMap = (schema: Schema): boolean =>
  isObject(schema) && Object.keys(schema).length > 0;
