import { findModel } from '../faults/find-model.ts';
import { formatUsd, picodollars, picodollarsPerToken } from '../money.ts';
import type { Charge } from './reply.ts';

export type InvoiceLine = {
  /** Index into `requests`. */
  request: number;
  model: string;
  promptTokens: number;
  cachedTokens: number;
  /** Those that were sent: fewer than the answer's when it was cut or the caller hung up. */
  completionTokens: number;
  picodollars: bigint;
  usd: string;
};

export type Invoice = { lines: readonly InvoiceLine[]; totalPicodollars: bigint; totalUsd: string };

export type Charged = Charge & { request: number; completionTokens: number };

export function makeInvoice(charged: readonly Charged[]): Invoice {
  const lines = charged.map(({ request, model, promptTokens, cachedTokens, completionTokens }) => {
    const cost = costOf(model, promptTokens, cachedTokens, completionTokens);
    return {
      request,
      model,
      promptTokens,
      cachedTokens,
      completionTokens,
      picodollars: cost,
      usd: formatUsd(cost),
    };
  });
  const total = lines.reduce((sum, line) => sum + line.picodollars, 0n);
  return { lines, totalPicodollars: total, totalUsd: formatUsd(total) };
}

function costOf(modelId: string, prompt: number, cached: number, completion: number): bigint {
  const prices = findModel(modelId)?.prices;
  if (prices === undefined) throw new Error(`"${modelId}" has no price.`);
  return (
    BigInt(prompt - cached) * picodollarsPerToken(prices.input) +
    BigInt(cached) * picodollarsPerToken(prices.cachedInput) +
    BigInt(completion) * picodollarsPerToken(prices.output) +
    picodollars(prices.request)
  );
}
