import { setTimeout } from 'node:timers/promises';
import pino from 'pino';
import type { Claim, Limiter, Rate } from '../../src/limits/limiter.ts';
import { createRedisLimiter, type RedisLimiterOptions } from '../../src/limits/redis-limiter.ts';

let count = 0;
export const claim = (keyId: string, rates: Rate[], concurrency: number | null = null): Claim => ({
  ...{ keyId, requestId: `req_${count++}`, rates, concurrency },
});

export const redisLimiter = (url: string, options: Partial<RedisLimiterOptions> = {}): Limiter =>
  createRedisLimiter({
    ...{ url, instance: 'one', degraded: () => {} },
    clock: () => performance.now(),
    log: pino({ level: 'silent' }),
    ...options,
  });

/** Resolves when the limiter has reached its server: before that it counts for itself. */
export async function connected(limiter: Limiter): Promise<void> {
  const probe: Rate = { name: 'requests', perMinute: 1e9, cost: 1 };
  while ((await limiter.take(claim('key_probe', [probe]))).degraded) await setTimeout(20);
}
