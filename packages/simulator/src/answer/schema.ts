import { isArray, isObject, type JsonObject } from '../json.ts';

const MOST_REFERENCES = 64;

/** The schema that a chain of `$ref`s ends at, keywords beside each reference joined in. */
export function resolve(schema: unknown, root: unknown): JsonObject {
  let found = isObject(schema) ? schema : {};
  for (let hops = 0; typeof found.$ref === 'string' && hops < MOST_REFERENCES; hops++) {
    const { $ref, ...beside } = found;
    const target = lookUp(String($ref), root);
    found = Object.keys(beside).length === 0 ? target : join(target, beside);
  }
  return found;
}

/** The schema as one object without `$ref` and `allOf`. */
export function joinAll(schema: unknown, root: unknown): JsonObject {
  const { allOf, ...base } = resolve(schema, root);
  if (!isArray(allOf)) return base;
  return allOf.map((part) => joinAll(part, root)).reduce(join, base);
}

function lookUp(reference: string, root: unknown): JsonObject {
  if (!reference.startsWith('#')) return {};
  const steps = decode(reference).split('/').slice(1);
  const found = steps.reduce<unknown>((at, step) => {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (isArray(at)) return at[Number(key)];
    return isObject(at) ? at[key] : undefined;
  }, root);
  return isObject(found) ? found : {};
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function join(a: JsonObject, b: JsonObject): JsonObject {
  const joined: JsonObject = { ...a, ...b };
  for (const keyword of Object.keys(b)) {
    if (keyword in a) joined[keyword] = joinKeyword(keyword, a[keyword], b[keyword]);
  }
  return joined;
}

function joinKeyword(keyword: string, a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') {
    return /^(?:min|exclusiveMin)/.test(keyword) ? Math.max(a, b) : Math.min(a, b);
  }
  if (keyword === 'required' && isArray(a) && isArray(b)) return [...new Set([...a, ...b])];
  if (keyword === 'enum' && isArray(a) && isArray(b)) {
    const other = new Set(b.map((item) => JSON.stringify(item)));
    return a.filter((item) => other.has(JSON.stringify(item)));
  }
  if (keyword === 'type') {
    const [left, right] = [typesOf({ type: a }), typesOf({ type: b })];
    const narrower = (type: string, others: string[]) =>
      others.includes(type) || (type === 'integer' && others.includes('number'));
    return [
      ...new Set([...left.filter((t) => narrower(t, right)), ...right.filter((t) => narrower(t, left))]),
    ];
  }
  if ((keyword === 'properties' || keyword === '$defs') && isObject(a) && isObject(b)) {
    const shared = Object.keys(b).filter((name) => name in a);
    return { ...a, ...b, ...Object.fromEntries(shared.map((name) => [name, { allOf: [a[name], b[name]] }])) };
  }
  if (keyword === 'additionalProperties' && (a === false || b === false)) return false;
  if (keyword === 'items' && isObject(a) && isObject(b)) return { allOf: [a, b] };
  return b;
}

/** The types a schema allows, guessed from its keywords when it doesn't say; empty for any. */
export function typesOf(schema: JsonObject): string[] {
  if (typeof schema.type === 'string') return [schema.type];
  if (isArray(schema.type)) return schema.type.filter((type) => typeof type === 'string');
  if ('const' in schema && schema.const === null) return ['null'];
  if ('properties' in schema || 'required' in schema || 'additionalProperties' in schema) return ['object'];
  if ('items' in schema || 'prefixItems' in schema || 'minItems' in schema) return ['array'];
  if (['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'].some((k) => k in schema)) {
    return ['number'];
  }
  return ['pattern', 'format', 'minLength', 'maxLength'].some((k) => k in schema) ? ['string'] : [];
}

/** How many levels the smallest value that fits takes; Infinity when it never ends. */
export function heightOf(schema: unknown, root: unknown, within: ReadonlySet<string> = new Set()): number {
  if (!isObject(schema)) return 0;
  if (typeof schema.$ref === 'string') {
    if (within.has(schema.$ref)) return Number.POSITIVE_INFINITY;
    return heightOf(lookUp(schema.$ref, root), root, new Set([...within, schema.$ref]));
  }
  const heights = (parts: unknown): number[] =>
    isArray(parts) ? parts.map((part) => heightOf(part, root, within)) : [];
  const branches = [...heights(schema.anyOf), ...heights(schema.oneOf)];
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = isArray(schema.required) ? schema.required.filter((name) => typeof name === 'string') : [];
  const members = required.map((name) => heightOf(properties[name], root, within) + 1);
  const items =
    typeof schema.minItems === 'number' && schema.minItems > 0 ? heightOf(schema.items, root, within) + 1 : 0;
  return Math.max(
    branches.length > 0 ? Math.min(...branches) : 0,
    items,
    ...heights(schema.allOf),
    ...members,
    typesOf(schema)[0] === 'object' ? 1 : 0,
  );
}
