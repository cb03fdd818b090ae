import type { ChatMetadata, ErrorMetadata, Usage } from '@parley/types';
import { costOf, toDecimal } from '../../../gateway/src/money.ts';
import type { BillLine, ShownAnswer } from '../../src/landing/journey.ts';
import type { Travelled } from './travel.ts';

/** Computes the cost of an answer again, from what stands in it. Throws when the answer says otherwise. */
export function billOf({ last, refusal }: Travelled): ShownAnswer {
  const usage = last?.usage;
  const metadata = last?.metadata;
  const price = metadata?.price;
  if (usage === undefined || metadata === undefined || price === undefined)
    throw new Error(`The answer has no price: ${JSON.stringify(last ?? refusal)}`);
  const counted: [what: string, count: number, perMillion: string][] = [
    ['prompt tokens', usage.prompt_tokens, price.input_per_million],
    ['completion tokens', usage.completion_tokens, price.output_per_million],
  ];
  const lines = counted.map(([what, count, perMillion]): BillLine => {
    const cost = toDecimal(costOf(count, perMillion, 1_000_000));
    return { what, count, perMillion, cost };
  });
  const sum = counted.reduce((total, [, count, rate]) => total + costOf(count, rate, 1_000_000), 0n);
  if (Number(toDecimal(sum)) !== usage.cost_usd_total)
    throw new Error(`The answer says ${usage.cost_usd_total}, and it makes ${toDecimal(sum)}.`);
  return {
    receipt: receiptOf(metadata, usage, toDecimal(sum)),
    routing: JSON.stringify(metadata.routing, null, 2),
    price: { id: price.id, source: price.source },
    lines,
    total: toDecimal(sum),
  };
}

function receiptOf(
  metadata: ChatMetadata | ErrorMetadata,
  usage: Usage,
  total: string,
): ShownAnswer['receipt'] {
  const attempts = metadata.routing.map(({ provider, status_code, duration_ms, succeeded }) => ({
    name: succeeded ? 'answered' : 'tried',
    value: `${provider}  ${status_code}  ${Math.round(duration_ms)} ms`,
    mark: succeeded ? 'good' : 'fault',
  }));
  const ignored = 'ignored_parameters' in metadata ? metadata.ignored_parameters : [];
  return [
    { name: 'asked', value: metadata.requested_model, mark: 'good' },
    ...attempts,
    { name: 'tokens', value: `${usage.prompt_tokens} in, ${usage.completion_tokens} out`, mark: 'good' },
    { name: 'prices of', value: metadata.price?.as_of ?? 'unknown', mark: 'good' },
    { name: 'ignored', value: ignored.length === 0 ? 'nothing' : ignored.join(', '), mark: 'good' },
    { name: 'cost', value: `$${total}`, mark: 'sum' },
  ];
}
