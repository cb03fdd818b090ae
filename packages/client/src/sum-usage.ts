import type { Usage } from '@parley/types';
import { isRecord } from './json.ts';

/**
 * The usage of two answers together, dollars to the picodollar. A part that one of them does not name counts as none,
 * as it does in its own total; a cost that one of them does not know makes the cost of both unknown.
 */
export function sumUsage(first: Usage, second: Usage): Usage {
  const sum = { ...first, ...second };
  addTo(sum, first, second);
  if (first.cost_usd_total === undefined || second.cost_usd_total === undefined) {
    for (const key of Object.keys(sum)) if (isCost(key)) Reflect.deleteProperty(sum, key);
  }
  return sum;
}

function addTo(sum: object, first: object, second: object): void {
  const others = new Map<string, unknown>(Object.entries(second));
  for (const [key, value] of Object.entries(first)) {
    Object.assign(sum, { [key]: addValue(key, value, others.get(key) ?? null) });
  }
}

function addValue(key: string, first: unknown, second: unknown): unknown {
  if (typeof first === 'number' && typeof second === 'number') {
    return isCost(key) ? addDollars(first, second) : first + second;
  }
  if (!isRecord(first) || !isRecord(second)) return second ?? first;
  const sum = { ...first, ...second };
  addTo(sum, first, second);
  return sum;
}

const isCost = (key: string) => key.startsWith('cost_usd_');

// Costs are whole picodollars, but their binary fractions are not: 0.1 + 0.2 would not be 0.3.
function addDollars(first: number, second: number): number {
  return Math.round((first + second) * 1e12) / 1e12;
}
