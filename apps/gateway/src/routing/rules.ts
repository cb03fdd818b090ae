import { listingId } from '../catalog/catalog.ts';
import { isFree } from '../catalog/model.ts';
import { matchesPattern } from '../keys/exceeds.ts';
import type { KeyRules } from '../keys/key.ts';
import type { Need } from './need.ts';

/** What a key may use. `null`: no limit. */
export type Rules = {
  /** Names of models, with a provider or without, or with `*` at their end. */
  models: readonly string[] | null;
  providers: readonly string[] | null;
  freeOnly: boolean;
  /** US dollars per million tokens, of the prompt as of the answer. */
  mostPerMillion: number | null;
};

export const noRules: Rules = { models: null, providers: null, freeOnly: false, mostPerMillion: null };

/** The rules of a key, as far as they concern models. */
export const rulesOf = ({
  allowed_models: models,
  allowed_providers: providers,
  free_models_only: freeOnly,
  max_price_per_million: most,
}: KeyRules): Rules => ({ models, providers, freeOnly, mostPerMillion: most === null ? null : Number(most) });

/** The rules of a key as needs: a model that breaks one is no candidate. */
export function ruleNeeds({ models, providers, freeOnly, mostPerMillion }: Rules): Need[] {
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
        ({ model: { prices } }) =>
          prices[0] !== undefined &&
          Math.max(Number(prices[0].input), Number(prices[0].output)) <= mostPerMillion,
      ),
    );
  return needs;
}

const rule = (can: string, lack: string, metBy: Need['metBy']): Need => ({
  param: 'model',
  can,
  lack,
  metBy,
  code: 'permission_denied',
});
