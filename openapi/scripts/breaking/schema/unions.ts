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

type Attempt = { branch: Schema; found: Difference[] };

export function unionDifferences(narrow: Alternative, wide: JsonObject, comparer: Comparer): Difference[] {
  return (['anyOf', 'oneOf'] as const).flatMap((keyword) => {
    if (wide[keyword] === undefined) return [];
    const branches = schemasFrom(wide[keyword]);
    const beside = [...comparer.beside, without(wide, keyword)];
    // Tags and types rule out most members, and only one that shares values can take all of them.
    const meant = branches.filter((branch) => !comparer.areDisjoint(schemaOf(narrow), branch));
    const attempts = meant.map((branch) => ({
      branch,
      found: comparer.uncovered(narrow, branch, beside),
    }));
    if (attempts.every(({ found }) => found.length > 0)) return misfit(narrow, attempts, branches);
    return keyword === 'anyOf' || meant.length === 1
      ? []
      : [undecided('oneOf', shownOf(narrow), `exactly one of ${shownBranches(branches)}`)];
  });
}

/** Speaks of the one member that is meant, by its name or because nothing else is left, else of the union. */
function misfit(
  narrow: Alternative,
  attempts: readonly Attempt[],
  branches: readonly Schema[],
): Difference[] {
  const isNamesake = ({ branch }: Attempt) => labelOf(branch).some((label) => narrow.labels.includes(label));
  const meant = attempts.find(isNamesake) ?? (attempts.length === 1 ? attempts[0] : undefined);
  if (meant !== undefined) return under(isNamesake(meant) ? [] : labelOf(meant.branch), meant.found);
  const report = attempts.length === 0 ? differs : undecided;
  return [report('union', shownOf(narrow), shownBranches(branches))];
}

const shownBranches = (branches: readonly Schema[]): string => branches.map(shownSchema).join(' or ');

function shownSchema(schema: Schema): string {
  if (!isObject(schema)) return String(schema);
  return labelOf(schema)[0] ?? stringAt(schema, 'type') ?? show(schema);
}

function shownOf({ labels, type, value, parts }: Alternative): string {
  if (value !== undefined) return show(value.is);
  return labels.at(-1) ?? (type === 'object' ? show(parts[0]) : type);
}
