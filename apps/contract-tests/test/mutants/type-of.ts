import type { Type } from '../schema/schema.ts';
import { isObject } from './fault.ts';

/** The type of a JSON value, in the word that a schema of these types would use for it. */
export function typeOf(value: unknown, types: readonly Type[]): Type {
  if (value === null) return 'null';
  if (typeof value === 'number')
    return Number.isInteger(value) && !types.includes('number') ? 'integer' : 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return 'string';
  if (isObject(value)) return 'object';
  return 'array';
}
