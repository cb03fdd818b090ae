import { isArray, isObject } from '../json.ts';

/** What the caller named or made up itself. */
const opaque = new Set(['args', 'response', 'parametersJsonSchema', 'responseJsonSchema', 'partMetadata']);

/** The value with its members in camelCase: Gemini takes `inline_data` for `inlineData`, everywhere but in the caller's own. */
export function camelCase(value: unknown): unknown {
  if (isArray(value)) return value.map(camelCase);
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => {
    const key = name.replace(/(?<=[a-z0-9])_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    if (opaque.has(key)) return [key, member];
    return [key, key === 'properties' ? eachMember(member) : camelCase(member)];
  });
  return Object.fromEntries(members);
}

function eachMember(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, camelCase(member)]));
}
