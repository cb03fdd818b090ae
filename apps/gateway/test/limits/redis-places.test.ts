import { setTimeout } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Limiter } from '../../src/limits/limiter.ts';
import { claim, connected, redisLimiter } from '../support/limiters.ts';
import { hasRedis, type RedisServer, redisServer } from '../support/redis-server.ts';

const beatMs = 200;
const leaseMs = 3 * beatMs;

/** A replica that has reached the server. */
async function replica({ url }: RedisServer, instance: string): Promise<Limiter> {
  const limiter = redisLimiter(url, { instance, beatMs });
  onTestFinished(() => limiter.close());
  await connected(limiter);
  return limiter;
}

const refusal = async (limiter: Limiter, concurrency: number) =>
  (await limiter.take(claim('key', [], concurrency))).refusedBy;

/** How long it takes until the key has a place. */
async function waitedMs(limiter: Limiter, concurrency: number): Promise<number> {
  const begun = performance.now();
  while (performance.now() - begun < 10 * leaseMs && (await refusal(limiter, concurrency)) !== null)
    await setTimeout(10);
  return performance.now() - begun;
}

describe.skipIf(!hasRedis)('places in Redis (needs redis-server)', () => {
  test('one that is left while Redis is not asked is free a lease later', async () => {
    await using server = await redisServer();
    const [one, two] = [await replica(server, 'one'), await replica(server, 'two')];
    const first = claim('key', [], 1);
    await one.take(first);
    server.process.kill('SIGSTOP');
    await one.take(claim('another key', [], 1));
    server.process.kill('SIGCONT');
    await one.leave('key', first.requestId);
    expect(await refusal(two, 1)).toBe('concurrency');
    expect(await waitedMs(two, 1)).toBeLessThan(2 * leaseMs);
  });

  test('one that Redis gave after nobody waited for it any more is free a lease later', async () => {
    await using server = await redisServer();
    const [one, two] = [await replica(server, 'one'), await replica(server, 'two')];
    server.process.kill('SIGSTOP');
    const late = claim('key', [], 1);
    expect(await one.take(late)).toMatchObject({ degraded: true, refusedBy: null });
    await one.leave('key', late.requestId);
    server.process.kill('SIGCONT');
    await connected(two);
    expect(await waitedMs(two, 1)).toBeLessThan(2 * leaseMs);
  });

  test('those of a process that died are free a lease later', async () => {
    await using server = await redisServer();
    const [one, two] = [await replica(server, 'one'), await replica(server, 'two')];
    await one.take(claim('key', [], 1));
    await one.close();
    expect(await refusal(two, 1)).toBe('concurrency');
    expect(await waitedMs(two, 1)).toBeLessThan(2 * leaseMs);
  });

  test('a request that runs for longer than a lease keeps its own', async () => {
    await using server = await redisServer();
    const [one, two] = [await replica(server, 'one'), await replica(server, 'two')];
    const long = [claim('key', [], 2), claim('key', [], 2)];
    for (const each of long) await one.take(each);
    await setTimeout(3 * leaseMs);
    expect(await refusal(two, 2)).toBe('concurrency');
    for (const { requestId } of long) await one.leave('key', requestId);
    expect([await refusal(two, 2), await refusal(two, 2)]).toEqual([null, null]);
  });

  test.each(['hung', 'dead'])(
    'when Redis is back that was %s for longer than a lease, what runs counts again, and what has ended does not',
    async (how) => {
      await using server = await redisServer();
      const [one, two] = [await replica(server, 'one'), await replica(server, 'two')];
      const [runs, ends] = [claim('key', [], 2), claim('key', [], 2)];
      for (const each of [runs, ends]) await one.take(each);
      if (how === 'hung') server.process.kill('SIGSTOP');
      else await server.stop();
      await setTimeout(2 * beatMs);
      await one.leave('key', ends.requestId);
      await setTimeout(2 * leaseMs);
      if (how === 'hung') server.process.kill('SIGCONT');
      else await server.start();
      for (const each of [one, two]) await connected(each);
      expect([await refusal(two, 2), await refusal(two, 2)]).toEqual([null, 'concurrency']);
    },
  );

  test('those that were taken in Redis count in this process’s share when it goes', async () => {
    await using server = await redisServer();
    const one = await replica(server, 'one');
    const first = claim('key', [], 1);
    await one.take(first);
    await server.stop();
    expect(await refusal(one, 1)).toBe('concurrency');
    await one.leave('key', first.requestId);
    expect(await refusal(one, 1)).toBeNull();
  });
});
