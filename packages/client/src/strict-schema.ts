import { isRecord } from './json.ts';

type Node = Record<string, unknown>;

// Below the first stand values; below the second, schemas by names that may be any word.
const valueKeywords = new Set(['const', 'enum', 'default', 'examples']);
const mapKeywords = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions']);

/** The schema with `additionalProperties: false` on each object that doesn't say: providers want to be told. */
export function closeObjects(schema: Node): Node {
  const closed = Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [keyword, closeBelow(keyword, value)]),
  );
  return isObject(schema) && isRecord(schema['properties'])
    ? { additionalProperties: false, ...closed }
    : closed;
}

function closeBelow(keyword: string, value: unknown): unknown {
  if (valueKeywords.has(keyword)) return value;
  if (Array.isArray(value)) return value.map((one) => closeBelow('', one));
  if (!isRecord(value)) return value;
  if (!mapKeywords.has(keyword)) return closeObjects(value);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, closeBelow('', one)]));
}

/** Whether a provider can hold an answer to it: every object is closed, and requires all that it names. */
export function canBeStrict(schema: Node): boolean {
  const { additionalProperties, properties = {}, required } = schema;
  if (isObject(schema)) {
    const named = new Set(Array.isArray(required) ? required : []);
    if (additionalProperties !== false || !isRecord(properties)) return false;
    if (!Object.keys(properties).every((key) => named.has(key))) return false;
  }
  return Object.entries(schema).every(([keyword, value]) => belowCanBeStrict(keyword, value));
}

function belowCanBeStrict(keyword: string, value: unknown): boolean {
  if (valueKeywords.has(keyword)) return true;
  if (Array.isArray(value)) return value.every((one) => belowCanBeStrict('', one));
  if (!isRecord(value)) return true;
  if (!mapKeywords.has(keyword)) return canBeStrict(value);
  return Object.values(value).every((one) => belowCanBeStrict('', one));
}

function isObject({ type }: Node): boolean {
  return type === 'object';
}
