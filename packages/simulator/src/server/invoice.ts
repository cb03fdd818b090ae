import { findModel } from '../faults/find-model.ts';
import { formatUsd, picodollars, picodollarsPerToken } from '../money.ts';
import type { Charge } from './charge.ts';

export type InvoiceLine = {
  /** Index into `requests`. */
  request: number;
  model: string;
  promptTokens: number;
  cachedTokens: number;
  cacheWriteTokens: number;
  /** Of those, what is kept for an hour. */
  cacheWriteHourTokens: number;
  /** Those that were sent: fewer than the answer's when it was cut or the caller hung up. */
  completionTokens: number;
  picodollars: bigint;
  usd: string;
};

export type Invoice = { lines: readonly InvoiceLine[]; totalPicodollars: bigint; totalUsd: string };

export type Charged = Charge & { request: number; completionTokens: number };

export function makeInvoice(charged: readonly Charged[]): Invoice {
  const lines = charged.map((line) => {
    const cost = costOf(line);
    return { ...line, picodollars: cost, usd: formatUsd(cost) };
  });
  const total = lines.reduce((sum, line) => sum + line.picodollars, 0n);
  return { lines, totalPicodollars: total, totalUsd: formatUsd(total) };
}

function costOf(charged: Charged): bigint {
  const { model, promptTokens, cachedTokens, cacheWriteTokens, cacheWriteHourTokens, completionTokens } =
    charged;
  const prices = findModel(model)?.prices;
  if (prices === undefined) throw new Error(`"${model}" has no price.`);
  const cost = (tokens: number, price: string) => BigInt(tokens) * picodollarsPerToken(price);
  return (
    cost(promptTokens - cachedTokens - cacheWriteTokens, prices.input) +
    cost(cachedTokens, prices.cachedInput) +
    cost(cacheWriteTokens - cacheWriteHourTokens, prices.cacheWrite) +
    cost(cacheWriteHourTokens, prices.cacheWriteHour) +
    cost(completionTokens, prices.output) +
    picodollars(prices.request)
  );
}
