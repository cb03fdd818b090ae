import type { ChatMetadata, PriceRow, Usage } from '@parley/types';
import { picodollars, priceOf, showDollars } from '../money.ts';
import { broken, type Problem } from '../problem.ts';

const parts = [
  'cost_usd_input',
  'cost_usd_output',
  'cost_usd_cached_input',
  'cost_usd_cache_write',
  'cost_usd_request',
  'cost_usd_web_search',
  'cost_usd_image_input',
  'cost_usd_image_output',
] as const satisfies (keyof Usage)[];

/** U5 to U8: the cost in a usage. */
export function checkCostRules(usage: Usage, metadata?: ChatMetadata): Problem[] {
  const problems: Problem[] = [];
  const hasCost = usage.cost_usd_total !== undefined || parts.some((part) => usage[part] !== undefined);
  if (hasCost) problems.push(...checkTotal(usage));
  if (metadata === undefined) return problems;
  if (hasCost && metadata.price === undefined)
    problems.push(
      broken('U7', 'metadata.price', 'usage has a cost, but metadata.price does not name the prices.'),
    );
  if (!hasCost && metadata.price !== undefined)
    problems.push(
      broken('U7', 'usage.cost_usd_total', 'metadata.price names the prices, but usage has no cost.'),
    );
  if (hasCost && metadata.price !== undefined) problems.push(...checkParts(usage, metadata.price));
  return problems;
}

function checkTotal(usage: Usage): Problem[] {
  const problems: Problem[] = [];
  for (const field of ['cost_usd_total', 'cost_usd_input', 'cost_usd_output'] as const)
    if (usage[field] === undefined)
      problems.push({
        ...broken('U6', `usage.${field}`, `usage.${field} is missing, though usage has other cost fields.`),
        kind: 'missing',
      });
  if (usage.cost_usd_total === undefined) return problems;
  const total = picodollars(usage.cost_usd_total);
  const sum = parts.reduce((pico, part) => pico + picodollars(usage[part] ?? 0), 0n);
  if (total !== sum)
    problems.push(
      broken(
        'U5',
        'usage.cost_usd_total',
        `usage.cost_usd_total must be ${showDollars(sum)}, the sum of the parts, got ${showDollars(total)}.`,
      ),
    );
  return problems;
}

function checkParts(usage: Usage, price: PriceRow): Problem[] {
  const problems: Problem[] = [];
  for (const [part, expected] of expectedParts(usage, price)) {
    const cost = picodollars(usage[part] ?? 0);
    if (cost !== expected)
      problems.push(
        broken(
          'U8',
          `usage.${part}`,
          `usage.${part} must be ${showDollars(expected)} by the prices in metadata.price, got ${showDollars(cost)}.`,
        ),
      );
  }
  return problems;
}

// Each part is rounded once, half up, to the picodollar. Images that are priced apart from tokens can't be recomputed.
function expectedParts(usage: Usage, price: PriceRow): [(typeof parts)[number], bigint][] {
  const cached = usage.prompt_tokens_details?.cached_tokens ?? 0;
  const written = usage.prompt_tokens_details?.cache_write_tokens ?? 0;
  const perMillion = (tokens: number, decimal = price.input_per_million) =>
    priceOf(tokens, decimal, 1_000_000);
  return [
    ['cost_usd_input', perMillion(usage.prompt_tokens - cached - written)],
    ['cost_usd_cached_input', perMillion(cached, price.cached_input_per_million)],
    ['cost_usd_cache_write', perMillion(written, price.cache_write_per_million)],
    ['cost_usd_output', perMillion(usage.completion_tokens, price.output_per_million)],
    ['cost_usd_request', priceOf(1, price.per_request ?? '0', 1)],
    ['cost_usd_web_search', priceOf(usage.web_searches ?? 0, price.per_web_search ?? '0', 1)],
  ];
}
