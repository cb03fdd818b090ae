import { isArray, isObject } from './json.ts';

export type Path = readonly (string | number)[];

/** What is wrong with a value, in no wire's words. `wanted` goes on from "it should be …". */
export type Mismatch = {
  path: Path;
  problem: 'missing' | 'unknown' | 'type' | 'value';
  wanted: string;
  got: unknown;
};

/** Looks at one value; null when nothing is wrong with it. */
export type Shape = (value: unknown, path: Path) => Mismatch | null;

export const anything: Shape = () => null;

const typed =
  (wanted: string, fits: (value: unknown) => boolean): Shape =>
  (got, path) =>
    fits(got) ? null : { path, problem: 'type', wanted, got };

export const string = typed('a valid string', (value) => typeof value === 'string');
export const boolean = typed('a valid boolean', (value) => typeof value === 'boolean');
export const object = typed('a valid dictionary', isObject);

const within = (wanted: string, fits: (value: unknown) => boolean, low: number, high: number): Shape => {
  const type = typed(wanted, fits);
  return (got, path) => {
    const wrong = type(got, path);
    if (wrong !== null) return wrong;
    if (Number(got) < low) return { path, problem: 'value', wanted: `greater than or equal to ${low}`, got };
    if (Number(got) > high) return { path, problem: 'value', wanted: `less than or equal to ${high}`, got };
    return null;
  };
};

export const number = (low: number, high: number): Shape =>
  within('a valid number', (value) => typeof value === 'number', low, high);

export const integer = (low: number, high: number = Number.MAX_SAFE_INTEGER): Shape =>
  within('a valid integer', Number.isInteger, low, high);

export const matching =
  (pattern: RegExp): Shape =>
  (got, path) => {
    const wrong = string(got, path);
    if (wrong !== null || pattern.test(String(got))) return wrong;
    return { path, problem: 'value', wanted: `a string that matches ${pattern.source}`, got };
  };

export const oneOf =
  (...allowed: readonly string[]): Shape =>
  (got, path) => {
    if (allowed.some((value) => value === got)) return null;
    const wanted = allowed.map((value) => `'${value}'`).join(', ');
    return { path, problem: 'value', wanted, got };
  };

export const nullable =
  (shape: Shape): Shape =>
  (value, path) =>
    value === null ? null : shape(value, path);

export const listOf =
  (shape: Shape, least = 0, most = Number.POSITIVE_INFINITY): Shape =>
  (got, path) => {
    if (!isArray(got)) return { path, problem: 'type', wanted: 'a valid list', got };
    if (got.length < least)
      return { path, problem: 'value', wanted: `a list of at least ${least} items`, got };
    if (got.length > most) return { path, problem: 'value', wanted: `a list of at most ${most} items`, got };
    return first(got.map((item, index) => () => shape(item, [...path, index])));
  };

/** Every member of a dictionary, whatever its name. */
export const dictionaryOf =
  (shape: Shape): Shape =>
  (value, path) =>
    isObject(value)
      ? first(
          Object.entries(value).map(
            ([name, member]) =>
              () =>
                shape(member, [...path, name]),
          ),
        )
      : object(value, path);

/** A text, or a list of something else. */
export const stringOr =
  (shape: Shape): Shape =>
  (value, path) =>
    typeof value === 'string' ? null : shape(value, path);

/** An object of just these members; those in `required` must be there. */
export const members =
  (shapes: Record<string, Shape>, required: readonly string[] = []): Shape =>
  (value, path) => {
    if (!isObject(value)) return object(value, path);
    const missing = required.find((name) => value[name] === undefined);
    if (missing !== undefined)
      return { path: [...path, missing], problem: 'missing', wanted: 'there', got: undefined };
    return first(
      Object.entries(value).map(([name, got]) => () => {
        const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
        if (shape === undefined)
          return { path: [...path, name], problem: 'unknown', wanted: 'left out', got } satisfies Mismatch;
        return shape(got, [...path, name]);
      }),
    );
  };

/** An object whose `type` says which shape it has; the type itself is checked here. */
export const tagged =
  (shapes: Record<string, Shape>): Shape =>
  (value, path) => {
    if (!isObject(value)) return object(value, path);
    if (value.type === undefined)
      return { path: [...path, 'type'], problem: 'missing', wanted: 'there', got: undefined };
    const { type, ...rest } = value;
    const shape = typeof type === 'string' && Object.hasOwn(shapes, type) ? shapes[type] : undefined;
    if (shape === undefined) return oneOf(...Object.keys(shapes))(type, [...path, 'type']);
    return shape(rest, path);
  };

export function first<Problem>(checks: readonly (() => Problem | null)[]): Problem | null {
  for (const check of checks) {
    const found = check();
    if (found !== null) return found;
  }
  return null;
}
