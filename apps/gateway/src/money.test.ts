import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costOf, toDollars } from './money.ts';

describe('costOf', () => {
  const cases: [given: [count: number, rate: string, per: 1 | 1_000_000], want: bigint, why: string][] = [
    [[0, '2.5', 1_000_000], 0n, 'nothing costs nothing'],
    [[1, '2.5', 1_000_000], 2_500_000n, '2.5e-6 USD are 2.5e6 picodollars'],
    [[1_000_000, '2.5', 1_000_000], 2_500_000_000_000n, 'a million tokens are the rate itself'],
    [[3, '0.1', 1_000_000], 300_000n, '0.1 + 0.1 + 0.1 is 0.3, which it is not in floats'],
    [[7, '0', 1_000_000], 0n, 'free'],
    [[1, '0.0257', 1], 25_700_000_000n, 'a price of one thing'],
    [[1, '007.50', 1_000_000], 7_500_000n, 'zeros on either side change nothing'],
    [[1, '0.0000004', 1_000_000], 0n, '0.4 of a picodollar rounds down'],
    [[1, '0.0000005', 1_000_000], 1n, 'half a picodollar rounds up'],
    [[3, '0.0000005', 1_000_000], 2n, '1.5 rounds up, once, and not three times'],
    [[1, '0.00000049999999999', 1_000_000], 0n, 'just under half rounds down'],
    [[9_007_199_254_740_991, '75', 1_000_000], 675_539_944_105_574_325_000_000n, 'no count is too large'],
  ];
  test.each(cases)('%j is %s: %s', (given, want) => {
    expect(costOf(...given)).toBe(want);
  });

  test('is additive where nothing is rounded: tokens billed apart cost what they cost together', () => {
    const rate = fc
      .nat(99_999_999)
      .map((micros) => `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`);
    fc.assert(
      fc.property(fc.nat(2e9), fc.nat(2e9), rate, (some, more, price) => {
        const apart = costOf(some, price, 1_000_000) + costOf(more, price, 1_000_000);
        expect(costOf(some + more, price, 1_000_000)).toBe(apart);
      }),
    );
  });
});

describe('toDollars', () => {
  const cases: [given: bigint, want: number][] = [
    [0n, 0],
    [1n, 1e-12],
    [300_000n, 3e-7],
    [1_000_000_000_000n, 1],
    [8_191_999_999_999_999n, 8191.999999999999],
    [100_000_000_000n, 0.1],
  ];
  test.each(cases)('%s picodollars are %s dollars', (given, want) => {
    expect(toDollars(given)).toBe(want);
  });

  test('loses nothing below 8192 dollars: the number gives the picodollars back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 8_192n * 10n ** 12n - 1n }), (amount) => {
        expect(BigInt(toDollars(amount).toFixed(12).replace('.', ''))).toBe(amount);
      }),
    );
  });
});
