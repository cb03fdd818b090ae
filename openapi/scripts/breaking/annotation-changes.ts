import { isDeepStrictEqual } from 'node:util';
import { atPath, breaking, type Change, compatible, type Place } from './change.ts';
import { isObject, type JsonObject, listAt, objectAt, show } from './json.ts';
import { labelOf } from './schema/alternatives.ts';
import { type Schema, schemaFrom, schemasFrom } from './schema/schema.ts';
import type { Scope } from './schema-changes.ts';
import type { Compared, Sides } from './sides.ts';

/** What says nothing about which values are valid and still matters: `deprecated`, `default`, known values. */
export function annotationChanges(scope: Scope, { old, new: next, resolve }: Compared<Schema>): Change[] {
  const visited = new Set<string>();

  function walk(sides: Sides<Schema>, path: string[]): Change[] {
    if (!isObject(sides.old) || !isObject(sides.new)) return [];
    const key = JSON.stringify(sides);
    if (visited.has(key)) return [];
    visited.add(key);
    const here = { old: merged(sides.old), new: merged(sides.new) };
    return [
      ...changesAt(scope, atPath(scope.place, path), here),
      ...childrenOf(here).flatMap(({ steps, ...child }) => walk(child, [...path, ...steps])),
    ];
  }

  function merged(schema: JsonObject): JsonObject {
    const reference = schema['$ref'];
    if (typeof reference !== 'string') return schema;
    const { $ref: _, ...rest } = schema;
    const target = resolve(reference);
    return isObject(target) ? merged({ ...target, ...rest }) : rest;
  }

  return walk({ old, new: next }, []);
}

function changesAt({ direction, prefix }: Scope, place: Place, sides: Sides<JsonObject>): Change[] {
  const { old, new: next } = sides;
  const changes: Change[] = [];
  if (next['deprecated'] === true && old['deprecated'] !== true)
    changes.push(compatible(place, `${prefix}-deprecated`, 'deprecated was false, is true'));
  if (direction === 'request' && !isDeepStrictEqual(old['default'], next['default'])) {
    const report = old['default'] === undefined ? compatible : breaking;
    const sentence = `default was ${show(old['default'])}, is ${show(next['default'])}`;
    changes.push(report(place, `${prefix}-default-changed`, sentence));
  }
  const before = listAt(old, 'enum');
  const gained = listAt(next, 'enum').filter(
    (value) => !before.some((other) => isDeepStrictEqual(value, other)),
  );
  if (direction === 'response' && before.length > 0 && gained.length > 0)
    changes.push(
      compatible(
        place,
        `${prefix}-enum-widened`,
        `enum gained ${gained.map(show).join(', ')}: was ${show(before)}, is ${show(next['enum'])}`,
      ),
    );
  return changes;
}

type Child = Sides<Schema> & { steps: string[] };

function childrenOf({ old, new: next }: Sides<JsonObject>): Child[] {
  const named = Object.entries(objectAt(old, 'properties'))
    .filter(([name]) => Object.hasOwn(objectAt(next, 'properties'), name))
    .map(([name, schema]) => ({
      steps: [name],
      old: schemaFrom(schema),
      new: schemaFrom(objectAt(next, 'properties')[name]),
    }));
  const single = ([keyword, step]: readonly [string, string]) => ({
    steps: [step],
    old: schemaFrom(old[keyword]),
    new: schemaFrom(next[keyword]),
  });
  return [
    ...named,
    ...[['items', 'items'] as const, ['additionalProperties', '*'] as const].map(single),
    ...['allOf', 'anyOf', 'oneOf', 'prefixItems'].flatMap((keyword) => branchesOf(keyword, old, next)),
  ];
}

/** Union members that have names are paired by name, others by position. */
function branchesOf(keyword: string, old: JsonObject, next: JsonObject): Child[] {
  const candidates = schemasFrom(next[keyword]);
  return schemasFrom(old[keyword]).flatMap((branch, index) => {
    const [label] = labelOf(branch);
    const other =
      label === undefined
        ? candidates[index]
        : candidates.find((candidate) => labelOf(candidate)[0] === label);
    const place = keyword === 'prefixItems' ? ['prefixItems', String(index)] : [];
    const steps = keyword === 'allOf' || label === undefined ? place : [...place, label];
    return other === undefined ? [] : [{ steps, old: branch, new: other }];
  });
}
