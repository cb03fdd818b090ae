import { isObject, type Json, type JsonObject } from '../json.ts';

/** What the keywords say of one value, so that a `const` is compared with ranges and members like any schema. */
export function exactly(value: Json): JsonObject {
  if (typeof value === 'number') return { minimum: value, maximum: value };
  if (typeof value === 'string') {
    const length = [...value].length;
    return { minLength: length, maxLength: length };
  }
  if (Array.isArray(value))
    return {
      prefixItems: value.map((item) => ({ const: item })),
      items: false,
      minItems: value.length,
      uniqueItems: new Set(value.map((item) => JSON.stringify(item))).size === value.length,
    };
  if (isObject(value))
    return {
      properties: Object.fromEntries(Object.entries(value).map(([name, child]) => [name, { const: child }])),
      required: Object.keys(value),
      additionalProperties: false,
    };
  return {};
}
