export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The member of that name, or undefined. Never something inherited: a property may be called "constructor". */
export const member = (object: JsonObject, name: string): Json | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined;

export function objectAt(object: JsonObject, name: string): JsonObject {
  const value = member(object, name);
  return isObject(value) ? value : {};
}

export function listAt(object: JsonObject, name: string): Json[] {
  const value = member(object, name);
  return Array.isArray(value) ? value : [];
}

export const stringsAt = (object: JsonObject, name: string): string[] =>
  listAt(object, name).filter((value) => typeof value === 'string');

export function numberAt(object: JsonObject, name: string): number | null {
  const value = member(object, name);
  return typeof value === 'number' ? value : null;
}

export function stringAt(object: JsonObject, name: string): string | null {
  const value = member(object, name);
  return typeof value === 'string' ? value : null;
}

const longestShown = 100;

/** A value as a sentence shows it: JSON, cut where it gets long; "none" for what isn't there. */
export function show(value: Json | undefined): string {
  if (value === undefined) return 'none';
  const text = JSON.stringify(value);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}
