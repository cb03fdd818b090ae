import fc, { type Arbitrary } from 'fast-check';
import type { Schema } from '../schema/schema.ts';
import { atLimit } from './at-limit.ts';

const usualLength = 3;
const longest = 64;

export function arrays(
  { items = {}, minItems = 0, maxItems }: Schema,
  arbitraryOf: (schema: Schema) => Arbitrary<unknown>,
): Arbitrary<unknown[]> {
  const item = arbitraryOf(items);
  // Hundreds of items would make every run slow.
  const limit = maxItems !== undefined && maxItems > longest ? undefined : maxItems;
  return atLimit({ min: minItems, limit, usual: usualLength }, (length) => fc.array(item, length));
}
