const picoDigits = 12;

/** Dollars, as a contract's number, in picodollars (1e-12 USD). Exact for decimals of 12 places below 8192 USD. */
export function picodollars(dollars: number): bigint {
  if (dollars === 0) return 0n;
  const nearest = Math.round(dollars * 10 ** picoDigits);
  // Below 4,096 USD no other amount is nearer to a double than the one that it was made of.
  if (Math.abs(dollars) < 4_096 && nearest / 10 ** picoDigits === dollars) return BigInt(nearest);
  if (Math.abs(dollars) >= 1e21) return BigInt(dollars) * 10n ** BigInt(picoDigits);
  return BigInt(dollars.toFixed(picoDigits).replace('.', ''));
}

/**
 * What `count` things cost at a decimal price, in picodollars, rounded half up once.
 * `per` is how many things the price is for: 1, or 1,000,000 for prices by the million.
 */
export function priceOf(count: number, price: string, per: 1 | 1_000_000): bigint {
  if (count === 0) return 0n;
  const [whole = '0', fraction = ''] = price.split('.');
  const places = picoDigits - (per === 1 ? 0 : 6) - fraction.length;
  if (places >= 0) return BigInt(count) * BigInt(whole + fraction) * 10n ** BigInt(places);
  const numerator = BigInt(count) * BigInt(whole + fraction) * 10n ** BigInt(picoDigits);
  const denominator = BigInt(per) * 10n ** BigInt(fraction.length);
  return (2n * numerator + denominator) / (2n * denominator);
}

/** Picodollars for a sentence: `0.00081 USD`. */
export function showDollars(pico: bigint): string {
  const digits = `${pico < 0n ? -pico : pico}`.padStart(picoDigits + 1, '0');
  const fraction = digits.slice(-picoDigits).replace(/0+$/, '');
  return `${pico < 0n ? '-' : ''}${digits.slice(0, -picoDigits)}${fraction === '' ? '' : `.${fraction}`} USD`;
}
