import type { Config } from '../config.ts';
import type { TargetHealth } from './health.ts';
import { type Scored, scored, type Weights } from './score.ts';
import { placeOf } from './sticky.ts';
import type { Target } from './target.ts';

/** Why the first place is that one: the `Selection` of the contract. */
export type Selection =
  | 'pinned'
  | 'rerouted_low_uptime'
  | 'only_candidate'
  | 'cheapest'
  | 'weighted_score'
  | 'sticky'
  | 'exploration';

/** A place that could serve the request, before it is compared with others. */
export type Place = {
  target: Target;
  /** `provider/model`. */
  id: string;
  health: TargetHealth;
  /** Dollars; `null`: no known price. */
  expectedCost: number | null;
  /** What it is compared by: the same, but for a session. */
  cost: number | null;
};

export type Candidate = Place & Scored;

export type Arranged = { candidates: Candidate[]; selection: Selection };

export type Wish = 'price' | 'throughput' | 'latency' | null;

type Arrangement = {
  /** Compares models by their cost first, and only places of one model by score. */
  cheapestModel: boolean;
  wish: Wish;
  streamed: boolean;
  session: string | null;
  explores: boolean;
};

type World = { routing: Config['routing']; random: () => number };

// A session may cost this much more than at the cheapest place: one of few places that are as good as equal.
const sessionPriceRatio = 1.25;
const dominantWeight = 0.9;

/** Puts places into the order in which they are tried, best first. Those that are not well stand behind the others. */
export function arrange(places: readonly Place[], arrangement: Arrangement, world: World): Arranged {
  const { cheapestModel, wish, session, explores } = arrangement;
  const { routing, random } = world;
  const candidates = inOrder(places, arrangement, routing);
  const [first] = candidates;
  if (first === undefined || candidates.length === 1) return { candidates, selection: 'only_candidate' };
  const usual: Arranged = { candidates, selection: cheapestModel ? 'cheapest' : 'weighted_score' };
  const standing = ({ health }: Place): Standing => standingOf(health, routing);
  if (standing(first) !== 'well') return usual;

  const equals = candidates.filter((place) => modelOf(place) === modelOf(first));
  if (session !== null && !goesByMeasure(wish)) {
    const well = equals.filter((place) => standing(place) === 'well');
    const most = cheapest(well) * sessionPriceRatio;
    const affordable = well.filter((place) => costOf(place) <= most).map(({ id }) => id);
    return { candidates: withFirst(candidates, placeOf(session, affordable)), selection: 'sticky' };
  }
  const others = equals.filter((place) => place !== first && standing(place) !== 'away');
  if (session === null && wish === null && explores && others.length > 0 && random() < routing.exploration) {
    const other = others[Math.floor(random() * others.length)];
    return { candidates: withFirst(candidates, other?.id), selection: 'exploration' };
  }
  return usual;
}

/** Whether the caller wants what is measured to decide, and not what is known of prices. */
export const goesByMeasure = (wish: Wish): boolean => wish === 'throughput' || wish === 'latency';

function inOrder(
  places: readonly Place[],
  { cheapestModel, wish, streamed }: Arrangement,
  routing: Config['routing'],
): Candidate[] {
  const weights = weightsFor(wish, streamed, routing.weights);
  if (places.length < 2) return scored(places, weights);
  const candidates: Candidate[] = [];
  const byStanding = Map.groupBy(places, ({ health }) => standingOf(health, routing));
  for (const standing of standings) {
    // Who is well is not measured by who isn't: a fast place that is down says nothing about the others.
    const peers = byStanding.get(standing) ?? [];
    const groups = cheapestModel ? cheapestFirst(Map.groupBy(peers, modelOf).values()) : [peers];
    for (const group of groups) candidates.push(...scored(group, weights).sort(byScore));
  }
  return candidates;
}

const byScore = (a: Candidate, b: Candidate): number =>
  a.score - b.score || difference(costOf(a), costOf(b)) || compare(a.id, b.id);

/** The places of each model, by what it costs where it is cheapest. */
const cheapestFirst = (models: Iterable<Place[]>): Place[][] =>
  Array.from(models, (places) => ({ places, cost: cheapest(places), id: places[0]?.id ?? '' }))
    .sort((a, b) => difference(a.cost, b.cost) || compare(a.id, b.id))
    .map(({ places }) => places);

/** `failing`: its uptime is below the threshold. `away`: it should not be called now. */
const standings = ['well', 'failing', 'away'] as const;
type Standing = (typeof standings)[number];

function standingOf(health: TargetHealth, routing: Config['routing']): Standing {
  if (health.state !== 'ready') return 'away';
  return isFailing(health, routing) ? 'failing' : 'well';
}

/** Whether enough calls show that its uptime is below the threshold. */
export const isFailing = (
  { uptime, calls }: TargetHealth,
  { uptimeThreshold, minimumCalls }: Config['routing'],
): boolean => calls >= minimumCalls && uptime < uptimeThreshold;

function weightsFor(wish: Wish, streamed: boolean, weights: Weights): Weights {
  if (wish !== null)
    return { price: 0, throughput: 0, latency: 0, uptime: 1 - dominantWeight, [wish]: dominantWeight };
  // Only streams wait for their first token.
  return streamed ? weights : { ...weights, latency: 0 };
}

const modelOf = ({ target }: Place): string => target.listing.model.id;

const costOf = ({ cost }: Place): number => cost ?? Number.POSITIVE_INFINITY;

const cheapest = (places: readonly Place[]): number => Math.min(...places.map(costOf));

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

// Two infinities have no difference.
const difference = (a: number, b: number): number => (a === b ? 0 : a - b);

function withFirst(candidates: Candidate[], id: string | undefined): Candidate[] {
  const first = candidates.filter((candidate) => candidate.id === id);
  return [...first, ...candidates.filter((candidate) => candidate.id !== id)];
}
