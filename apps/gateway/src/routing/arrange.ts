import type { Config } from '../config.ts';
import type { TargetHealth } from './health.ts';
import { type ScoreParts, scoreParts, totalOf, type Weights } from './score.ts';
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

export type Candidate = Place & { score: number; parts: ScoreParts };

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
  const { cheapestModel, wish, streamed, session, explores } = arrangement;
  const { routing, random } = world;
  const weights = weightsFor(wish, streamed, routing.weights);
  const byModel = Map.groupBy(places, (place) => (cheapestModel ? modelOf(place) : ''));
  const standings = new Map(places.map((place) => [place.id, standingOf(place.health, routing)]));
  const standing = ({ id }: Place): number => standings.get(id) ?? 0;
  const ranked = [...byModel.values()].flatMap((group) => {
    const parts = scoreParts(group, weights);
    return group.map((place, index) => {
      const own = parts[index] ?? noParts;
      const equals = group.filter((other) => standing(other) === standing(place));
      return { modelCost: cheapest(equals), candidate: { ...place, parts: own, score: totalOf(own) } };
    });
  });
  ranked.sort(
    (a, b) =>
      standing(a.candidate) - standing(b.candidate) ||
      (cheapestModel ? difference(a.modelCost, b.modelCost) : 0) ||
      (cheapestModel ? compare(modelOf(a.candidate), modelOf(b.candidate)) : 0) ||
      a.candidate.score - b.candidate.score ||
      difference(costOf(a.candidate), costOf(b.candidate)) ||
      compare(a.candidate.id, b.candidate.id),
  );
  const candidates = ranked.map(({ candidate }) => candidate);
  const [first] = candidates;
  if (first === undefined || candidates.length === 1) return { candidates, selection: 'only_candidate' };
  const selection = cheapestModel ? 'cheapest' : 'weighted_score';
  if (standing(first) > 0) return { candidates, selection };

  const equals = candidates.filter((place) => modelOf(place) === modelOf(first));
  const measured = wish === 'throughput' || wish === 'latency';
  if (session !== null && !measured) {
    const well = equals.filter((place) => standing(place) === 0);
    const most = cheapest(well) * sessionPriceRatio;
    const affordable = well.filter((place) => costOf(place) <= most);
    const id = placeOf(
      session,
      affordable.map((place) => place.id),
    );
    return { candidates: withFirst(candidates, id), selection: 'sticky' };
  }
  const others = equals.filter((place) => place !== first && standing(place) < notReady);
  if (session === null && wish === null && explores && others.length > 0 && random() < routing.exploration) {
    const other = others[Math.floor(random() * others.length)];
    return { candidates: withFirst(candidates, other?.id), selection: 'exploration' };
  }
  return { candidates, selection };
}

const notReady = 2;

/** 0: well. 1: its uptime is below the threshold. 2: it should not be called now. */
function standingOf(health: TargetHealth, routing: Config['routing']): number {
  if (health.state !== 'ready') return notReady;
  return isFailing(health, routing) ? 1 : 0;
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

const noParts: ScoreParts = { price: 0, uptime: 0, throughput: 0, latency: 0, low_uptime: 0 };

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
