import { breaking, type Change, compatible, inside } from './change.ts';
import { type JsonObject, objectAt, show } from './json.ts';
import { isSame } from './schema/same.ts';
import { schemaFrom } from './schema/schema.ts';
import { type Scope, schemaChanges } from './schema-changes.ts';
import { allKeys, type Compared } from './sides.ts';

/** Media types of a body, event streams among them: there the schema is that of one event's data. */
export function contentChanges(scope: Scope, { old, new: next, resolve }: Compared<JsonObject>): Change[] {
  return allKeys({ old, new: next }).flatMap((mediaType) => {
    const place = mediaType === 'application/json' ? scope.place : inside(scope.place, mediaType);
    if (next[mediaType] === undefined)
      return breaking(
        place,
        `${scope.prefix}-media-type-removed`,
        `media type was ${mediaType}, is not offered`,
      );
    if (old[mediaType] === undefined)
      return compatible(
        place,
        `${scope.prefix}-media-type-added`,
        `media type was not offered, is ${mediaType}`,
      );
    const before = objectAt(old, mediaType);
    const after = objectAt(next, mediaType);
    const encoding = isSame(before['encoding'] ?? null, after['encoding'] ?? null, resolve)
      ? []
      : [
          breaking(
            place,
            `${scope.prefix}-encoding-changed`,
            `cannot show that the encoding still fits: was ${show(before['encoding'])}, is ${show(after['encoding'])}`,
          ),
        ];
    const schemas = { old: schemaFrom(before['schema']), new: schemaFrom(after['schema']), resolve };
    return [...encoding, ...schemaChanges({ ...scope, place }, schemas)];
  });
}
