import fc from 'fast-check';

const small = fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' });

/** Keys that no body may hold, whatever its schema: they could reach a prototype. */
export const isHarmless = (key: string): boolean => !['__proto__', 'constructor'].includes(key);

/** Any small JSON value. */
export const json = small.filter((value) => !/"(__proto__|constructor)"/.test(JSON.stringify(value)));
