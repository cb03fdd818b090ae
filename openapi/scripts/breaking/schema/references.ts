import { isObject, type Json, type JsonObject, member, stringAt } from '../json.ts';

export type Resolve = (reference: string) => Json;

/**
 * Puts the document's name in front of each of its references, so that pieces of two documents can stand
 * in one schema: `#/components/schemas/Usage` becomes `old#/components/schemas/Usage`.
 */
export function qualifyReferences(value: Json, documentName: string): Json {
  if (Array.isArray(value)) return value.map((item) => qualifyReferences(item, documentName));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      key === '$ref' && typeof child === 'string'
        ? documentName + child
        : qualifyReferences(child, documentName),
    ]),
  );
}

/** Resolves the qualified references of these documents. Throws when one leads nowhere. */
export function resolverOf(documents: { readonly [name: string]: Json }): Resolve {
  return (reference) => {
    const [documentName = '', pointer = ''] = reference.split('#');
    let value = documents[documentName];
    for (const step of pointer.split('/').slice(1)) {
      const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
      value = Array.isArray(value) ? value[Number(key)] : isObject(value) ? member(value, key) : undefined;
    }
    if (value === undefined) throw new Error(`The reference ${reference} leads nowhere.`);
    return value;
  };
}

/** Follows a reference that stands alone, as those to parameters, headers and responses do. */
export function dereference(value: Json | undefined, resolve: Resolve): JsonObject {
  let target = value;
  for (let hops = 0; isObject(target) && hops < 100; hops++) {
    const reference = stringAt(target, '$ref');
    if (reference === null) return target;
    target = resolve(reference);
  }
  return {};
}

export const nameOf = (reference: string): string => reference.split('/').at(-1) ?? reference;
