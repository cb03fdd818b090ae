import { backOffMs } from './back-off.ts';

/** A time to leave somebody alone, longer each time that it is needed again. */
export type Cooldown = {
  /** Until when; 0: it is over. */
  untilMs(nowMs: number): number;
  /** Starts it, for as long as was asked for, if it was. Says whether it was over: those who were turned away together count once. */
  start(nowMs: number, askedMs: number | null): boolean;
  /** A call succeeded. Says nothing while it lasts: such a call may have begun before. */
  succeeded(nowMs: number): void;
};

export function createCooldown(options: {
  firstMs: number;
  longestMs: number;
  random: () => number;
}): Cooldown {
  let times = 0;
  let endMs = 0;
  return {
    untilMs: (nowMs) => (nowMs < endMs ? endMs : 0),
    start(nowMs, askedMs) {
      const isNew = nowMs >= endMs;
      if (isNew) times++;
      else if (askedMs === null) return false;
      const waitMs = askedMs === null ? backOffMs(times, options) : Math.min(askedMs, options.longestMs);
      endMs = Math.max(endMs, nowMs + waitMs);
      return isNew;
    },
    succeeded(nowMs) {
      if (nowMs >= endMs) times = 0;
    },
  };
}
