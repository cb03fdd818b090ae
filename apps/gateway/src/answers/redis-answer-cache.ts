import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { createReachability } from '../store/reachability.ts';
import type { AnswerCache, CachedAnswer } from './answer-cache.ts';

const answerMs = 50;
const pauseMs = 1_000;

export type RedisAnswerCacheOptions = {
  url: string;
  clock: () => number;
  log: Pick<Logger, 'warn' | 'info'>;
};

/** A response cache that all replicas share, in Redis or Valkey. While that can't be reached nothing is found. */
export function createRedisAnswerCache({ url, clock, log }: RedisAnswerCacheOptions): AnswerCache {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: answerMs,
    connectTimeout: 1_000,
    retryStrategy: (times) => Math.min(100 * times, 1_000),
  });
  redis.on('error', () => {});
  const { attempt } = createReachability({
    timeoutMs: answerMs,
    pauseMs,
    clock,
    changed(lost) {
      if (lost === null) log.info('Redis is back: answers are found in the cache again');
      else log.warn({ err: lost }, 'Redis can not be reached: no answer is found in the cache');
    },
  });
  const place = (name: string) => `parley:answer:${name}`;
  return {
    async find(name) {
      const found = await attempt(async () => {
        const text = await redis.get(place(name));
        const answer: CachedAnswer | null = text === null ? null : JSON.parse(text);
        return { answer };
      });
      return found?.answer ?? null;
    },
    async put(name, answer, ttlMs) {
      await attempt(() => redis.set(place(name), JSON.stringify(answer), 'PX', ttlMs));
    },
    async close() {
      redis.disconnect();
    },
  };
}
