import { type JsonObject, show } from '../json.ts';
import type { Comparer } from './comparer.ts';
import { type Difference, differs, undecided, under } from './difference.ts';
import { additionalOf, patternsOf } from './members.ts';
import { allOf, type Schema, schemaFrom } from './schema.ts';

/** `patternProperties` on either side. Declared names that match a pattern are compared with the members. */
export function patternDifferences(
  parts: readonly JsonObject[],
  wide: JsonObject,
  comparer: Comparer,
): Difference[] {
  const mine = patternsOf(parts);
  const theirs = patternsOf([wide]);
  const step = (pattern: string) => `{${pattern}}`;

  const falling = [...mine]
    .filter(([pattern, schema]) => schema !== false && !theirs.has(pattern))
    .flatMap(([pattern, schema]) => {
      const asked = schemaFrom(wide['additionalProperties']);
      if (asked === false)
        return under([step(pattern)], [differs('patternProperties', show(schema), 'not allowed')]);
      return under([step(pattern)], comparer.subset(schema, asked));
    });

  const covered = [...theirs].flatMap(([pattern, asked]) => {
    const same = mine.get(pattern);
    const own = same === undefined ? [] : under([step(pattern)], comparer.subset(same, asked));
    return [...own, ...overlapDifferences(parts, pattern, asked, comparer)];
  });
  return [...falling, ...covered];
}

/** Members that the narrow side describes otherwise and whose names may match the wide side's pattern. */
function overlapDifferences(
  parts: readonly JsonObject[],
  pattern: string,
  asked: Schema,
  comparer: Comparer,
): Difference[] {
  const fits = (schema: Schema) => comparer.subset(schema, asked).length === 0;
  const others = [...patternsOf(parts)].filter(([other]) => other !== pattern).map(([, schema]) => schema);
  const found = others.every(fits) ? [] : [undecided('patternProperties', show(allOf(others)), show(asked))];
  const additional = additionalOf(parts);
  if (!patternsOf(parts).has(pattern) && additional !== false && !fits(additional))
    found.push(differs('patternProperties', additional === true ? 'any' : show(additional), show(asked)));
  return under([`{${pattern}}`], found);
}
