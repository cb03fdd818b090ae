export type Path = readonly (string | number)[];

/** One thing wrong with a request that is right otherwise. */
export type Fault = {
  /** What is wrong: the keyword that is broken, or the rule. */
  kind: string;
  /** Where. A key that is missing is named as if it were there. */
  path: Path;
  /** The request with it. */
  mutant: () => unknown;
};

/** A value with another one at a path; `undefined` takes out what stands there. */
export function replaceAt(value: unknown, [key, ...rest]: Path, replacement: unknown): unknown {
  if (key === undefined) return replacement;
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === key ? replaceAt(item, rest, replacement) : item));
  }
  if (!isObject(value)) return value;
  const { [key]: child, ...others } = value;
  const replaced = replaceAt(child, rest, replacement);
  return replaced === undefined ? others : { ...others, [key]: replaced };
}

export const isObject = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
