import type { ChatCompletionRequest } from '@parley/types';
import { type Listing, listingId } from '../catalog/catalog.ts';
import type { Deps } from '../deps.ts';
import { type GatewayError, gatewayError } from '../gateway-error.ts';
import {
  type Arranged,
  arrange,
  type Candidate,
  goesByMeasure,
  isFailing,
  type Place,
  type Selection,
} from '../routing/arrange.ts';
import { autoNeeds } from '../routing/auto-needs.ts';
import { expectedCost, outputCap } from '../routing/expected-cost.ts';
import { type Drop, filterTargets } from '../routing/filter-targets.ts';
import type { Need } from '../routing/need.ts';
import { needsOf } from '../routing/needs.ts';
import { roughPromptTokens } from '../routing/rough-prompt-tokens.ts';
import { type Rules, ruleNeeds } from '../routing/rules.ts';
import type { Target } from '../routing/target.ts';
import type { NamedModel } from './resolve-model.ts';

export type { Target } from '../routing/target.ts';

type Asked = {
  request: ChatCompletionRequest;
  /** What `model` names, then what `models` do. */
  named: NamedModel[];
  fallback: boolean;
  /** From the header; without it, `prompt_cache_key` is the session. */
  sessionId: string | null;
  /** Of the key. */
  rules: Rules;
};

type ChoiceCandidate = Candidate & { requestedModel: string };

/** Where a request goes, and why. */
export type Choice = {
  /** The targets to try, best first. */
  targets: Target[];
  selection: Selection;
  promptTokens: number;
  /** Everybody who could serve the request, in the order in which they are tried while there is fallback. */
  candidates: [ChoiceCandidate, ...ChoiceCandidate[]];
  dropped: (Drop & { requestedModel: string })[];
};

type World = Pick<Deps, 'providers' | 'config' | 'health' | 'random' | 'now'>;

/**
 * Decides and explains at once, so that an explanation can't differ from what is done. A model that lacks what the
 * request needs is no candidate; when none is left, a 400 says which need could not be met. Without fallback only the
 * first target stays.
 */
export function chooseRoutes(asked: Asked, deps: World): Choice {
  const { request, fallback } = asked;
  const promptTokens = roughPromptTokens(request);
  const find = finderFor(asked, promptTokens, deps);
  const names = fallback ? asked.named : asked.named.slice(0, 1);
  const found = names.map((named) => ({ requestedModel: named.name, ...find(named) }));
  const distinct = new Map<string, ChoiceCandidate>();
  for (const { requestedModel, candidates } of found)
    for (const candidate of candidates)
      if (!distinct.has(candidate.id)) distinct.set(candidate.id, { ...candidate, requestedModel });
  // Whoever should not be called now comes after all the others, whichever name led there.
  const [first, ...rest] = [...distinct.values()].sort((a, b) => Number(isAway(a)) - Number(isAway(b)));
  const source = found.find(({ requestedModel }) => requestedModel === first?.requestedModel);
  if (first === undefined || source === undefined)
    throw found[0]?.error ?? gatewayError('no_route', { model: request.model });
  return {
    targets: (fallback ? [first, ...rest] : [first]).map(({ target }) => target),
    selection: source.selection,
    promptTokens,
    candidates: [first, ...rest],
    dropped: found.flatMap(({ requestedModel, drops }) => drops.map((drop) => ({ requestedModel, ...drop }))),
  };
}

const isAway = ({ health }: Place): boolean => health.state !== 'ready';

// A growing conversation must not change its model halfway: sessions are compared at one length.
const usualSession = { promptTokens: 4_000, cap: null };

type Found = Arranged & { drops: Drop[]; error: GatewayError | null };

/** A function that finds the candidates under one name, or says why there is none. */
function finderFor(asked: Asked, promptTokens: number, deps: World): (named: NamedModel) => Found {
  const { request, fallback, rules } = asked;
  const { config, health, providers, random } = deps;
  const needs = [...ruleNeeds(rules), ...needsOf(request)];
  const { candidates: allowed } = config.auto;
  const today = () => new Date(deps.now()).toISOString().slice(0, 10);
  const needsUnder = ({ kind }: NamedModel): Need[] =>
    kind === 'auto' ? [...autoNeeds({ request, promptTokens, allowed, today: today() }), ...needs] : needs;
  const session = asked.sessionId ?? request.prompt_cache_key ?? null;
  const wish = request.routing === 'auto' ? null : (request.routing ?? null);
  const streamed = request.stream === true;
  const size = { promptTokens, cap: outputCap(request) };

  const targetsAt = (listings: Listing[]): Target[] =>
    listings.flatMap((listing) => {
      const provider = providers.get(listing.provider);
      return provider === undefined ? [] : [{ provider, listing }];
    });

  const placeOf = (target: Target): Place => {
    const { model } = target.listing;
    const id = listingId(target.listing);
    const expected = expectedCost(model, size);
    const cost = session === null ? expected : expectedCost(model, usualSession);
    return { target, id, health: health.of(id), expectedCost: expected, cost };
  };

  const order = (places: Place[], cheapestModel = false): Arranged =>
    arrange(
      places,
      { cheapestModel, wish, streamed, session, explores: fallback },
      { routing: config.routing, random },
    );

  /** What was named, behind those that have it and do better, where it fails too often. */
  function reroute(pinned: Place[], elsewhere: Listing[]): Arranged {
    const [place] = pinned;
    const { candidates } = order(pinned);
    if (!fallback || place === undefined || !isFailing(place.health, config.routing))
      return { candidates, selection: 'pinned' };
    const better = filterTargets(targetsAt(elsewhere), needs)
      .left.map(placeOf)
      .filter((other) => !isAway(other) && other.health.uptime > place.health.uptime);
    if (better.length === 0) return { candidates, selection: 'pinned' };
    return { candidates: [...order(better).candidates, ...candidates], selection: 'rerouted_low_uptime' };
  }

  function find(named: NamedModel, places: Place[]): Arranged {
    switch (named.kind) {
      case 'auto':
        return order(places, !goesByMeasure(wish));
      case 'bare':
        return order(places);
      case 'pinned':
        return reroute(places, named.elsewhere);
    }
  }

  return (named) => {
    const targets = targetsAt(named.listings);
    const { left, drops, unmet } = filterTargets(targets, needsUnder(named));
    const none = targets.length === 0 ? gatewayError('no_route', { model: named.name }) : null;
    const error = unmet === null ? none : refusal(unmet, named);
    return { ...find(named, left.map(placeOf)), drops, error };
  };
}

function refusal({ param, can, lack, code, remedy }: Need, { kind, name }: NamedModel): GatewayError {
  const who = kind === 'auto' ? `No model that is left for "auto" ${can}` : `Model "${name}" ${lack}`;
  const what = `${who}${param === 'model' ? '' : `, which "${param}" asks for`}.`;
  const message = remedy === undefined ? what : `${what} ${remedy}`;
  return gatewayError(code ?? 'unsupported_by_model', { message }, { param });
}
