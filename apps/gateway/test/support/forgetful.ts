import type { ConfigFile } from '../../src/config.ts';

/** A gateway that learns nothing from a failure and tries as often as it may: for tests of one request at a time. */
export const forgetful = {
  health: { halfLifeMs: 1 },
  routing: { uptimeThreshold: 0, exploration: 0 },
  cooldown: { limitedMs: 0, refusedMs: 0, longestMs: 0 },
  breaker: { openMs: 0, longestMs: 0 },
  retryBudget: { floor: 1_000 },
  upstream: { longestWaitMs: 0 },
} satisfies ConfigFile;
