// https://platform.claude.com/docs/en/build-with-claude/structured-outputs#json-schema-limitations
import { arrayOf, isObject, type JsonObject, objectOf, stringOf } from '../json.ts';

const maxSchemas = 2000;
const kept = new Set(['type', 'title', 'enum', 'const', 'default', 'required', '$ref']);
const dropped = new Set([
  '$schema',
  '$id',
  '$comment',
  '$anchor',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
]);
const formats = new Set('date-time time date duration email hostname uri ipv4 ipv6 uuid'.split(' '));

/** `left` counts down over the whole schema: references that fan out could make a small one endless. */
type Place = { root: JsonObject; above: readonly string[]; state: { left: number; expressible: boolean } };

/**
 * A JSON Schema within the limits of structured outputs: every object closed, and what can't be enforced said in the
 * description. `null` when that would change its meaning: open objects, and schemas that hold themselves.
 */
export function writeOutputSchema(schema: JsonObject): JsonObject | null {
  const state = { left: maxSchemas, expressible: true };
  const written = write(schema, { root: schema, above: [], state });
  return state.expressible ? written : null;
}

function write(schema: unknown, place: Place): JsonObject {
  if (!isObject(schema) || place.state.left-- <= 0) return giveUp(place);
  const written: JsonObject = {};
  const wishes: JsonObject = {};
  const inner = (value: unknown) => write(value, place);
  for (const [keyword, value] of Object.entries(schema)) {
    if (dropped.has(keyword) || keyword === 'description' || keyword === 'additionalProperties') continue;
    if (kept.has(keyword)) written[keyword] = value;
    else if (keyword === 'properties' || keyword === '$defs' || keyword === 'definitions')
      written[keyword] = mapValues(objectOf(value), inner);
    else if (keyword === 'items' && isObject(value)) written[keyword] = inner(value);
    else if (keyword === 'anyOf' || keyword === 'allOf') written[keyword] = arrayOf(value).map(inner);
    else if (keyword === 'oneOf') written['anyOf'] = arrayOf(value).map(inner);
    else if (keyword === 'format' && formats.has(String(value))) written[keyword] = value;
    else if (keyword === 'minItems' && (value === 0 || value === 1)) written[keyword] = value;
    else wishes[keyword] = value;
  }
  if (schema['$ref'] !== undefined) checkReference(stringOf(schema['$ref']) ?? '', place);
  if ([schema['type']].flat().includes('object') || isObject(schema['properties'])) {
    const extra = schema['additionalProperties'] ?? false;
    if (extra !== false || !isObject(schema['properties']) || 'patternProperties' in schema) giveUp(place);
    written['additionalProperties'] = false;
  }
  const description = describe(stringOf(schema['description']), wishes);
  return description === '' ? written : { ...written, description };
}

const describe = (text: string | null, wishes: JsonObject): string =>
  [text ?? '', Object.keys(wishes).length === 0 ? '' : JSON.stringify(wishes)].filter(Boolean).join('\n');

/** A reference must lead to a place in this schema, and not back to itself. */
function checkReference(pointer: string, place: Place): void {
  const [, where = '', name = ''] = /^#\/(\$defs|definitions)\/([^/]+)$/.exec(pointer) ?? [];
  const target = objectOf(place.root[where])[decodePointer(name)];
  if (target === undefined || place.above.includes(pointer)) giveUp(place);
  else write(target, { ...place, above: [...place.above, pointer] });
}

function giveUp({ state }: Place): JsonObject {
  state.expressible = false;
  return {};
}

const decodePointer = (name: string): string => name.replaceAll('~1', '/').replaceAll('~0', '~');

const mapValues = (object: JsonObject, change: (value: unknown) => unknown): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
