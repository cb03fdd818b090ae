import { type JsonObject, member, objectAt, show, stringsAt } from '../json.ts';
import type { Alternative } from './alternatives.ts';
import type { Comparer } from './comparer.ts';
import { type Difference, differs, under } from './difference.ts';
import { atLeast, atMost, countLimits } from './limits.ts';
import {
  additionalOf,
  declaredNames,
  isDeclaredAsMap,
  memberSchema,
  patternsOf,
  requiredNames,
  schemasFor,
} from './members.ts';
import { patternDifferences } from './object-patterns.ts';
import { allOf, type Schema, schemaFrom } from './schema.ts';
import { matches } from './strings.ts';

/**
 * Members that an open object doesn't declare are nobody's promise: a request that spells a later field, an
 * answer that carries more, don't count. What a schema in `additionalProperties` describes does.
 */
export function objectDifferences(narrow: Alternative, wide: JsonObject, comparer: Comparer): Difference[] {
  const { parts } = narrow;
  return [
    ...requiredDifferences(parts, wide, comparer),
    ...memberDifferences(parts, wide, comparer),
    ...additionalDifferences(parts, wide, comparer),
    ...patternDifferences(parts, wide, comparer),
    ...nameDifferences(parts, wide, comparer),
    ...countLimits(memberCounts(parts), wide, { least: 'minProperties', most: 'maxProperties' }),
  ];
}

function memberCounts(parts: readonly JsonObject[]) {
  const isFixed = additionalOf(parts) === false && patternsOf(parts).size === 0;
  const declared = isFixed ? declaredNames(parts).length : Number.POSITIVE_INFINITY;
  return {
    least: Math.max(atLeast(parts, 'minProperties'), requiredNames(parts).size),
    most: Math.min(atMost(parts, 'maxProperties'), declared),
  };
}

/** What the narrow side says of members it has under that name, or undefined where it doesn't speak of it. */
function spokenOf(parts: readonly JsonObject[], name: string): Schema | undefined {
  if (declaredNames(parts).includes(name)) return memberSchema(parts, name);
  const patterns = [...patternsOf(parts)].filter(([pattern]) => matches(pattern, name));
  if (patterns.length > 0) return allOf(patterns.map(([, schema]) => schema));
  const additional = additionalOf(parts);
  return isDeclaredAsMap(additional) ? additional : undefined;
}

function requiredDifferences(parts: readonly JsonObject[], wide: JsonObject, comparer: Comparer) {
  const guaranteed = requiredNames(parts);
  return stringsAt(wide, 'required')
    .filter((name) => !guaranteed.has(name))
    .flatMap((name) => {
      const isSpokenOf = spokenOf(parts, name) !== undefined;
      const isReportedAsRemoved = comparer.direction === 'response' && isDeclared(wide, name);
      if (!isSpokenOf && isReportedAsRemoved) return [];
      return under([name], [differs('required', isSpokenOf ? 'optional' : 'absent', 'required')]);
    });
}

const isDeclared = (wide: JsonObject, name: string): boolean =>
  (member(objectAt(wide, 'properties'), name) ?? false) !== false;

function memberDifferences(parts: readonly JsonObject[], wide: JsonObject, comparer: Comparer): Difference[] {
  const mine = declaredNames(parts).flatMap((name) => {
    const asked = allOf(schemasFor(wide, name));
    if (asked === false) return under([name], [differs('undeclared', 'allowed', 'not allowed')]);
    return under([name], comparer.subset(memberSchema(parts, name), asked));
  });
  const theirs = Object.keys(objectAt(wide, 'properties'))
    .filter((name) => !declaredNames(parts).includes(name))
    .flatMap((name) => {
      const spoken = spokenOf(parts, name);
      if (spoken !== undefined) return under([name], comparer.subset(spoken, allOf(schemasFor(wide, name))));
      if (comparer.direction !== 'response' || !isDeclared(wide, name)) return [];
      return under([name], [differs('unsent', 'absent', 'documented')]);
    });
  return [...mine, ...theirs];
}

function additionalDifferences(
  parts: readonly JsonObject[],
  wide: JsonObject,
  comparer: Comparer,
): Difference[] {
  const additional = additionalOf(parts);
  const asked = schemaFrom(wide['additionalProperties']);
  if (additional === false || asked === true) return [];
  if (asked === false) return [differs('closed', show(additional), 'false')];
  if (additional !== true) return under(['*'], comparer.subset(additional, asked));
  return comparer.subset(true, asked).length === 0
    ? []
    : [differs('additionalProperties', 'any', show(asked))];
}

function nameDifferences(parts: readonly JsonObject[], wide: JsonObject, comparer: Comparer): Difference[] {
  if (wide['propertyNames'] === undefined) return [];
  const asked = schemaFrom(wide['propertyNames']);
  const isFixed = additionalOf(parts) === false && patternsOf(parts).size === 0;
  const rules = parts.map((part) => schemaFrom(part['propertyNames']));
  const names: Schema[] = isFixed
    ? declaredNames(parts).map((name) => ({ const: name }))
    : [allOf([{ type: 'string' }, ...rules])];
  return under(
    ['propertyNames'],
    names.flatMap((name) => comparer.subset(name, asked)),
  );
}
