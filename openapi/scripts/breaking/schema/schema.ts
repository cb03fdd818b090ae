import { isObject, type Json, type JsonObject } from '../json.ts';

export type Schema = boolean | JsonObject;

/** Reads a schema at a place where leaving it out means "anything". Throws on what can't be a schema. */
export function schemaFrom(value: Json | undefined): Schema {
  if (value === undefined) return true;
  if (typeof value === 'boolean' || isObject(value)) return value;
  throw new TypeError(`Not a schema: ${JSON.stringify(value)}`);
}

export const schemasFrom = (value: Json | undefined): Schema[] =>
  Array.isArray(value) ? value.map(schemaFrom) : [];

/** The schema that accepts what all of these accept. */
export function allOf(schemas: readonly Schema[]): Schema {
  if (schemas.includes(false)) return false;
  const distinct = new Map<string, JsonObject>();
  for (const schema of schemas) if (isObject(schema)) distinct.set(JSON.stringify(schema), schema);
  distinct.delete('{}');
  const [only, ...others] = distinct.values();
  if (only === undefined) return true;
  return others.length === 0 ? only : { allOf: [...distinct.values()] };
}

export function without(schema: JsonObject, ...keywords: string[]): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword)));
}
