import type { Alternative } from './alternatives.ts';
import { itemCounts } from './items.ts';
import { atMost } from './limits.ts';
import { memberSchema, requiredNames } from './members.ts';
import { isEmptyRange } from './numbers.ts';
import type { Schema } from './schema.ts';
import { hasNoString } from './strings.ts';

/** Whether no value at all fits the alternative. True only where that is sure. */
export function isImpossible(alternative: Alternative, hasValue: (schema: Schema) => boolean): boolean {
  const { type, parts } = alternative;
  if (type === 'number' || type === 'integer') return isEmptyRange(alternative);
  if (type === 'string') return hasNoString(alternative);
  if (type === 'array') {
    const { least, most } = itemCounts(parts);
    return least > most;
  }
  if (type !== 'object') return false;
  const required = requiredNames(parts);
  if (required.size > atMost(parts, 'maxProperties')) return true;
  return [...required].some((name) => !hasValue(memberSchema(parts, name)));
}
