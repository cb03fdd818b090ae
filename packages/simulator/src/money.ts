const PICODOLLARS_PER_DOLLAR = 1_000_000_000_000n;

/** Picodollars per token from a price in USD per million tokens, such as "2.53" (at most 6 decimals). */
export function picodollarsPerToken(usdPerMillionTokens: string): bigint {
  return picodollars(usdPerMillionTokens) / 1_000_000n;
}

/** Picodollars from a decimal string in USD. */
export function picodollars(usd: string): bigint {
  const match = /^(\d+)(?:\.(\d{1,12}))?$/.exec(usd);
  if (match === null) throw new Error(`"${usd}" is not a price: write USD as digits, such as "2.53".`);
  const [, whole = '0', decimals = ''] = match;
  return BigInt(whole) * PICODOLLARS_PER_DOLLAR + BigInt(decimals.padEnd(12, '0'));
}

/** An exact decimal string in USD, without trailing zeros. */
export function formatUsd(amount: bigint): string {
  const digits = amount.toString().padStart(13, '0');
  const decimals = digits.slice(-12).replace(/0+$/, '');
  return decimals === '' ? digits.slice(0, -12) : `${digits.slice(0, -12)}.${decimals}`;
}
