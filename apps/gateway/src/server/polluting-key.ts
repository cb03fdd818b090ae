/** A key of a parsed JSON value that could reach a prototype when somebody copies it: `__proto__` or `constructor.prototype`. */
export function pollutingKey(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (Object.hasOwn(value, '__proto__')) return '__proto__';
  if ('constructor' in value && hasOwnPrototype(value.constructor)) return 'constructor.prototype';
  for (const child of Object.values(value)) {
    const found = pollutingKey(child);
    if (found !== null) return found;
  }
  return null;
}

const hasOwnPrototype = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype');
