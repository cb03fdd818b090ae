import { isObject, type JsonObject, show, stringAt } from '../json.ts';
import { type Alternative, labelOf, schemaOf } from './alternatives.ts';
import type { Comparer } from './comparer.ts';
import { type Difference, differs, undecided, under } from './difference.ts';
import { type Schema, schemasFrom, without } from './schema.ts';

export function allOfDifferences(narrow: Alternative, wide: JsonObject, comparer: Comparer): Difference[] {
  const parts = schemasFrom(wide['allOf']);
  return parts.flatMap((part, index) =>
    comparer.uncovered(narrow, part, [
      ...comparer.beside,
      without(wide, 'allOf'),
      ...parts.toSpliced(index, 1),
    ]),
  );
}

/**
 * Takes what one member takes. What none takes is told of the member it belongs to, by its name or because tags
 * and types leave no other, else of the union.
 */
export function unionDifferences(narrow: Alternative, wide: JsonObject, comparer: Comparer): Difference[] {
  return (['anyOf', 'oneOf'] as const).flatMap((keyword) => {
    if (wide[keyword] === undefined) return [];
    const branches = schemasFrom(wide[keyword]);
    const beside = [...comparer.beside, without(wide, keyword)];
    // Tags and types rule out most members, and only one that shares values can take all of them.
    const meant = branches.filter((branch) => !comparer.areDisjoint(schemaOf(narrow), branch));
    const attempt = (branch: Schema) => ({ branch, found: comparer.uncovered(narrow, branch, beside) });
    const attempts = meant.map(attempt);
    if (attempts.some(({ found }) => found.length === 0))
      return keyword === 'anyOf' || meant.length === 1
        ? []
        : [undecided('oneOf', shownOf(narrow), `exactly one of ${shownBranches(branches)}`)];
    const namesake = branches.find((branch) => isNamesake(narrow, branch));
    if (namesake !== undefined) return attempt(namesake).found;
    const [only, ...others] = attempts;
    if (only !== undefined && others.length === 0) return under(labelOf(only.branch), only.found);
    const report = only === undefined ? differs : undecided;
    return [report('union', shownOf(narrow), shownBranches(branches))];
  });
}

const isNamesake = (narrow: Alternative, branch: Schema): boolean =>
  labelOf(branch).some((label) => narrow.labels.includes(label));

const shownBranches = (branches: readonly Schema[]): string => branches.map(shownSchema).join(' or ');

function shownSchema(schema: Schema): string {
  if (!isObject(schema)) return String(schema);
  return labelOf(schema)[0] ?? stringAt(schema, 'type') ?? show(schema);
}

function shownOf({ labels, type, value, parts }: Alternative): string {
  if (value !== undefined) return show(value.is);
  return labels.at(-1) ?? (type === 'object' ? show(parts[0]) : type);
}
