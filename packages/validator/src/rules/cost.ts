import type { ChatMetadata, PriceRow, Usage } from '@parley/types';
import { picodollars, showDollars } from '../money.ts';
import { broken, type Problem } from '../problem.ts';
import { costParts, expectedCost, unpricedIn } from './expected-cost.ts';

/** What of an answer's metadata, or of an error's, says where its cost is from. */
export type PriceClaim = Pick<ChatMetadata, 'price' | 'unpriced' | 'cached'>;

/** U5 to U9: the cost in a usage. */
export function checkCostRules(usage: Usage, claim?: PriceClaim): Problem[] {
  const problems: Problem[] = [];
  const hasCost = usage.cost_usd_total !== undefined || costParts.some((part) => usage[part] !== undefined);
  if (hasCost) problems.push(...checkTotal(usage));
  if (claim === undefined) return problems;
  problems.push(...checkClaim(hasCost, claim));
  if (hasCost && claim.cached === true) problems.push(...checkNothingCharged(usage));
  else if (hasCost && claim.price !== undefined) problems.push(...checkParts(usage, claim.price));
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
  const sum = costParts.reduce((pico, part) => pico + picodollars(usage[part] ?? 0), 0n);
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

function checkClaim(hasCost: boolean, { price, unpriced, cached = false }: PriceClaim): Problem[] {
  const problems: Problem[] = [];
  if (hasCost && price === undefined && !cached)
    problems.push(
      broken('U7', 'metadata.price', 'usage has a cost, but metadata.price does not name the prices.'),
    );
  if (cached && price !== undefined)
    problems.push(
      broken('U7', 'metadata.price', 'metadata.price names prices, though the answer is from the cache.'),
    );
  if (!hasCost && price !== undefined && !cached)
    problems.push(
      broken('U7', 'usage.cost_usd_total', 'metadata.price names the prices, but usage has no cost.'),
    );
  if (hasCost && unpriced !== undefined)
    problems.push(
      broken(
        'U9',
        'metadata.unpriced',
        'usage has a cost, though metadata.unpriced says that something of it has no price.',
      ),
    );
  if (!hasCost && unpriced === undefined)
    problems.push({
      ...broken('U9', 'metadata.unpriced', 'usage has no cost, and metadata.unpriced does not say why.'),
      kind: 'missing',
    });
  return problems;
}

function checkNothingCharged(usage: Usage): Problem[] {
  return costParts
    .filter((part) => (usage[part] ?? 0) !== 0)
    .map((part) => broken('U8', `usage.${part}`, `usage.${part} must be 0: the answer is from the cache.`));
}

function checkParts(usage: Usage, price: PriceRow): Problem[] {
  const problems: Problem[] = unpricedIn(usage, price).map((what) =>
    broken('U8', 'metadata.price', `metadata.price has no price for ${what}, so there can be no cost.`),
  );
  const expected = expectedCost(usage, price);
  for (const part of costParts) {
    const cost = picodollars(usage[part] ?? 0);
    if (cost !== expected[part])
      problems.push(
        broken(
          'U8',
          `usage.${part}`,
          `usage.${part} must be ${showDollars(expected[part])} by the prices in metadata.price, got ${showDollars(cost)}.`,
        ),
      );
  }
  return problems;
}
