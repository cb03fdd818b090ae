import { breaking, type Change, compatible, inside, type Place } from './change.ts';
import { type JsonObject, show } from './json.ts';
import { type OperationSide, parameterChanges } from './parameter-changes.ts';
import { requestBodyChanges } from './request-body-changes.ts';
import { responseChanges } from './response-changes.ts';
import { isSame } from './schema/same.ts';
import { securityChanges } from './security-changes.ts';
import type { Compared } from './sides.ts';

export type OperationInDocument = OperationSide & { document: JsonObject };

/** All that changed in an operation that both contracts have. */
export function operationChanges(place: Place, sides: Compared<OperationInDocument>): Change[] {
  const { resolve } = sides;
  const operations = { old: sides.old.operation, new: sides.new.operation, resolve };
  const changes = [
    ...nameChanges(place, operations),
    ...securityChanges(place, sides),
    ...parameterChanges(place, sides),
    ...requestBodyChanges(place, operations),
    ...responseChanges(place, operations),
    ...callbackChanges(place, operations),
  ];
  if (changes.length > 0 || isSame(operations.old, operations.new, resolve)) return changes;
  return [
    compatible(place, 'operation-changed', 'was written one way, is written another that means the same'),
  ];
}

function nameChanges(place: Place, { old, new: next }: Compared<JsonObject>): Change[] {
  const names = { old: show(old['operationId']), new: show(next['operationId']) };
  return [
    ...(names.old === names.new
      ? []
      : [breaking(place, 'operation-id-changed', `operationId was ${names.old}, is ${names.new}`)]),
    ...(next['deprecated'] === true && old['deprecated'] !== true
      ? [compatible(place, 'operation-deprecated', 'deprecated was false, is true')]
      : []),
  ];
}

function callbackChanges(place: Place, { old, new: next, resolve }: Compared<JsonObject>): Change[] {
  const callbacks = { old: old['callbacks'] ?? {}, new: next['callbacks'] ?? {} };
  if (isSame(callbacks.old, callbacks.new, resolve)) return [];
  const sentence = `callbacks were ${show(callbacks.old)}, are ${show(callbacks.new)}`;
  return [
    breaking(inside(place, 'callbacks'), 'callbacks-changed', `cannot show that they fit: ${sentence}`),
  ];
}
