import type { JsonObject } from '../json.ts';
import type { Random } from '../random.ts';

const USUAL_SPAN = 100;
const MOST_TRIES = 200;

/** A number within the bounds; a whole one where that fits, for readers' sake. */
export function numberFromSchema(schema: JsonObject, type: 'integer' | 'number', random: Random): number {
  const above = bound(schema.exclusiveMinimum);
  const below = bound(schema.exclusiveMaximum);
  const lowest = Math.max(
    bound(schema.minimum) ?? Number.NEGATIVE_INFINITY,
    above ?? Number.NEGATIVE_INFINITY,
  );
  const highest = Math.min(
    bound(schema.maximum) ?? Number.POSITIVE_INFINITY,
    below ?? Number.POSITIVE_INFINITY,
  );
  const low = Number.isFinite(lowest) ? lowest : Math.min(0, highest - USUAL_SPAN);
  const high = Number.isFinite(highest) ? highest : Math.max(low, 0) + USUAL_SPAN;
  const fits = (value: number): boolean =>
    value >= low &&
    value <= high &&
    value !== above &&
    value !== below &&
    (type === 'number' || Number.isInteger(value));

  const step = bound(schema.multipleOf) ?? 1;
  const [first, last] = [Math.ceil(low / step), Math.floor(high / step)];
  for (let tries = 0; first <= last && tries < MOST_TRIES; tries++) {
    // The ends come last: with narrow bounds they may be the only ones that fit.
    const count =
      tries === MOST_TRIES - 1 ? last : tries === MOST_TRIES - 2 ? first : random.integer(first, last);
    const value = withoutNoise(count * step);
    // 3 * 0.1 is no multiple of 0.1 to a validator that divides.
    if (fits(value) && Number.isInteger(value / step)) return value;
  }
  const middle = low + (high - low) / 2;
  return fits(middle) ? middle : low;
}

function bound(keyword: unknown): number | undefined {
  return typeof keyword === 'number' ? keyword : undefined;
}

function withoutNoise(value: number): number {
  return Math.abs(value) < 1e15 ? Number(value.toPrecision(15)) : value;
}
