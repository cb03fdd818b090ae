import { isObject } from '../providers/json.ts';

/** A key of a parsed JSON value that could reach a prototype when somebody copies it: `__proto__` or `constructor.prototype`. */
export function pollutingKey(value: unknown): string | null {
  if (Array.isArray(value)) {
    for (const child of value) {
      const found = pollutingKey(child);
      if (found !== null) return found;
    }
  } else if (isObject(value)) {
    // Not by Object.entries: it makes an array for each object of each request, and this takes a seventh of the time.
    for (const key in value) {
      if (key === '__proto__') return key;
      const child = value[key];
      if (key === 'constructor' && isObject(child) && Object.hasOwn(child, 'prototype'))
        return 'constructor.prototype';
      const found = pollutingKey(child);
      if (found !== null) return found;
    }
  }
  return null;
}
