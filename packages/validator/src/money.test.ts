import { expect, test } from 'vitest';
import { picodollars, priceOf, showDollars } from './money.ts';

test.each<[number, bigint]>([
  [0, 0n],
  [0.00081, 810_000_000n],
  [0.1 + 0.2, 300_000_000_000n],
  [1e-12, 1n],
  [4e-13, 0n],
  [8191.999999999999, 8_191_999_999_999_999n],
  [1e21, 10n ** 33n],
])('%d USD is %d picodollars', (dollars, pico) => {
  expect(picodollars(dollars)).toBe(pico);
});

test.each<[number, string, 1 | 1_000_000, bigint]>([
  [20, '3', 1_000_000, 60_000_000n],
  [100, '0.30', 1_000_000, 30_000_000n],
  [0, '15', 1_000_000, 0n],
  // A price of twelve decimals a million is a millionth of a picodollar: one part is rounded once, half up.
  [1, '0.000000499999', 1_000_000, 0n],
  [1, '0.0000005', 1_000_000, 1n],
  [3, '0.0000005', 1_000_000, 2n],
  [7, '0.000000123456', 1_000_000, 1n],
  [3, '0.01', 1, 30_000_000_000n],
  [1_000_000_000, '123.456789012345', 1_000_000, 123_456_789_012_345_000n],
])('%d at %s USD for %d is %d picodollars', (count, price, per, pico) => {
  expect(priceOf(count, price, per)).toBe(pico);
});

test.each<[bigint, string]>([
  [0n, '0 USD'],
  [1n, '0.000000000001 USD'],
  [1_500_000_000_000n, '1.5 USD'],
  [-30_000_000n, '-0.00003 USD'],
])('%d picodollars are shown as %s', (pico, text) => {
  expect(showDollars(pico)).toBe(text);
});
