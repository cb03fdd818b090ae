import { isDeepStrictEqual } from 'node:util';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Resolve } from './references.ts';

const prose = new Set([
  '$comment',
  'description',
  'example',
  'examples',
  'externalDocs',
  'info',
  'summary',
  'tags',
  'title',
]);
/** Under these the keys are names that someone chose, so a property called "description" counts. */
const maps = new Set([
  '$defs',
  'callbacks',
  'content',
  'dependentSchemas',
  'headers',
  'parameters',
  'paths',
  'patternProperties',
  'properties',
  'requestBodies',
  'responses',
  'schemas',
  'securitySchemes',
  'webhooks',
]);
const data = new Set(['const', 'default', 'dependentRequired']);
const sets = new Set(['enum', 'required', 'type']);

/** Whether two pieces of a contract say the same, prose aside: descriptions, titles, examples, tags, info. */
export function isSame(left: Json, right: Json, resolve: Resolve): boolean {
  const assumed = new Set<string>();

  function sameObject(left: JsonObject, right: JsonObject, isMap: boolean): boolean {
    const counts = (key: string) => isMap || !prose.has(key);
    const keys = Object.keys(left).filter(counts);
    return (
      keys.length === Object.keys(right).filter(counts).length &&
      keys.every((key) => Object.hasOwn(right, key) && sameAt(key, left[key], right[key], isMap))
    );
  }

  function sameAt(key: string, left: Json | undefined, right: Json | undefined, isMap: boolean): boolean {
    if (left === undefined || right === undefined) return left === right;
    if (isMap) return same(left, right, false);
    if (data.has(key)) return isDeepStrictEqual(left, right);
    if (sets.has(key)) return isDeepStrictEqual(sorted(left), sorted(right));
    if (key === '$ref' && typeof left === 'string' && typeof right === 'string')
      return sameTarget(left, right);
    return same(left, right, maps.has(key));
  }

  function sameTarget(left: string, right: string): boolean {
    const pair = `${left} ${right}`;
    if (left === right || assumed.has(pair)) return true;
    assumed.add(pair);
    return same(resolve(left), resolve(right), false);
  }

  function same(left: Json, right: Json, isMap: boolean): boolean {
    if (Array.isArray(left) && Array.isArray(right))
      return left.length === right.length && left.every((item, i) => sameAt('', item, right[i], false));
    if (isObject(left) && isObject(right)) return sameObject(left, right, isMap);
    return left === right;
  }

  return same(left, right, false);
}

const sorted = (value: Json): Json[] =>
  (Array.isArray(value) ? [...value] : [value]).sort((a, b) =>
    JSON.stringify(a) < JSON.stringify(b) ? -1 : 1,
  );
