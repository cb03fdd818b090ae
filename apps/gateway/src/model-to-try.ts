import type { ChatCompletionRequest } from '@parley/types';
import { type Listing, listingId } from './catalog/catalog.ts';
import type { Config } from './config.ts';
import type { Provider } from './providers/provider.ts';
import { autoNeeds } from './routing/auto-needs.ts';
import { filterTargets } from './routing/filter-targets.ts';
import { needsOf } from './routing/needs.ts';
import { roughPromptTokens } from './routing/rough-prompt-tokens.ts';

type World = { providers: readonly Provider[]; config: Config; now: () => number };

const request: ChatCompletionRequest = {
  ...{ model: 'auto', stream: true },
  messages: [{ role: 'user', content: 'Say hello.' }],
};

/** What a first request names: `auto` where it can pick a model, or else one that is served. `null`: none is known. */
export function modelToTry(listings: readonly Listing[], { providers, config, now }: World): string | null {
  const targets = providers.flatMap((provider) =>
    listings.filter((listing) => listing.provider === provider.id).map((listing) => ({ provider, listing })),
  );
  const needs = needsOf(request);
  const auto = autoNeeds({
    request,
    promptTokens: roughPromptTokens(request),
    allowed: config.auto.candidates,
    today: new Date(now()).toISOString().slice(0, 10),
  });
  if (filterTargets(targets, [...auto, ...needs]).left.length > 0) return 'auto';
  const [first] = filterTargets(targets, needs).left;
  return first === undefined ? null : listingId(first.listing);
}
