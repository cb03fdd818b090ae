import { createCooldown } from './cooldown.ts';

/** Which of a provider's keys are to be left alone, by their places. Times are of one clock, in ms. */
export type KeyCooldowns = {
  /** Until when this one is. 0: it may be used. */
  untilMsOf(key: number, nowMs: number): number;
  /** Until when all of them are. 0: one may be used. */
  untilMs(nowMs: number): number;
  /** As Cooldown.start, for one key. */
  start(key: number, nowMs: number, askedMs: number | null): boolean;
  succeeded(key: number, nowMs: number): void;
};

export function createKeyCooldowns(
  count: number,
  options: Parameters<typeof createCooldown>[0],
): KeyCooldowns {
  const cooldowns = Array.from({ length: count }, () => createCooldown(options));
  return {
    untilMsOf: (key, nowMs) => cooldowns[key]?.untilMs(nowMs) ?? 0,
    untilMs: (nowMs) => Math.min(...cooldowns.map((cooldown) => cooldown.untilMs(nowMs))),
    start: (key, nowMs, askedMs) => cooldowns[key]?.start(nowMs, askedMs) ?? false,
    succeeded: (key, nowMs) => cooldowns[key]?.succeeded(nowMs),
  };
}
