/** Money is an integer of picodollars: 1 USD is 10^12 of them. */
export type Picodollars = bigint;

const picoDigits = 12;

/** What one thing costs at a rate, where that is a whole number of picodollars; there are as many rates as prices. */
const wholeRates = new Map<string, Picodollars | null>();

function wholeRate(rate: string, per: 1 | 1_000_000): Picodollars | null {
  const name = per === 1 ? rate : `${rate}/M`;
  const known = wholeRates.get(name);
  if (known !== undefined) return known;
  const [, fraction = ''] = rate.split('.');
  const whole = fraction.length <= (per === 1 ? picoDigits : picoDigits - 6) ? exactCost(1, rate, per) : null;
  wholeRates.set(name, whole);
  return whole;
}

/**
 * `count` times a rate, where the rate is a decimal string in dollars for `per` things.
 * Exact, and rounded half up once, to the picodollar.
 */
export function costOf(count: number, rate: string, per: 1 | 1_000_000): Picodollars {
  const whole = wholeRate(rate, per);
  return whole === null ? exactCost(count, rate, per) : BigInt(count) * whole;
}

function exactCost(count: number, rate: string, per: 1 | 1_000_000): Picodollars {
  const [whole = '0', fraction = ''] = rate.split('.');
  const numerator = BigInt(count) * BigInt(whole + fraction) * 10n ** BigInt(picoDigits);
  const denominator = BigInt(per) * 10n ** BigInt(fraction.length);
  return (2n * numerator + denominator) / (2n * denominator);
}

/** Dollars as a number, for the edge: the double that is nearest to the exact decimal. */
export function toDollars(amount: Picodollars): number {
  // Of two integers that doubles hold exactly, the quotient is rounded once.
  if (amount <= Number.MAX_SAFE_INTEGER && amount >= 0n) return Number(amount) / 10 ** picoDigits;
  const digits = amount.toString().padStart(picoDigits + 1, '0');
  return Number(`${digits.slice(0, -picoDigits)}.${digits.slice(-picoDigits)}`);
}

/** The exact amount behind a number of dollars that toDollars made. */
export function toPicodollars(dollars: number): Picodollars {
  const nearest = Math.round(dollars * 10 ** picoDigits);
  if (nearest < mostExact && nearest / 10 ** picoDigits === dollars) return BigInt(nearest);
  return BigInt(dollars.toFixed(picoDigits).replace('.', ''));
}

/** Below 4,096 dollars no other amount is nearer to a double than the one that it was made of. */
const mostExact = 4_096 * 10 ** picoDigits;

/** Dollars as an exact decimal string: `0.000123`. */
export function toDecimal(amount: Picodollars): string {
  const digits = amount.toString().padStart(picoDigits + 1, '0');
  return `${digits.slice(0, -picoDigits)}.${digits.slice(-picoDigits)}`.replace(/\.?0+$/, '');
}
