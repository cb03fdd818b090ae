import type { TargetHealth } from './health.ts';

export type Weights = { price: number; uptime: number; throughput: number; latency: number };

/** What a score is the sum of: the `ScoreParts` of the contract. */
export type ScoreParts = Weights & { low_uptime: number };

/** What is known of a place that could serve the request. */
export type Measured = {
  /** Dollars; `null`: no known price. */
  cost: number | null;
  health: Pick<TargetHealth, 'uptime' | 'firstTokenMs' | 'tokensPerSecond'>;
};

// Being ten times behind is as bad as it gets: no measurement outweighs all others.
const worst = 10;
const goodUptime = 0.95;

export type Scored = { score: number; parts: ScoreParts };

/**
 * Scores places against the best of them; the lowest score wins. What was not measured costs nothing, or nobody would
 * ever measure it; a price that isn't known is taken for the worst, since somebody has to pay it.
 */
export function scored<Place extends Measured>(
  places: readonly Place[],
  weights: Weights,
): (Place & Scored)[] {
  const bestCost = Math.min(...places.map(({ cost }) => cost ?? Number.POSITIVE_INFINITY));
  const bestUptime = Math.max(...places.map(({ health }) => health.uptime));
  const bestSpeed = Math.max(...places.map(({ health }) => health.tokensPerSecond ?? 0));
  const bestFirstMs = Math.min(
    ...places.map(({ health }) => health.firstTokenMs ?? Number.POSITIVE_INFINITY),
  );
  return places.map((place) => {
    const { cost, health } = place;
    const { uptime, firstTokenMs, tokensPerSecond } = health;
    const parts = {
      price: weights.price * (cost === null ? priceless(bestCost) : behind(cost, bestCost)),
      uptime: weights.uptime * behind(bestUptime, uptime),
      throughput: tokensPerSecond === null ? 0 : weights.throughput * behind(bestSpeed, tokensPerSecond),
      latency: firstTokenMs === null ? 0 : weights.latency * behind(firstTokenMs, bestFirstMs),
      low_uptime: uptime < goodUptime ? (((goodUptime - uptime) / goodUptime) * 5) ** 2 : 0,
    };
    return { ...place, parts, score: Object.values(parts).reduce((sum, part) => sum + part, 0) };
  });
}

/** How far `more` is above `less`, as a share of it. */
function behind(more: number, less: number): number {
  if (more <= less) return 0;
  return less === 0 ? worst : Math.min(more / less - 1, worst);
}

// Where nobody has a price, nobody is behind.
const priceless = (bestCost: number): number => (Number.isFinite(bestCost) ? worst : 0);
