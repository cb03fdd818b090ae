import { type JsonObject, stringAt } from '../json.ts';
import { type Alternative, alternativesOf, schemaOf } from './alternatives.ts';
import { arrayDifferences } from './arrays.ts';
import type { Comparer, Direction } from './comparer.ts';
import { conditionDifferences, dependentDifferences, notDifferences } from './conditions.ts';
import { undeclaredDifferences } from './declared.ts';
import { type Difference, differs, merged, undecided, under } from './difference.ts';
import { unknownKeywordDifferences } from './keywords.ts';
import { numberDifferences } from './numbers.ts';
import { objectDifferences } from './objects.ts';
import type { Resolve } from './references.ts';
import { isSame } from './same.ts';
import { type Schema, schemaFrom, without } from './schema.ts';
import { formatDifferences, stringDifferences } from './strings.ts';
import { allOfDifferences, unionDifferences } from './unions.ts';
import { typeDifferences, valueDifferences } from './values.ts';

// Schemas that people write need some hundreds; unions that overlap in recursion could go on for hours.
const mostQuestions = 5_000;
const deepest = 64;

/**
 * Why some value that fits `narrow` may not fit `wide`; empty when each one surely does. In a request the
 * names that `narrow` declares must be known to `wide`; in a response it is the other way round.
 */
export function subset(
  narrow: Schema,
  wide: Schema,
  { direction, resolve }: { direction: Direction | null; resolve: Resolve },
): Difference[] {
  return merged(
    compare(narrow, wide, {
      direction,
      resolve,
      beside: [],
      followed: [],
      underway: [],
      depth: 0,
      asked: { count: 0 },
    }),
  );
}

type State = Pick<Comparer, 'direction' | 'resolve' | 'beside' | 'followed'> & {
  underway: readonly string[];
  depth: number;
  asked: { count: number };
};

function compare(narrow: Schema, wide: Schema, state: State): Difference[] {
  if (wide === true || narrow === false || isSame(narrow, wide, state.resolve)) return [];
  const question = JSON.stringify([narrow, wide]);
  // Met again below itself: whatever could go wrong here is found by the first asking.
  if (state.underway.includes(question)) return [];
  state.asked.count += 1;
  if (state.asked.count > mostQuestions || state.depth > deepest)
    return [undecided('keyword', 'a schema', 'too intricate to compare')];
  const inner = { ...state, underway: [...state.underway, question], depth: state.depth + 1 };
  const comparer = comparerFor(inner);
  return alternativesOf(narrow, state.resolve).flatMap((alternative) => {
    const found = uncovered(alternative, wide, comparer);
    return found.length > 0 && isExcluded(alternative, inner) ? [] : under(alternative.labels, found);
  });
}

const comparerFor = (state: State): Comparer => ({
  ...state,
  subset: (narrow, wide, beside = []) => compare(narrow, wide, { ...state, beside, followed: [] }),
  uncovered: (narrow, wide, beside, through) => {
    const followed = through === undefined ? state.followed : [...state.followed, through];
    return uncovered(narrow, wide, comparerFor({ ...state, beside, followed }));
  },
  areDisjoint: (one, other) =>
    alternativesOf({ allOf: [one, other] }, state.resolve).every((alternative) =>
      isExcluded(alternative, state),
    ),
});

/** Whether one of the alternative's own `not`s rules out all of it. */
function isExcluded(alternative: Alternative, state: State): boolean {
  const logic = { ...state, direction: null, beside: [], followed: [], underway: [], depth: state.depth + 1 };
  return alternative.parts.some((part, index) => {
    if (part['not'] === undefined) return false;
    const rest = { ...alternative, parts: alternative.parts.with(index, without(part, 'not')) };
    return compare(schemaOf(rest), schemaFrom(part['not']), logic).length === 0;
  });
}

function uncovered(narrow: Alternative, wide: Schema, comparer: Comparer): Difference[] {
  if (wide === true) return [];
  if (wide === false) return [differs('never', 'possible', 'impossible')];
  const types = typeDifferences(narrow, wide);
  if (types.length > 0) return types;
  return [
    ...valueDifferences(narrow, wide, comparer),
    ...kindDifferences(narrow, wide, comparer),
    ...undeclaredDifferences(narrow, wide, comparer),
    ...referenceDifferences(narrow, wide, comparer),
    ...allOfDifferences(narrow, wide, comparer),
    ...unionDifferences(narrow, wide, comparer),
    ...notDifferences(narrow, wide, comparer),
    ...conditionDifferences(narrow, wide, comparer),
    ...dependentDifferences(narrow, wide, comparer),
    ...unknownKeywordDifferences(wide),
  ];
}

function kindDifferences(narrow: Alternative, wide: JsonObject, comparer: Comparer): Difference[] {
  switch (narrow.type) {
    case 'integer':
    case 'number':
      return [...numberDifferences(narrow, wide), ...formatDifferences(narrow, wide)];
    case 'string':
      return stringDifferences(narrow, wide);
    case 'array':
      return arrayDifferences(narrow, wide, comparer);
    case 'object':
      return objectDifferences(narrow, wide, comparer);
    default:
      return [];
  }
}

function referenceDifferences(narrow: Alternative, wide: JsonObject, comparer: Comparer): Difference[] {
  const reference = stringAt(wide, '$ref');
  if (reference === null) return [];
  if (comparer.followed.includes(reference))
    return [undecided('keyword', 'a schema', 'a circle of references')];
  const beside = [...comparer.beside, without(wide, '$ref')];
  return comparer.uncovered(narrow, schemaFrom(comparer.resolve(reference)), beside, reference);
}
