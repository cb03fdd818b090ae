import { breaking, type Change, compatible } from './change.ts';
import { isObject, type Json, type JsonObject, member, objectAt, show, stringAt } from './json.ts';
import { operationChanges } from './operation-changes.ts';
import { dereference, qualifyReferences, type Resolve, resolverOf } from './schema/references.ts';
import { isSame } from './schema/same.ts';
import { securitySchemeChanges } from './security-changes.ts';
import { allKeys } from './sides.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/**
 * What changed between two bundled OpenAPI 3.1 documents, breaking or not. Breaking is what can turn a valid
 * old request into an invalid one, or an answer of the new contract into one that the old didn't promise; also
 * what may do so and can't be shown not to. Servers and prose are not compared.
 */
export function breakingChanges(oldDocument: JsonObject, newDocument: JsonObject): Change[] {
  const { old, new: next, resolve } = qualified(oldDocument, newDocument);
  const paths = { old: objectAt(old, 'paths'), new: objectAt(next, 'paths') };
  const operations = allKeys(paths).flatMap((path) => {
    const items = {
      old: dereference(member(paths.old, path), resolve),
      new: dereference(member(paths.new, path), resolve),
    };
    return methods.flatMap((method): Change[] => {
      const operation = `${method.toUpperCase()} ${path}`;
      const place = { operation, where: operation };
      const before = items.old[method];
      const after = items.new[method];
      if (isObject(before) && isObject(after))
        return operationChanges(place, {
          old: { pathItem: items.old, operation: before, document: old },
          new: { pathItem: items.new, operation: after, document: next },
          resolve,
        });
      if (isObject(before)) return [breaking(place, 'operation-removed', 'operation was there, is removed')];
      if (!isObject(after)) return [];
      return [compatible(place, 'operation-added', `operation was absent, is ${named(after)}`)];
    });
  });
  return [
    ...operations,
    ...securitySchemeChanges({ old, new: next, resolve }),
    ...webhookChanges(old, next, resolve),
  ];
}

/** Whether the documents differ in more than prose: descriptions, titles, examples, tags, info. */
export function differsBeyondProse(oldDocument: JsonObject, newDocument: JsonObject): boolean {
  const { old, new: next, resolve } = qualified(oldDocument, newDocument);
  return !isSame(old, next, resolve);
}

const named = (operation: JsonObject): string => stringAt(operation, 'operationId') ?? 'there';

function qualified(oldDocument: JsonObject, newDocument: JsonObject) {
  const qualify = (document: Json, name: string): JsonObject => {
    const result = qualifyReferences(document, name);
    return isObject(result) ? result : {};
  };
  const old = qualify(oldDocument, 'old');
  const next = qualify(newDocument, 'new');
  return { old, new: next, resolve: resolverOf({ old, new: next }) };
}

function webhookChanges(old: JsonObject, next: JsonObject, resolve: Resolve): Change[] {
  const webhooks = { old: old['webhooks'] ?? {}, new: next['webhooks'] ?? {} };
  if (isSame(webhooks.old, webhooks.new, resolve)) return [];
  const sentence = `webhooks were ${show(webhooks.old)}, are ${show(webhooks.new)}`;
  return [
    breaking(
      { operation: 'document', where: 'document webhooks' },
      'webhooks-changed',
      `cannot show that they fit: ${sentence}`,
    ),
  ];
}
