import type { ChatCompletionRequest } from '@parley/types';
import { type Listing, listingId } from '../catalog/catalog.ts';
import { isFree } from '../catalog/model.ts';
import type { Deps } from '../deps.ts';
import { GatewayError, gatewayError } from '../gateway-error.ts';
import type { Provider } from '../providers/provider.ts';
import { expectedCost, outputCap, roughPromptTokens } from '../routing/expected-cost.ts';
import { needsOf } from '../routing/needs.ts';
import type { NamedModel } from './resolve-model.ts';

/** A place to send the request to. */
export type Target = { provider: Provider; listing: Listing };

type Choice = { request: ChatCompletionRequest; named: NamedModel[]; fallback: boolean };

/**
 * The targets to try, best first. A model that lacks what the request needs is no target; when none is left,
 * a 400 says which need could not be met. Without fallback only the first target stays.
 */
export function chooseRoutes(choice: Choice, deps: Pick<Deps, 'providers' | 'config'>): Target[] {
  const named = choice.fallback ? choice.named : choice.named.slice(0, 1);
  const found = named.map((name) => targetsOf(name, choice.request, deps));
  const targets = found.flatMap((result) => (result instanceof GatewayError ? [] : result));
  const [first] = found;
  if (targets.length === 0 && first instanceof GatewayError) throw first;
  const distinct = new Map(targets.map((target) => [listingId(target.listing), target]));
  const ordered = [...distinct.values()];
  return choice.fallback ? ordered : ordered.slice(0, 1);
}

/** The targets under one name, or why there is none. */
function targetsOf(
  named: NamedModel,
  request: ChatCompletionRequest,
  { providers, config }: Pick<Deps, 'providers' | 'config'>,
): Target[] | GatewayError {
  const known = named.listings.flatMap((listing): Target[] => {
    const provider = providers.get(listing.provider);
    return provider === undefined ? [] : [{ provider, listing }];
  });
  const wanted = named.kind === 'auto' ? candidates(known, request, config.auto.candidates) : known;
  if (wanted instanceof GatewayError) return wanted;
  let targets = wanted;
  if (targets.length === 0) return gatewayError('no_route', { model: named.name });
  for (const need of needsOf(request)) {
    const able = targets.filter(({ listing, provider }) => need.metBy(listing, provider.adapter));
    if (able.length === 0) {
      const who =
        named.kind === 'auto'
          ? 'No model that is left for "auto" supports'
          : `Model "${named.name}" does not support`;
      const message = `${who} ${need.what}, which "${need.param}" asks for.`;
      return gatewayError('unsupported_by_model', { message }, { param: need.param });
    }
    targets = able;
  }
  return byExpectedCost(targets, request);
}

/** Where `auto` may go: priced models of the configured candidates, as far as the request's own wishes allow. */
function candidates(
  targets: Target[],
  request: ChatCompletionRequest,
  allowed: string[] | null,
): Target[] | GatewayError {
  const prompt = roughPromptTokens(request);
  const wishes: [param: string, wish: string, (listing: Listing) => boolean][] = [
    [
      'model',
      'is configured and has a price',
      (l) => l.model.prices.length > 0 && (allowed?.includes(listingId(l)) ?? true),
    ],
    [
      'messages',
      'has a context that is long enough',
      ({ model }) =>
        model.context_tokens === null || prompt + (outputCap(request) ?? 0) <= model.context_tokens,
    ],
  ];
  if (!request.modalities?.includes('image'))
    wishes.push(['modalities', 'answers with text only', ({ model }) => !model.output.includes('image')]);
  if (request.free_models_only) wishes.push(['free_models_only', 'is free', ({ model }) => isFree(model)]);
  if (request.no_reasoning)
    wishes.push(['no_reasoning', 'does without reasoning', ({ model }) => model.reasoning === null]);
  let left = targets;
  for (const [param, wish, accepts] of wishes) {
    const accepted = left.filter(({ listing }) => accepts(listing));
    if (accepted.length === 0 && left.length > 0) {
      const message = `No model that is left for "auto" ${wish}.`;
      return gatewayError('unsupported_by_model', { message }, { param });
    }
    left = accepted;
  }
  return left;
}

function byExpectedCost(targets: Target[], request: ChatCompletionRequest): Target[] {
  if (targets.length < 2) return targets;
  const prompt = roughPromptTokens(request);
  const cap = outputCap(request);
  return targets
    .map((target) => ({ target, cost: expectedCost(target.listing.model, prompt, cap) }))
    .sort((a, b) => a.cost - b.cost || (listingId(a.target.listing) < listingId(b.target.listing) ? -1 : 1))
    .map(({ target }) => target);
}
