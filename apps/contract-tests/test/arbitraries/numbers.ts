import fc from 'fast-check';
import type { Schema } from '../schema/schema.ts';

export const integers = ({
  minimum: min = Number.MIN_SAFE_INTEGER,
  maximum: max = Number.MAX_SAFE_INTEGER,
}: Schema) => fc.integer({ min, max });

export const numbers = ({ minimum: min = -1e9, maximum: max = 1e9 }: Schema) =>
  fc.double({ min, max, noNaN: true });
