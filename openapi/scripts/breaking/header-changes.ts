import { breaking, type Change, compatible, inside, type Place } from './change.ts';
import { contentChanges } from './content-changes.ts';
import { type Json, type JsonObject, objectAt } from './json.ts';
import { dereference } from './schema/references.ts';
import { schemaFrom } from './schema/schema.ts';
import { schemaChanges } from './schema-changes.ts';
import { allKeys, type Compared } from './sides.ts';

/** The documented headers of one answer: readers count on those that are there. */
export function headerChanges(place: Place, { old, new: next, resolve }: Compared<JsonObject>): Change[] {
  const before = byLowerCaseName(old);
  const after = byLowerCaseName(next);
  return allKeys({ old: before, new: after }).flatMap((name) => {
    const here = inside(place, `header ${name}`);
    if (after[name] === undefined)
      return breaking(here, 'response-header-removed', `header was ${name}, is not documented`);
    if (before[name] === undefined)
      return compatible(here, 'response-header-added', `header was not documented, is ${name}`);
    const header = { old: dereference(before[name], resolve), new: dereference(after[name], resolve) };
    return oneHeader(here, { ...header, resolve });
  });
}

const byLowerCaseName = (headers: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(headers)
      .map(([name, header]): [string, Json] => [name.toLowerCase(), header])
      // OpenAPI: a response header of this name is ignored; the media type speaks for it.
      .filter(([name]) => name !== 'content-type'),
  );

function oneHeader(place: Place, { old, new: next, resolve }: Compared<JsonObject>): Change[] {
  const was = old['required'] === true;
  const is = next['required'] === true;
  const scope = { place, direction: 'response', prefix: 'response-header' } as const;
  const schemas = { old: schemaFrom(old['schema']), new: schemaFrom(next['schema']), resolve };
  const contents = { old: objectAt(old, 'content'), new: objectAt(next, 'content'), resolve };
  return [
    ...(was && !is ? [breaking(place, 'response-header-optional', 'header was required, is optional')] : []),
    ...(is && !was
      ? [compatible(place, 'response-header-required', 'header was optional, is required')]
      : []),
    ...(next['deprecated'] === true && old['deprecated'] !== true
      ? [compatible(place, 'response-header-deprecated', 'deprecated was false, is true')]
      : []),
    ...schemaChanges(scope, schemas),
    ...contentChanges(scope, contents),
  ];
}
