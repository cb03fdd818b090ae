import { breaking, type Change, compatible, inside, type Place } from './change.ts';
import { contentChanges } from './content-changes.ts';
import { headerChanges } from './header-changes.ts';
import { type JsonObject, objectAt } from './json.ts';
import { dereference } from './schema/references.ts';
import { allKeys, type Compared } from './sides.ts';

export function responseChanges(place: Place, operations: Compared<JsonObject>): Change[] {
  const { resolve } = operations;
  const old = objectAt(operations.old, 'responses');
  const next = objectAt(operations.new, 'responses');
  return allKeys({ old, new: next }).flatMap((status) => {
    const here = inside(place, `response ${status}`);
    const before = old[status] ?? covering(old, status);
    const after = next[status] ?? covering(next, status);
    if (after === undefined)
      return breaking(here, 'response-status-removed', `status was ${status}, is not documented`);
    const answer = dereference(after, resolve);
    if (before === undefined) return newStatus(here, status, { old, new: answer, resolve });
    return oneResponse(here, { old: dereference(before, resolve), new: answer, resolve });
  });
}

/** What documents a status that isn't listed itself: its range, such as 4XX, then the default. */
const covering = (responses: JsonObject, status: string) =>
  (/^\d\d\d$/.test(status) ? responses[`${status[0]}XX`] : undefined) ?? responses['default'];

/** A new error is no news to readers who can already read such a body from another error. */
function newStatus(
  place: Place,
  status: string,
  { old, new: answer, resolve }: Compared<JsonObject>,
): Change[] {
  const isRead =
    /^[45]/.test(status) &&
    Object.entries(old)
      .filter(([known]) => /^[45]/.test(known))
      .map(([, known]) => ({ old: bodyOf(dereference(known, resolve)), new: bodyOf(answer), resolve }))
      .some((bodies) => oneResponse(place, bodies).every(({ level }) => level === 'compatible'));
  return isRead
    ? [compatible(place, 'response-status-added', `status was not documented, is ${status}`)]
    : [
        breaking(
          place,
          'response-status-added',
          `cannot show that old readers understand it: status was not documented, is ${status}`,
        ),
      ];
}

const bodyOf = (response: JsonObject): JsonObject => ({ content: objectAt(response, 'content') });

function oneResponse(place: Place, { old, new: next, resolve }: Compared<JsonObject>): Change[] {
  const contents = { old: objectAt(old, 'content'), new: objectAt(next, 'content'), resolve };
  const headers = { old: objectAt(old, 'headers'), new: objectAt(next, 'headers'), resolve };
  return [
    ...headerChanges(place, headers),
    ...contentChanges({ place, direction: 'response', prefix: 'response' }, contents),
  ];
}
