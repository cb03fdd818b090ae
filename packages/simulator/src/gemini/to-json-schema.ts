import { isArray, isObject } from '../json.ts';

/** Gemini's `Schema` as JSON Schema: types in lower case, `nullable` as one of them, counts as numbers. */
export function toJsonSchema(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  const { type, nullable, properties, items, anyOf, propertyOrdering: _, ...rest } = schema;
  const lower = typeof type === 'string' ? type.toLowerCase() : undefined;
  const counts = Object.entries(rest).map(([name, value]) => [
    name,
    /^(?:min|max)[A-Z]/.test(name) ? Number(value) : value,
  ]);
  return {
    ...(lower === undefined ? {} : { type: nullable === true ? [lower, 'null'] : lower }),
    ...Object.fromEntries(counts),
    ...(isObject(properties) ? { properties: eachMember(properties) } : {}),
    ...(items === undefined ? {} : { items: toJsonSchema(items) }),
    ...(isArray(anyOf) ? { anyOf: anyOf.map(toJsonSchema) } : {}),
  };
}

function eachMember(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([name, of]) => [name, toJsonSchema(of)]));
}
