import { listingId } from '../catalog/catalog.ts';
import { isFree, type PriceRow } from '../catalog/model.ts';
import { matchesPattern } from '../keys/exceeds.ts';
import type { Key } from '../keys/key.ts';
import type { BudgetHolder } from '../ledger/budgets.ts';
import type { Need } from './need.ts';

/** What a key may use. `null`: no limit. */
export type Rules = {
  /** Names of models, with a provider or without, or with `*` at their end. */
  models: readonly string[] | null;
  providers: readonly string[] | null;
  freeOnly: boolean;
  /** US dollars per million tokens, of the prompt as of the answer. */
  mostPerMillion: number | null;
  /** It spends from a budget, which can't hold what has no price. */
  pricedOnly: boolean;
};

export const noRules: Rules = {
  ...{ models: null, providers: null },
  ...{ freeOnly: false, mostPerMillion: null, pricedOnly: false },
};

/** The rules of a key and of the budgets that it spends from, as far as they concern models. */
export function rulesOf({ key, holders }: { key: Key | null; holders: readonly BudgetHolder[] }): Rules {
  if (key === null) return noRules;
  const { allowed_models, allowed_providers, free_models_only, max_price_per_million: most } = key.rules;
  return {
    models: allowed_models,
    providers: allowed_providers,
    freeOnly: free_models_only,
    mostPerMillion: most === null ? null : Number(most),
    pricedOnly: holders.length > 0,
  };
}

/** The rules of a key as needs: a model that breaks one is no candidate. */
export function ruleNeeds(rules: Rules): Need[] {
  const { models, providers, freeOnly, mostPerMillion, pricedOnly } = rules;
  const needs: Need[] = [];
  if (models !== null)
    needs.push(
      rule('is among the models of this key', 'is not among the models of this key', (listing) =>
        [listingId(listing), listing.model.id].some((name) =>
          models.some((pattern) => matchesPattern(name, pattern)),
        ),
      ),
    );
  if (providers !== null)
    needs.push(
      rule(
        'is at a provider that this key may use',
        'is at a provider that this key may not use',
        ({ provider }) => providers.includes(provider),
      ),
    );
  if (freeOnly)
    needs.push(
      rule(
        'is free, as this key demands',
        'is not free, and this key may use free models only',
        ({ model }) => isFree(model),
      ),
    );
  if (mostPerMillion !== null)
    needs.push(
      rule(
        'is within the price that this key may pay',
        'is above the price that this key may pay, or has no known one',
        ({ model: { prices } }) => prices[0] !== undefined && dearestToken(prices[0]) <= mostPerMillion,
      ),
    );
  if (pricedOnly)
    needs.push(
      rule(
        'has a known price, which a key with a budget needs',
        'has no known price, and a key with a budget may use only what has one',
        ({ model }) => model.prices.length > 0,
      ),
    );
  return needs;
}

/** Of any kind, and at any length of the prompt. */
function dearestToken({ tiers = [], ...row }: PriceRow): number {
  const rates = [row, ...tiers].flatMap((each) => [
    ...[each.input, each.cached_input, each.cache_write, each.cache_write_1h, each.output],
    ...[each.audio_input, each.audio_output, each.image_input, each.image_output],
  ]);
  return Math.max(...rates.map((rate) => Number(rate ?? '0')));
}

const rule = (can: string, lack: string, metBy: Need['metBy']): Need => ({
  param: 'model',
  can,
  lack,
  metBy,
  code: 'permission_denied',
});
