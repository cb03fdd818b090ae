import { isDeepStrictEqual } from 'node:util';
import { isObject, type Json, type JsonObject, member, stringAt } from '../json.ts';
import { exactly } from './exactly.ts';
import { isImpossible } from './impossible.ts';
import { requiredNames } from './members.ts';
import { nameOf, type Resolve } from './references.ts';
import { allOf, type Schema, schemaFrom, schemasFrom, without } from './schema.ts';
import { type TypeName, typeOf, typesOf, valuesOf } from './types.ts';

/**
 * One of the ways to fit a schema: a single type, and flat parts (no reference, no union) that hold all at
 * once. A schema's values are those of its alternatives together.
 */
export type Alternative = {
  type: TypeName;
  value?: { is: Json };
  parts: JsonObject[];
  /** The named union members this alternative came through, outermost first. */
  labels: string[];
};

type Conjunction = Pick<Alternative, 'parts' | 'labels'>;

const applicators = ['$ref', 'allOf', 'anyOf', 'oneOf', 'if', 'then', 'else'];
const mostConjunctions = 1024;

/** The possible alternatives of a schema. Where they would be too many, more than the schema allows. */
export function alternativesOf(schema: Schema, resolve: Resolve, depth = 3): Alternative[] {
  const hasValue = (inner: Schema) => depth === 0 || alternativesOf(inner, resolve, depth - 1).length > 0;
  const world = { resolve, hasValue };
  return expand(schema, world, [])
    .flatMap((conjunction) => withDependents(conjunction, world, []))
    .flatMap(byTypeAndValue)
    .filter((alternative) => !isImpossible(alternative, hasValue));
}

type World = { resolve: Resolve; hasValue: (schema: Schema) => boolean };

export const schemaOf = ({ type, parts }: Pick<Alternative, 'type' | 'parts'>): Schema =>
  allOf([{ type }, ...parts]);

function expand(schema: Schema, world: World, followed: readonly string[]): Conjunction[] {
  if (schema === false) return [];
  if (schema === true) return [{ parts: [], labels: [] }];
  const inner = (child: Schema) => expand(child, world, followed);
  let conjunctions: Conjunction[] = [{ parts: [without(schema, ...applicators)], labels: [] }];
  const reference = stringAt(schema, '$ref');
  if (reference !== null && !followed.includes(reference))
    conjunctions = expand(schemaFrom(world.resolve(reference)), world, [...followed, reference]).flatMap(
      (target) => conjunctions.map((conjunction) => join(target, conjunction)),
    );
  for (const part of schemasFrom(member(schema, 'allOf'))) conjunctions = cross(conjunctions, inner(part));
  for (const union of unionsIn(schema, world)) {
    const labelled = union.flatMap(({ member: branch, others }) =>
      inner(branch).map(({ parts, labels }) => ({
        parts: [...parts, ...others.map((other) => ({ not: other }))],
        labels: [...labelOf(branch), ...labels],
      })),
    );
    conjunctions = cross(conjunctions, labelled);
  }
  return conjunctions;
}

type Branch = { member: Schema; others: Schema[] };

function unionsIn(schema: JsonObject, { hasValue }: World): Branch[][] {
  const unions: Branch[][] = [];
  if (schema['anyOf'] !== undefined)
    unions.push(schemasFrom(schema['anyOf']).map((branch) => ({ member: branch, others: [] })));
  const members = schemasFrom(schema['oneOf']);
  const overlapping = (branch: Schema, index: number) =>
    members.toSpliced(index, 1).filter((other) => hasValue({ allOf: [branch, other] }));
  if (schema['oneOf'] !== undefined)
    unions.push(members.map((branch, index) => ({ member: branch, others: overlapping(branch, index) })));
  if (schema['if'] !== undefined) {
    const condition = schemaFrom(schema['if']);
    unions.push([
      { member: allOf([condition, schemaFrom(schema['then'])]), others: [] },
      { member: schemaFrom(schema['else']), others: [condition] },
    ]);
  }
  return unions;
}

export function labelOf(branch: Schema): string[] {
  const reference = isObject(branch) ? stringAt(branch, '$ref') : null;
  return reference === null ? [] : [nameOf(reference)];
}

const join = (left: Conjunction, right: Conjunction): Conjunction => ({
  parts: [...left.parts, ...right.parts],
  labels: [...left.labels, ...right.labels],
});

// Leaving a union out makes the schema wider, and its alternatives only ever stand on the narrow side.
const cross = (left: Conjunction[], right: Conjunction[]): Conjunction[] =>
  left.length * right.length > mostConjunctions
    ? left
    : left.flatMap((first) => right.map((second) => join(first, second)));

function withDependents(conjunction: Conjunction, world: World, applied: readonly Schema[]): Conjunction[] {
  const present = requiredNames(conjunction.parts);
  const dependent = conjunction.parts
    .flatMap((part) => Object.entries(isObject(part['dependentSchemas']) ? part['dependentSchemas'] : {}))
    .filter(([name]) => present.has(name))
    .map(([, schema]) => schemaFrom(schema))
    .find((schema) => !applied.includes(schema));
  if (dependent === undefined) return [conjunction];
  return cross([conjunction], expand(dependent, world, [])).flatMap((next) =>
    withDependents(next, world, [...applied, dependent]),
  );
}

function byTypeAndValue({ parts, labels }: Conjunction): Alternative[] {
  const types = typesOf(parts);
  return types.flatMap((type) => {
    const values = valuesOf(parts, type);
    if (values === null) return [{ type, parts, labels }];
    return values.map((value) => ({
      type: typeOf(value),
      value: { is: value },
      parts: [...parts, exactly(value)],
      labels,
    }));
  });
}

export const isValue = (alternative: Alternative, values: readonly Json[]): boolean =>
  alternative.value !== undefined && values.some((value) => isDeepStrictEqual(value, alternative.value?.is));
