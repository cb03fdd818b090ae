import pino from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createRedisAnswerCache } from '../../src/answers/redis-answer-cache.ts';
import { hasRedis, type RedisServer, redisServer } from '../support/redis-server.ts';

const answer = { storedAtMs: 1, text: '{"said":"Grüße"}' };

function cacheAt({ url }: Pick<RedisServer, 'url'>) {
  let skippedMs = 0;
  const cache = createRedisAnswerCache({
    url,
    clock: () => performance.now() + skippedMs,
    log: pino({ level: 'silent' }),
  });
  onTestFinished(() => cache.close());
  return {
    ...cache,
    skipPause: () => {
      skippedMs += 2_000;
    },
    /** Puts until it is there: the first connection takes its time. */
    async keep(name: string, ttlMs: number) {
      while ((await cache.find(name)) === null) {
        skippedMs += 2_000;
        await new Promise((resolve) => setTimeout(resolve, 5));
        await cache.put(name, answer, ttlMs);
      }
    },
  };
}

describe.skipIf(!hasRedis)('the response cache in Redis (needs it installed)', () => {
  test('what one replica keeps another finds, until its time is over', async () => {
    await using server = await redisServer();
    const [one, two] = [cacheAt(server), cacheAt(server)];
    await one.keep('a', 60_000);
    await two.keep('b', 60_000);
    expect([await two.find('a'), await one.find('b'), await one.find('c')]).toEqual([answer, answer, null]);
    await one.put('a', answer, 1);
    while ((await two.find('a')) !== null) await new Promise((resolve) => setTimeout(resolve, 2));
  });

  test('while it is gone or hangs nothing is found and nothing fails, and when it is back it serves again', async () => {
    await using server = await redisServer();
    const cache = cacheAt(server);
    await cache.keep('a', 60_000);
    server.process.kill('SIGSTOP');
    expect(await cache.find('a')).toBeNull();
    await cache.put('b', answer, 60_000);
    server.process.kill('SIGCONT');
    cache.skipPause();
    expect(await cache.find('a')).toEqual(answer);
    await server.stop();
    cache.skipPause();
    expect(await cache.find('a')).toBeNull();
    await cache.put('a', answer, 60_000);
    await server.start();
    await cache.keep('a', 60_000);
  });
});
