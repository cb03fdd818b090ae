import { isArray, isObject } from '../json.ts';
import type { Failure } from '../server/wire.ts';

export type Problem = Failure & { status: 400; param: string };
/** Looks at one value; null when nothing is wrong with it. */
export type Check = (value: unknown, param: string) => Problem | null;

export function problem(param: string, code: string, message: string): Problem {
  return { status: 400, param, code, message };
}

export function wrongType(param: string, wanted: string, value: unknown): Problem {
  const got =
    value === null ? 'null' : isArray(value) ? 'an array' : `${article(typeof value)} ${typeof value}`;
  return problem(
    param,
    'invalid_type',
    `Invalid type for '${param}': expected ${wanted}, but got ${got} instead.`,
  );
}

function article(word: string): string {
  return /^[aeiou]/.test(word) ? 'an' : 'a';
}

/** A check that a number is within its bounds, both included. */
function within(kind: 'decimal' | 'integer', low: number, high: number) {
  return (value: number, param: string): Problem | null => {
    if (value >= low && value <= high) return null;
    const above = value > high;
    const words = above ? 'above maximum' : 'below minimum';
    const wanted = above ? `<= ${high}` : `>= ${low}`;
    return problem(
      param,
      `${kind}_${above ? 'above_max' : 'below_min'}_value`,
      `Invalid '${param}': ${kind} ${words} value. Expected a value ${wanted}, but got ${value} instead.`,
    );
  };
}

export const decimal =
  (low: number, high: number): Check =>
  (value, param) =>
    typeof value === 'number'
      ? within('decimal', low, high)(value, param)
      : wrongType(param, 'a decimal', value);

export const integer =
  (low: number, high: number): Check =>
  (value, param) =>
    typeof value === 'number' && Number.isInteger(value)
      ? within('integer', low, high)(value, param)
      : wrongType(param, 'an integer', value);

export const boolean: Check = (value, param) =>
  typeof value === 'boolean' ? null : wrongType(param, 'a boolean', value);

export const string: Check = (value, param) =>
  typeof value === 'string' ? null : wrongType(param, 'a string', value);

export const oneOf =
  (...allowed: readonly string[]): Check =>
  (value, param) => {
    if (typeof value !== 'string') return wrongType(param, `one of ${quoted(allowed)}`, value);
    if (allowed.includes(value)) return null;
    const message = `Invalid value: '${value}'. Supported values are: ${quoted(allowed)}.`;
    return problem(param, 'invalid_value', message);
  };

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ');
}

export const arrayOf =
  (check: Check, least = 0, most = Number.POSITIVE_INFINITY): Check =>
  (value, param) => {
    if (!isArray(value)) return wrongType(param, 'an array', value);
    if (value.length < least) {
      return problem(
        param,
        'empty_array',
        `Invalid '${param}': expected at least ${least} item, but got none.`,
      );
    }
    if (value.length > most) {
      const message = `Invalid '${param}': expected at most ${most} items, but got ${value.length}.`;
      return problem(param, 'array_above_max_length', message);
    }
    return first(value.map((item, index) => () => check(item, `${param}[${index}]`)));
  };

/** An object whose known members pass; a member that isn't listed is nobody's business. */
export const members =
  (checks: Record<string, Check>, required: readonly string[] = []): Check =>
  (value, param) => {
    if (!isObject(value)) return wrongType(param, 'an object', value);
    return first([
      ...required.map((name) => () => (value[name] === undefined ? missing(`${param}.${name}`) : null)),
      ...Object.entries(checks).map(
        ([name, check]) =>
          () =>
            value[name] === undefined || (value[name] === null && !required.includes(name))
              ? null
              : check(value[name], `${param}.${name}`),
      ),
    ]);
  };

export function missing(param: string): Problem {
  return problem(param, 'missing_required_parameter', `Missing required parameter: '${param}'.`);
}

export function first(checks: readonly (() => Problem | null)[]): Problem | null {
  for (const check of checks) {
    const found = check();
    if (found !== null) return found;
  }
  return null;
}

export const anything: Check = () => null;
export const object: Check = members({});
