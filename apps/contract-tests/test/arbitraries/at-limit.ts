import fc, { type Arbitrary } from 'fast-check';

type Lengths = { min: number; limit: number | undefined; usual: number };

/** Mostly of usual length, and one time in ten as long as may be. */
export function atLimit<T>(
  { min, limit, usual }: Lengths,
  make: (length: { minLength: number; maxLength: number }) => Arbitrary<T>,
): Arbitrary<T> {
  const usually = make({ minLength: min, maxLength: Math.max(min, Math.min(usual, limit ?? usual)) });
  if (limit === undefined || limit <= usual) return usually;
  return fc.oneof(
    { weight: 9, arbitrary: usually },
    { weight: 1, arbitrary: make({ minLength: limit, maxLength: limit }) },
  );
}
