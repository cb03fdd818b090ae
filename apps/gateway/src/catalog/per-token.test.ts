import fc from 'fast-check';
import { expect, test } from 'vitest';
import { costOf } from '../money.ts';
import { perToken } from './per-token.ts';

const cases: [given: string, want: string][] = [
  ['2.5', '0.0000025'],
  ['0', '0'],
  ['0.00', '0'],
  ['10', '0.00001'],
  ['1000000', '1'],
  ['1234567.89', '1.23456789'],
  ['0.083', '0.000000083'],
  ['60', '0.00006'],
];
test.each(cases)('%s a million is %s each', (given, want) => {
  expect(perToken(given)).toBe(want);
});

test('a token at the price of one costs a millionth of the price of a million', () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.nat(999_999), (whole, micros) => {
      const price = `${whole}.${String(micros).padStart(6, '0')}`;
      expect(costOf(1, perToken(price), 1)).toBe(costOf(1, price, 1_000_000));
    }),
  );
});
