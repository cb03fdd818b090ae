import type { Document } from './document.ts';

const pascalCase = (name: string) =>
  name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
const reference = /^(#\/components\/(?:schemas|responses|parameters|headers)\/)([\w-]+)/;

/**
 * The bundler names a component by its file: `chat-chunk`. Types and docs want `ChatChunk`.
 * Components are sorted by name, so that a diff of the bundle shows what changed and not what moved.
 */
export function nameComponents(bundle: Document): Document {
  const rename = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(rename);
    if (typeof node === 'string')
      return node.replace(reference, (_, prefix, name) => prefix + pascalCase(name));
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, rename(value)]));
  };
  const document = rename(bundle) as Document;
  for (const [kind, components] of Object.entries(document.components)) {
    if (kind === 'securitySchemes') continue;
    const named = Object.entries(components).map(
      ([name, component]) => [pascalCase(name), component] as const,
    );
    document.components[kind] = Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return document;
}
