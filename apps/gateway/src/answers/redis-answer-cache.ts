import type { Logger } from 'pino';
import { connectRedis } from '../store/connect-redis.ts';
import type { AnswerCache, CachedAnswer } from './answer-cache.ts';

export type RedisAnswerCacheOptions = {
  url: string;
  clock: () => number;
  log: Pick<Logger, 'warn' | 'info'>;
};

/** A response cache that all replicas share, in Redis or Valkey. While that can't be reached nothing is found. */
export function createRedisAnswerCache({ url, clock, log }: RedisAnswerCacheOptions): AnswerCache {
  const { redis, attempt } = connectRedis({
    ...{ url, clock, log },
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
