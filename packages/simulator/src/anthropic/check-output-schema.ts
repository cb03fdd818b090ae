import { isArray, isObject, type JsonObject } from '../json.ts';
import type { Failure } from '../server/wire.ts';
import { first } from '../shape.ts';
import { refusal } from './errors.ts';

/** What structured output does not take, by type of value. */
const unsupported: Record<string, readonly string[] | undefined> = {
  integer: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  string: ['minLength', 'maxLength'],
  array: ['maxItems', 'uniqueItems'],
  object: ['minProperties', 'maxProperties', 'patternProperties'],
};

export function checkOutputSchema({ output_config: config }: JsonObject): Failure | null {
  if (!isObject(config) || !isObject(config.format)) return null;
  const problem = problemIn(config.format.schema);
  return problem === null ? null : refusal(`output_config.format.schema: ${problem}`);
}

function problemIn(schema: unknown): string | null {
  if (!isObject(schema)) return null;
  const types = [schema.type].flat();
  if (types.includes('object') && schema.additionalProperties !== false)
    return "For 'object' type, 'additionalProperties' must be explicitly set to false";
  for (const type of types) {
    const found = (unsupported[String(type)] ?? []).filter((keyword) => keyword in schema);
    if (found.length > 0) return `For '${type}' type, properties ${found.join(', ')} are not supported`;
  }
  if (Number(schema.minItems ?? 0) > 1)
    return "For 'array' type, 'minItems' values other than 0 or 1 are not supported";
  const below = [
    ...['properties', '$defs', 'definitions'].flatMap((keyword) =>
      Object.values(dictionary(schema[keyword])),
    ),
    ...['anyOf', 'allOf', 'oneOf'].flatMap((keyword) => (isArray(schema[keyword]) ? schema[keyword] : [])),
    schema.items,
  ];
  return first(below.map((part) => () => problemIn(part)));
}

function dictionary(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
