import { isArray, isObject, type JsonObject } from '../json.ts';
import type { Random } from '../random.ts';
import { numberFromSchema } from './number-from-schema.ts';
import { heightOf, joinAll, resolve, typesOf } from './schema.ts';
import { stringFromSchema } from './string-from-schema.ts';

export type Hints = { random: Random; prompt: string };

const LARGEST = 10_000;
const DEEPEST_OPTIONAL = 2;
const DEEPEST_CHOICE = 4;

/**
 * A value that fits a JSON Schema (2020-12). Every property is given down to the third level, below only the
 * required ones, so recursion ends. Not looked at: `not`, `if`, `contains`, `patternProperties`,
 * `dependent*`, `propertyNames`, `unevaluated*`, and references to other documents.
 */
export function jsonFromSchema(schema: unknown, hints: Hints, type = 'string'): unknown {
  return value(schema, { ...hints, root: schema, fallback: type, name: '' }, 0);
}

/** `name` is that of the property a value is for. */
type Context = Hints & { root: unknown; fallback: string; name: string };

function value(schema: unknown, context: Context, depth: number): unknown {
  const { random } = context;
  const plain = choose(joinAll(schema, context.root), context, depth);
  if ('const' in plain) return plain.const;
  if (isArray(plain.enum) && plain.enum.length > 0)
    return plain.enum[random.integer(0, plain.enum.length - 1)];
  const type = chooseType(typesOf(plain), depth === 0 ? context.fallback : 'string', depth);
  switch (type) {
    case 'null':
      return null;
    case 'boolean':
      return random.fraction() < 0.5;
    case 'integer':
    case 'number':
      return numberFromSchema(plain, type, random);
    case 'array':
      return array(plain, context, depth);
    case 'object':
      return object(plain, context, depth);
    default:
      return stringFromSchema(plain, context);
  }
}

function chooseType(types: readonly string[], fallback: string, depth: number): string {
  if (depth > DEEPEST_CHOICE && types.includes('null')) return 'null';
  return types.find((type) => type !== 'null') ?? types[0] ?? fallback;
}

/** The schema with one branch of its anyOf and oneOf taken in; deep down, the branch that ends soonest. */
function choose(schema: JsonObject, context: Context, depth: number): JsonObject {
  for (const keyword of ['anyOf', 'oneOf']) {
    const branches = schema[keyword];
    if (!isArray(branches) || branches.length === 0) continue;
    const { [keyword]: _, ...base } = schema;
    const notNull = branches.filter((branch) => typesOf(resolve(branch, context.root))[0] !== 'null');
    const wanted = notNull.length > 0 ? notNull : branches;
    const branch =
      depth > DEEPEST_OPTIONAL
        ? [...branches].sort((a, b) => heightOf(a, context.root) - heightOf(b, context.root))[0]
        : wanted[context.random.integer(0, wanted.length - 1)];
    return choose(joinAll({ allOf: [base, branch] }, context.root), context, depth);
  }
  return schema;
}

function array(schema: JsonObject, context: Context, depth: number): unknown[] {
  const least = size(schema.minItems, 0);
  const most = size(schema.maxItems, Number.MAX_SAFE_INTEGER);
  const first = isArray(schema.prefixItems) ? schema.prefixItems : [];
  const endless = heightOf(schema.items, context.root) === Number.POSITIVE_INFINITY;
  const usual = depth > DEEPEST_OPTIONAL || (endless && least === 0) ? least : context.random.integer(1, 3);
  const more = schema.items === false ? 0 : Math.max(least, usual);
  const length = Math.min(most, Math.max(first.length, more));
  const items: unknown[] = [];
  const seen = new Set<string>();
  for (let tries = 0; items.length < length && tries < length * 20; tries++) {
    const item = value(first[items.length] ?? schema.items, { ...context, name: '' }, depth + 1);
    const text = JSON.stringify(item);
    if (schema.uniqueItems === true && seen.has(text)) continue;
    seen.add(text);
    items.push(item);
  }
  return items;
}

function object(schema: JsonObject, context: Context, depth: number): JsonObject {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = new Set(isArray(schema.required) ? schema.required : []);
  const members: [string, unknown][] = [];
  const add = (name: string, of: unknown) => members.push([name, value(of, { ...context, name }, depth + 1)]);
  for (const [name, of] of Object.entries(properties)) {
    const optional = depth <= DEEPEST_OPTIONAL && heightOf(of, context.root) < Number.POSITIVE_INFINITY;
    if (of !== false && (required.has(name) || optional)) add(name, of);
  }
  const rest = schema.additionalProperties;
  for (const name of required) {
    if (typeof name === 'string' && !Object.hasOwn(properties, name)) add(name, rest === false ? {} : rest);
  }
  const least = size(schema.minProperties, 0);
  for (let index = 1; members.length < least; index++) {
    const name = `property_${index}`;
    if (!Object.hasOwn(properties, name) && !required.has(name)) add(name, rest);
  }
  const most = Math.max(size(schema.maxProperties, members.length), required.size);
  const kept = members.filter(([name], index) => index < most || required.has(name));
  return Object.fromEntries(kept);
}

function size(keyword: unknown, otherwise: number): number {
  return typeof keyword === 'number' ? Math.min(keyword, LARGEST) : otherwise;
}
