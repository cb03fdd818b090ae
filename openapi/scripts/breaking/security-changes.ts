import { breaking, type Change, compatible, inside, type Place } from './change.ts';
import { isObject, type Json, type JsonObject, listAt, objectAt, show, stringsAt } from './json.ts';
import { dereference } from './schema/references.ts';
import { isSame } from './schema/same.ts';
import { without } from './schema/schema.ts';
import type { Compared, Sides } from './sides.ts';

type OperationInDocument = { operation: JsonObject; document: JsonObject };

/** Each way of signing a request that sufficed must suffice still. */
export function securityChanges(operationPlace: Place, sides: Sides<OperationInDocument>): Change[] {
  const place = inside(operationPlace, 'security');
  const old = waysOf(sides.old);
  const next = waysOf(sides.new);
  const sentence = `security was ${show(old)}, is ${show(next)}`;
  const isStricter = !old.every((way) => next.some((other) => suffices(way, other)));
  if (isStricter) return [breaking(place, 'security-narrowed', sentence)];
  const isLooser = !next.every((way) => old.some((other) => suffices(way, other)));
  return isLooser ? [compatible(place, 'security-widened', sentence)] : [];
}

function waysOf({ operation, document }: OperationInDocument): JsonObject[] {
  const owner = operation['security'] === undefined ? document : operation;
  const ways = listAt(owner, 'security').filter(isObject);
  return ways.length === 0 ? [{}] : ways;
}

const suffices = (given: JsonObject, asked: JsonObject): boolean =>
  Object.keys(asked).every(
    (scheme) =>
      Object.hasOwn(given, scheme) &&
      stringsAt(asked, scheme).every((scope) => stringsAt(given, scheme).includes(scope)),
  );

/** The schemes themselves: where the key goes and how it is spelled. */
export function securitySchemeChanges({ old, new: next, resolve }: Compared<JsonObject>): Change[] {
  const before = schemesOf(old);
  const after = schemesOf(next);
  const comparable = (scheme: Json | undefined) => without(dereference(scheme, resolve), 'bearerFormat');
  const changed = Object.keys(before).flatMap((name) => {
    const place = { operation: 'document', where: `document security scheme ${name}` };
    const was = comparable(before[name]);
    if (after[name] === undefined)
      return breaking(place, 'security-scheme-removed', `scheme was ${show(was)}, is removed`);
    const is = comparable(after[name]);
    return isSame(was, is, resolve)
      ? []
      : breaking(place, 'security-scheme-changed', `scheme was ${show(was)}, is ${show(is)}`);
  });
  const added = Object.keys(after)
    .filter((name) => before[name] === undefined)
    .map((name) =>
      compatible(
        { operation: 'document', where: `document security scheme ${name}` },
        'security-scheme-added',
        `scheme was absent, is ${show(comparable(after[name]))}`,
      ),
    );
  return [...changed, ...added];
}

const schemesOf = (document: JsonObject): JsonObject =>
  objectAt(objectAt(document, 'components'), 'securitySchemes');
