import { breaking, type Change, compatible, inside, type Place } from './change.ts';
import { contentChanges } from './content-changes.ts';
import { type JsonObject, objectAt } from './json.ts';
import { dereference } from './schema/references.ts';
import type { Compared } from './sides.ts';

export function requestBodyChanges(
  operationPlace: Place,
  { old, new: next, resolve }: Compared<JsonObject>,
): Change[] {
  const place = inside(operationPlace, 'request');
  const before = old['requestBody'];
  const after = next['requestBody'];
  const body = { old: dereference(before, resolve), new: dereference(after, resolve) };
  const was = before === undefined ? 'absent' : body.old['required'] === true ? 'required' : 'optional';
  const is = after === undefined ? 'absent' : body.new['required'] === true ? 'required' : 'optional';
  if (was === is && was === 'absent') return [];
  if (is === 'absent') return [breaking(place, 'request-body-removed', `body was ${was}, is absent`)];
  const presence =
    was === is
      ? []
      : is === 'required'
        ? [breaking(place, 'request-body-required', `body was ${was}, is required`)]
        : [compatible(place, 'request-body-optional', `body was ${was}, is optional`)];
  if (was === 'absent') return presence;
  const scope = { place, direction: 'request', prefix: 'request' } as const;
  const contents = { old: objectAt(body.old, 'content'), new: objectAt(body.new, 'content'), resolve };
  return [...presence, ...contentChanges(scope, contents)];
}
