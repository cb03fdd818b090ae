import type { JsonObject } from '../json.ts';
import { atLeast, atMost } from './limits.ts';
import { allOf, type Schema, schemaFrom, schemasFrom } from './schema.ts';

const itemOf = (part: JsonObject, index: number): Schema =>
  schemasFrom(part['prefixItems'])[index] ?? schemaFrom(part['items']);

/** What all parts together ask of the item at that index. */
export const itemAt = (parts: readonly JsonObject[], index: number): Schema =>
  allOf(parts.map((part) => itemOf(part, index)));

/** What all parts together ask of the items behind every prefix. */
export const itemsBehind = (parts: readonly JsonObject[]): Schema =>
  allOf(parts.map((part) => schemaFrom(part['items'])));

export const prefixLength = (parts: readonly JsonObject[]): number =>
  Math.max(0, ...parts.map((part) => schemasFrom(part['prefixItems']).length));

/** How many items there are at least and at most; a place where nothing fits ends the list. */
export function itemCounts(parts: readonly JsonObject[]): { least: number; most: number } {
  const most = atMost(parts, 'maxItems');
  const prefix = prefixLength(parts);
  const end = Array.from({ length: prefix + 1 }, (_, index) => itemAt(parts, index)).indexOf(false);
  return { least: atLeast(parts, 'minItems'), most: end === -1 ? most : Math.min(most, end) };
}
