/** A mean in which a value weighs half as much with each half-life that has passed. Times are of one clock, in ms. */
export type DecayedAverage = {
  add(value: number, nowMs: number): void;
  /** `null` when nothing was added, or all of it has faded. */
  mean(nowMs: number): number | null;
  /** How many values it rests on, faded ones in part. */
  weight(nowMs: number): number;
};

// What a value weighs when it no longer counts: that of one alone does so for three half-lives.
const faintest = 0.1;

export function createDecayedAverage(halfLifeMs: number): DecayedAverage {
  let sum = 0;
  let weight = 0;
  let atMs = 0;
  const left = (nowMs: number) => 0.5 ** ((nowMs - atMs) / halfLifeMs);
  return {
    add(value, nowMs) {
      sum = sum * left(nowMs) + value;
      weight = weight * left(nowMs) + 1;
      atMs = nowMs;
    },
    mean: (nowMs) => (weight * left(nowMs) < faintest ? null : sum / weight),
    weight: (nowMs) => weight * left(nowMs),
  };
}
