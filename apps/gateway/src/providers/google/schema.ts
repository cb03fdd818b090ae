// https://ai.google.dev/api/generate-content#generationconfig (responseJsonSchema)
import { arrayOf, isObject, type JsonObject, objectOf, stringOf } from '../json.ts';

const maxSchemas = 10_000;

// What Gemini reads of JSON Schema, beside the keywords that hold schemas.
const plain = [
  'type',
  'format',
  'title',
  'description',
  'enum',
  'minItems',
  'maxItems',
  'minimum',
  'maximum',
  'required',
  'propertyOrdering',
];

/** `left` counts down over the whole schema: references that fan out could make a small one endless. */
type Place = { root: JsonObject; above: readonly string[]; budget: { left: number } };

/**
 * The part of a JSON Schema that Gemini understands: references put in place, `const` as `enum`, `allOf` merged,
 * keywords it doesn't know left out. A schema that holds itself is cut where it comes round again.
 */
export const writeSchema = (schema: JsonObject): JsonObject =>
  write(schema, { root: schema, above: [], budget: { left: maxSchemas } });

function write(schema: unknown, place: Place): JsonObject {
  if (!isObject(schema) || place.budget.left-- <= 0) return {};
  const reference = stringOf(schema['$ref']);
  if (reference !== null) return writeReference(reference, schema, place);
  const inner = (value: unknown) => write(value, place);
  const written: JsonObject = {};
  for (const keyword of plain) {
    if (schema[keyword] !== undefined) written[keyword] = schema[keyword];
  }
  if (schema['nullable'] === true) Object.assign(written, nullable(written['type']));
  if (Object.hasOwn(schema, 'const')) Object.assign(written, constant(schema['const']));
  if (isObject(schema['properties'])) written['properties'] = mapValues(schema['properties'], inner);
  if (isObject(schema['items'])) written['items'] = inner(schema['items']);
  const tuple = schema['prefixItems'] ?? schema['items'];
  if (Array.isArray(tuple)) written['prefixItems'] = tuple.map(inner);
  const extra = schema['additionalProperties'];
  if (extra !== undefined) written['additionalProperties'] = isObject(extra) ? inner(extra) : extra;
  for (const keyword of ['anyOf', 'oneOf']) {
    if (Array.isArray(schema[keyword])) written[keyword] = schema[keyword].map(inner);
  }
  return arrayOf(schema['allOf']).map(inner).reduce<JsonObject>(merge, written);
}

function writeReference(reference: string, { $ref: _, ...beside }: JsonObject, place: Place): JsonObject {
  const target = resolve(reference, place.root);
  const seen = place.above.includes(reference);
  if (seen) return write({ type: target['type'], description: target['description'], ...beside }, place);
  return write({ ...target, ...beside }, { ...place, above: [...place.above, reference] });
}

/** The schema that a JSON pointer within the document names; an empty one when there is none. */
function resolve(reference: string, root: JsonObject): JsonObject {
  if (!reference.startsWith('#')) return {};
  let found: unknown = root;
  for (const step of reference.slice(1).split('/').slice(1)) {
    const key = unescapePointer(step);
    if (Array.isArray(found)) found = found[Number(key)];
    else found = isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return objectOf(found);
}

function unescapePointer(step: string): string {
  const plainStep = step.replaceAll('~1', '/').replaceAll('~0', '~');
  try {
    return decodeURIComponent(plainStep);
  } catch {
    return plainStep;
  }
}

function merge(one: JsonObject, other: JsonObject): JsonObject {
  const merged = { ...one, ...other };
  if (isObject(one['properties']) && isObject(other['properties']))
    merged['properties'] = { ...one['properties'], ...other['properties'] };
  if (Array.isArray(one['required']) && Array.isArray(other['required']))
    merged['required'] = [...new Set([...one['required'], ...other['required']])];
  return merged;
}

const nullable = (type: unknown): JsonObject =>
  typeof type === 'string'
    ? { type: [type, 'null'] }
    : Array.isArray(type)
      ? { type: [...new Set([...type, 'null'])] }
      : {};

// An enum may hold texts and numbers only.
function constant(value: unknown): JsonObject {
  if (typeof value === 'string') return { type: 'string', enum: [value] };
  if (typeof value === 'number')
    return { type: Number.isInteger(value) ? 'integer' : 'number', enum: [value] };
  if (typeof value === 'boolean') return { type: 'boolean' };
  return value === null ? { type: 'null' } : {};
}

const mapValues = (object: JsonObject, change: (value: unknown) => unknown): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
