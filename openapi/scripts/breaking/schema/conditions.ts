import { type JsonObject, objectAt, show, stringsAt } from '../json.ts';
import { type Alternative, schemaOf } from './alternatives.ts';
import type { Comparer } from './comparer.ts';
import { type Difference, undecided } from './difference.ts';
import { additionalOf, declaredNames, isDeclaredAsMap, patternsOf, requiredNames } from './members.ts';
import { allOf, type Schema, schemaFrom, without } from './schema.ts';

export function notDifferences(narrow: Alternative, wide: JsonObject, comparer: Comparer): Difference[] {
  if (wide['not'] === undefined) return [];
  const excluded = schemaFrom(wide['not']);
  if (comparer.areDisjoint(schemaOf(narrow), excluded)) return [];
  const before = narrow.parts.find((part) => part['not'] !== undefined)?.['not'];
  return [undecided('not', show(before), show(excluded))];
}

export function conditionDifferences(
  narrow: Alternative,
  wide: JsonObject,
  comparer: Comparer,
): Difference[] {
  if (wide['if'] === undefined) return [];
  const condition = schemaFrom(wide['if']);
  const beside = [...comparer.beside, without(wide, 'if')];
  const when = (schema: Schema, then: Schema) =>
    comparer.subset(allOf([schemaOf(narrow), schema]), then, [...beside, condition]);
  return [
    ...when(condition, schemaFrom(wide['then'])),
    ...when({ not: condition }, schemaFrom(wide['else'])),
  ];
}

/** `dependentRequired` and `dependentSchemas`: what a member brings with it. */
export function dependentDifferences(
  narrow: Alternative,
  wide: JsonObject,
  comparer: Comparer,
): Difference[] {
  if (narrow.type !== 'object') return [];
  const having = (name: string) => allOf([schemaOf(narrow), { required: [name] }]);
  const required = Object.keys(objectAt(wide, 'dependentRequired'))
    .filter((name) => mayHave(narrow.parts, name))
    .flatMap((name) => {
      const names = stringsAt(objectAt(wide, 'dependentRequired'), name);
      return comparer
        .subset(having(name), { required: names }, [...comparer.beside, wide])
        .map((difference) => asDependent(difference, name));
    });
  const schemas = Object.entries(objectAt(wide, 'dependentSchemas'))
    .filter(([name]) => mayHave(narrow.parts, name))
    .flatMap(([name, schema]) =>
      comparer.subset(having(name), schemaFrom(schema), [
        ...comparer.beside,
        without(wide, 'dependentSchemas'),
      ]),
    );
  return [...required, ...schemas];
}

const asDependent = (difference: Difference, name: string): Difference =>
  difference.rule === 'required'
    ? { ...difference, rule: 'dependentRequired', wide: `required with "${name}"` }
    : difference;

// An undeclared member of an open object is nobody's promise; see objects.ts.
const mayHave = (parts: readonly JsonObject[], name: string): boolean =>
  requiredNames(parts).has(name) ||
  declaredNames(parts).includes(name) ||
  patternsOf(parts).size > 0 ||
  isDeclaredAsMap(additionalOf(parts));
