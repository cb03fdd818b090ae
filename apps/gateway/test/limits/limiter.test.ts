import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Limiter, Rate } from '../../src/limits/limiter.ts';
import { createLocalLimiter } from '../../src/limits/local-limiter.ts';
import { claim, connected, redisLimiter } from '../support/limiters.ts';
import { hasRedis, type RedisServer, redisServer } from '../support/redis-server.ts';

const requests = (perMinute: number): Rate => ({ name: 'requests', perMinute, cost: 1 });
const tokens = (perMinute: number, cost: number): Rate => ({ name: 'tokens', perMinute, cost });

function rules(given: () => Limiter): void {
  test('500 at once get the 100 that there are, and the rest is told when to come back', async () => {
    const taken = await Promise.all(
      Array.from({ length: 500 }, () => given().take(claim('key_burst', [requests(100)]))),
    );
    expect(taken.filter(({ refusedBy }) => refusedBy === null)).toHaveLength(100);
    for (const { refusedBy, retryAfterMs } of taken.filter((each) => each.refusedBy !== null)) {
      expect(refusedBy).toBe('requests');
      expect(retryAfterMs).toBeGreaterThan(0);
      expect(retryAfterMs).toBeLessThanOrEqual(600);
    }
  });

  test('a minute’s worth is there at any moment, at once or one by one, whatever a clock’s fractions are', async () => {
    for (const perMinute of [1, 3, 7, 11, 600]) {
      for (let round = 0; round < 20; round++) {
        const whole = await given().take(claim(`key_${perMinute}_${round}`, [tokens(perMinute, perMinute)]));
        expect([perMinute, whole.refusedBy]).toEqual([perMinute, null]);
      }
      for (let one = 0; one < Math.min(perMinute, 11); one++) {
        const { refusedBy } = await given().take(claim(`key_${perMinute}_by_one`, [requests(perMinute)]));
        expect([perMinute, one, refusedBy]).toEqual([perMinute, one, null]);
      }
    }
  });

  test('what one rate refuses the other does not lose', async () => {
    const first = await given().take(claim('key_both', [requests(10), tokens(1000, 900)]));
    expect(first.states).toMatchObject([
      { name: 'requests', remaining: 9 },
      { name: 'tokens', remaining: 100 },
    ]);
    const second = await given().take(claim('key_both', [requests(10), tokens(1000, 900)]));
    expect(second.refusedBy).toBe('tokens');
    expect(second.states).toMatchObject([{ remaining: 9 }, { remaining: 100 }]);
  });

  test('what was not used is given back, and what was used beyond it is owed', async () => {
    const rate = tokens(1000, 800);
    await given().take(claim('key_refund', [rate]));
    await given().refund('key_refund', tokens(1000, 700));
    expect((await given().take(claim('key_refund', [tokens(1000, 900)]))).refusedBy).toBeNull();
    await given().refund('key_refund', tokens(1000, -500));
    const refused = await given().take(claim('key_refund', [tokens(1000, 1)]));
    expect(refused.refusedBy).toBe('tokens');
    expect(refused.retryAfterMs).toBeGreaterThan(25_000);
  });

  test('so many run at once, and a place that is given back is free', async () => {
    const claims = Array.from({ length: 3 }, () => claim('key_places', [], 2));
    const [one, two, three] = await Promise.all(claims.map((each) => given().take(each)));
    expect([one?.refusedBy, two?.refusedBy, three?.refusedBy]).toEqual([null, null, 'concurrency']);
    expect(three?.retryAfterMs).toBeGreaterThan(0);
    await given().leave('key_places', claims[0]?.requestId ?? '');
    expect((await given().take(claim('key_places', [], 2))).refusedBy).toBeNull();
  });

  test('keys do not share', async () => {
    await given().take(claim('key_a', [requests(1)]));
    expect((await given().take(claim('key_a', [requests(1)]))).refusedBy).toBe('requests');
    expect((await given().take(claim('key_b', [requests(1)]))).refusedBy).toBeNull();
  });
}

describe('limits in this process', () => {
  const limiter = createLocalLimiter(() => performance.now());
  rules(() => limiter);

  test('a bucket fills as time goes by, evenly', async () => {
    let now = 0;
    const timed = createLocalLimiter(() => now);
    const take = async () => (await timed.take(claim('key_time', [requests(60)]))).refusedBy;
    for (let index = 0; index < 60; index++) expect(await take()).toBeNull();
    expect(await take()).toBe('requests');
    now = 999;
    expect(await take()).toBe('requests');
    now = 1_000;
    expect(await take()).toBeNull();
    expect(await take()).toBe('requests');
    now = 1_000_000;
    for (let index = 0; index < 60; index++) expect(await take()).toBeNull();
  });
});

describe.skipIf(!hasRedis)('limits in Redis (needs redis-server)', () => {
  let server: RedisServer;
  let limiter: Limiter;
  beforeAll(async () => {
    server = await redisServer();
    limiter = redisLimiter(server.url);
    await connected(limiter);
  });
  afterAll(async () => {
    await limiter.close();
    await server[Symbol.asyncDispose]();
  });
  rules(() => limiter);

  test('an answer that came while this process was busy counts: it is not the server that was slow', async () => {
    for (let round = 0; round < 5; round++) {
      const taking = limiter.take(claim('key_busy', [requests(1_000)]));
      const end = performance.now() + 120;
      while (performance.now() < end);
      expect(await taking).toMatchObject({ degraded: false, refusedBy: null });
    }
  });

  test('two replicas share one limit', async () => {
    const other = redisLimiter(server.url, { instance: 'two' });
    await connected(other);
    const taken = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        (index % 2 ? limiter : other).take(claim('key_two', [requests(30)])),
      ),
    );
    expect(taken.filter(({ refusedBy }) => refusedBy === null)).toHaveLength(30);
    await other.close();
  });
});

describe.skipIf(!hasRedis)('G6 Redis gone (needs redis-server)', () => {
  test.each(['hung', 'dead'])(
    '%s: nothing fails, each process keeps its share, and it is told; back: shared again',
    async (how) => {
      await using server = await redisServer();
      const told: boolean[] = [];
      const other = redisLimiter(server.url, { instance: 'two' });
      await connected(other);
      // It sees how many replicas there are when it connects.
      const limiter = redisLimiter(server.url, { degraded: (isDegraded) => told.push(isDegraded) });
      await connected(limiter);
      told.length = 0;
      if (how === 'hung') server.process.kill('SIGSTOP');
      else await server.stop();
      const taken = await Promise.all(
        Array.from({ length: 50 }, () => limiter.take(claim('key_gone', [requests(20)]))),
      );
      expect(taken.every(({ degraded }) => degraded)).toBe(true);
      expect(taken.filter(({ refusedBy }) => refusedBy === null)).toHaveLength(10);
      expect(told).toEqual([true]);
      if (how === 'hung') server.process.kill('SIGCONT');
      else await server.start();
      await connected(limiter);
      expect(told).toEqual([true, false]);
      expect(await limiter.take(claim('key_back', [requests(20)]))).toMatchObject({
        degraded: false,
        refusedBy: null,
      });
      await limiter.close();
      await other.close();
    },
  );

  test('what was used up before it went is not there again', async () => {
    await using server = await redisServer();
    const limiter = redisLimiter(server.url);
    await connected(limiter);
    const take = async () => (await limiter.take(claim('key_empty', [requests(20)]))).refusedBy;
    for (let count = 0; count < 20; count++) expect(await take()).toBeNull();
    await server.stop();
    expect(await take()).toBe('requests');
    await limiter.close();
  });
});
