import { isDeepStrictEqual } from 'node:util';
import { type Json, type JsonObject, member } from '../json.ts';

export type TypeName = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

const allTypes: TypeName[] = ['null', 'boolean', 'number', 'string', 'array', 'object'];
const typeNames: TypeName[] = [...allTypes, 'integer'];

export function typeOf(value: Json): TypeName {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value === 'string') return 'string';
  return typeof value === 'boolean' ? 'boolean' : 'object';
}

/** The types this one schema names, or null where it names none. */
export function typesNamed(schema: JsonObject): TypeName[] | null {
  const type = member(schema, 'type');
  if (type === undefined) return null;
  const named = Array.isArray(type) ? type : [type];
  const types = typeNames.filter((name) => named.includes(name));
  return types.includes('number') ? types.filter((name) => name !== 'integer') : types;
}

/** The types that every part allows. A whole number is a number, so integer and number meet in integer. */
export function typesOf(parts: readonly JsonObject[]): TypeName[] {
  return parts.reduce<TypeName[]>((types, part) => {
    const named = typesNamed(part);
    return named === null ? types : types.flatMap((type) => meet(type, named));
  }, allTypes);
}

function meet(type: TypeName, named: readonly TypeName[]): TypeName[] {
  if (named.includes(type) || (type === 'integer' && named.includes('number'))) return [type];
  return type === 'number' && named.includes('integer') ? ['integer'] : [];
}

export const allows = (types: readonly TypeName[], type: TypeName): boolean => meet(type, types)[0] === type;

/** The values that one schema lists in `const` or `enum`, or null where it lists none. */
export function valuesListed(schema: JsonObject): Json[] | null {
  const constant = member(schema, 'const');
  if (constant !== undefined) return [constant];
  const values = member(schema, 'enum');
  return Array.isArray(values) ? values : null;
}

/** The values of this type that every part allows, or null where they aren't listed. */
export function valuesOf(parts: readonly JsonObject[], type: TypeName): Json[] | null {
  const lists = parts.map(valuesListed).filter((list) => list !== null);
  if (type === 'null') lists.push([null]);
  if (type === 'boolean') lists.push([true, false]);
  const [first, ...others] = lists;
  if (first === undefined) return null;
  return first.filter(
    (value) =>
      allows([type], typeOf(value)) &&
      others.every((list) => list.some((other) => isDeepStrictEqual(other, value))),
  );
}
