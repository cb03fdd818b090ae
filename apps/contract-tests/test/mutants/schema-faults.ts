import { branchesOf, resolve, type Schema, schemaNamed, typesOf } from '../schema/schema.ts';
import { type Fault, isObject, type Path, replaceAt } from './fault.ts';
import { typeOf } from './type-of.ts';

/** A fault before it is in a request: what to put where. */
type Change = { kind: string; path: Path; value: unknown };

/**
 * Every way to break one keyword of the schema at one place of a value that fits it. A few of them may turn out to fit
 * after all, where a union allows what one of its branches doesn't.
 */
export const schemaFaults = (schemaName: string, root: unknown): Fault[] =>
  [...changesOf(schemaNamed(schemaName), root, [])].map(({ kind, path, value }) => ({
    kind,
    path,
    mutant: () => replaceAt(root, path, value),
  }));

function* changesOf(given: Schema, value: unknown, path: Path): Generator<Change> {
  const schema = resolve(given);
  const branches = branchesOf(schema);
  yield* ofAnotherType(branches ?? [schema], path);
  if (branches !== undefined) {
    const chosen = branches.find((branch) => isMeant(branch, value));
    if (chosen !== undefined) yield* inside(chosen, value, path);
  } else yield* inside(schema, value, path);
}

/** Whether a value was made for this branch of a union, as its type, its keys and its constants tell. */
function isMeant(branch: Schema, value: unknown): boolean {
  const nested = branchesOf(branch);
  if (nested !== undefined) return nested.some((one) => isMeant(one, value));
  if (!typesOf(branch).includes(typeOf(value, typesOf(branch)))) return false;
  if (!isObject(value)) return true;
  return (branch.required ?? []).every((name) => {
    const property = branch.properties?.[name];
    const constant = property === undefined ? undefined : resolve(property).const;
    return name in value && (constant === undefined || constant === value[name]);
  });
}

const oneOfEachType = [null, true, 1.5, 'no such value', [], {}];

function* ofAnotherType(branches: Schema[], path: Path): Generator<Change> {
  const allowed = branches.flatMap(typesOf);
  if (allowed.length === 0) return;
  for (const value of oneOfEachType) {
    if (!allowed.includes(typeOf(value, allowed))) yield { kind: 'type', path, value };
  }
}

function* inside(schema: Schema, value: unknown, path: Path): Generator<Change> {
  if (branchesOf(schema) !== undefined) yield* changesOf(schema, value, path);
  else if (schema.const !== undefined) yield { kind: 'const', path, value: 'no such value' };
  else if (schema.enum !== undefined) yield { kind: 'enum', path, value: 'no such value' };
  else if (typeof value === 'number') yield* outOfRange(schema, path);
  else if (typeof value === 'string') yield* wrongStrings(schema, path);
  else if (Array.isArray(value)) yield* insideArray(schema, value, path);
  else if (isObject(value)) yield* insideObject(schema, value, path);
}

function* outOfRange({ minimum, maximum }: Schema, path: Path): Generator<Change> {
  if (minimum !== undefined) yield { kind: 'minimum', path, value: minimum - 1 };
  if (maximum !== undefined) yield { kind: 'maximum', path, value: maximum + 1 };
}

function* wrongStrings({ minLength = 0, maxLength, pattern }: Schema, path: Path): Generator<Change> {
  if (minLength > 0) yield { kind: 'minLength', path, value: '' };
  if (maxLength !== undefined) yield { kind: 'maxLength', path, value: 'x'.repeat(maxLength + 1) };
  if (pattern !== undefined) yield { kind: 'pattern', path, value: '! !' };
}

function* insideArray(schema: Schema, value: unknown[], path: Path): Generator<Change> {
  const { items = {}, minItems = 0, maxItems } = schema;
  if (minItems > 0) yield { kind: 'minItems', path, value: [] };
  if (maxItems === 0) yield { kind: 'maxItems', path, value: [{}] };
  else if (maxItems !== undefined && value.length > 0) {
    yield { kind: 'maxItems', path, value: Array.from({ length: maxItems + 1 }, () => value[0]) };
  }
  for (const [index, item] of value.entries()) yield* changesOf(items, item, [...path, index]);
}

function* insideObject(schema: Schema, value: Record<string, unknown>, path: Path): Generator<Change> {
  const { properties = {}, required = [], additionalProperties, minProperties, maxProperties } = schema;
  for (const name of required) yield { kind: 'required', path: [...path, name], value: undefined };
  for (const [name, property] of Object.entries(properties)) {
    if (name in value) yield* changesOf(property, value[name], [...path, name]);
  }
  if (minProperties) yield { kind: 'minProperties', path, value: {} };
  if (maxProperties !== undefined) {
    const keys = Array.from({ length: maxProperties + 1 }, (_, index) => [`key${index}`, 'a value']);
    yield { kind: 'maxProperties', path, value: Object.fromEntries(keys) };
  }
  if (typeof additionalProperties === 'object') yield* insideMap(schema, additionalProperties, value, path);
}

function* insideMap(
  { propertyNames = {} }: Schema,
  values: Schema,
  value: Record<string, unknown>,
  path: Path,
): Generator<Change> {
  const [[key, sample] = []] = Object.entries(value);
  if (key === undefined) return;
  for (const { value: wrongKey } of wrongStrings(propertyNames, path)) {
    yield { kind: 'propertyNames', path: [...path, String(wrongKey)], value: sample };
  }
  for (const change of changesOf(values, sample, [...path, key])) {
    yield { ...change, kind: 'additionalProperties' };
  }
}
