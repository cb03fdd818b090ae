import { isDeepStrictEqual } from 'node:util';
import { breaking, type Change, compatible, inside, type Place } from './change.ts';
import { contentChanges } from './content-changes.ts';
import { type JsonObject, listAt, objectAt, show, stringAt } from './json.ts';
import { dereference, type Resolve } from './schema/references.ts';
import { schemaFrom } from './schema/schema.ts';
import { schemaChanges } from './schema-changes.ts';
import type { Compared, Sides } from './sides.ts';

/** Path items and their operations: a parameter of the operation replaces the path's of the same name. */
export type OperationSide = { pathItem: JsonObject; operation: JsonObject };

export function parameterChanges(place: Place, sides: Compared<OperationSide>): Change[] {
  const old = parametersOf(sides.old, sides.resolve);
  const next = parametersOf(sides.new, sides.resolve);
  return [...new Set([...old.keys(), ...next.keys()])].flatMap((key) => {
    const here = inside(place, `parameter ${key}`);
    const before = old.get(key);
    const after = next.get(key);
    if (after === undefined) return breaking(here, 'parameter-removed', `parameter was ${key}, is removed`);
    if (before !== undefined) return oneParameter(here, { old: before, new: after, resolve: sides.resolve });
    return after['required'] === true
      ? breaking(here, 'parameter-required', 'parameter was absent, is required')
      : compatible(here, 'parameter-added', 'parameter was absent, is optional');
  });
}

// OpenAPI: header parameters of these names are ignored; media types and security speak for them.
const ignoredHeaders = new Set(['header accept', 'header authorization', 'header content-type']);

function parametersOf({ pathItem, operation }: OperationSide, resolve: Resolve): Map<string, JsonObject> {
  const parameters = [...listAt(pathItem, 'parameters'), ...listAt(operation, 'parameters')]
    .map((parameter) => dereference(parameter, resolve))
    .map((parameter): [string, JsonObject] => [keyOf(parameter), parameter]);
  return new Map(parameters.filter(([key]) => !ignoredHeaders.has(key)));
}

function keyOf(parameter: JsonObject): string {
  const place = stringAt(parameter, 'in') ?? '';
  const name = stringAt(parameter, 'name') ?? '';
  return `${place} ${place === 'header' ? name.toLowerCase() : name}`;
}

function oneParameter(place: Place, { old, new: next, resolve }: Compared<JsonObject>): Change[] {
  const scope = { place, direction: 'request', prefix: 'parameter' } as const;
  const schemas = { old: schemaFrom(old['schema']), new: schemaFrom(next['schema']), resolve };
  const contents = { old: objectAt(old, 'content'), new: objectAt(next, 'content'), resolve };
  return [
    ...requiredChanges(place, { old, new: next }),
    ...serializationChanges(place, { old, new: next }),
    ...schemaChanges(scope, schemas),
    ...contentChanges(scope, contents),
    ...(next['deprecated'] === true && old['deprecated'] !== true
      ? [compatible(place, 'parameter-deprecated', 'deprecated was false, is true')]
      : []),
  ];
}

function requiredChanges(place: Place, { old, new: next }: Sides<JsonObject>): Change[] {
  const was = old['required'] === true;
  const is = next['required'] === true;
  if (was === is) return [];
  return is
    ? [breaking(place, 'parameter-required', 'parameter was optional, is required')]
    : [compatible(place, 'parameter-optional', 'parameter was required, is optional')];
}

function serializationChanges(place: Place, { old, new: next }: Sides<JsonObject>): Change[] {
  const before = serializationOf(old);
  const after = serializationOf(next);
  return isDeepStrictEqual(before, after)
    ? []
    : [
        breaking(
          place,
          'parameter-serialization-changed',
          `serialization was ${show(before)}, is ${show(after)}`,
        ),
      ];
}

function serializationOf(parameter: JsonObject) {
  const byPlace = parameter['in'] === 'query' || parameter['in'] === 'cookie' ? 'form' : 'simple';
  const style = parameter['style'] ?? byPlace;
  return {
    style,
    explode: parameter['explode'] ?? style === 'form',
    allowReserved: parameter['allowReserved'] ?? false,
    allowEmptyValue: parameter['allowEmptyValue'] ?? false,
  };
}
