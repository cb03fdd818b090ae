import type { Logger } from 'pino';
import { connectRedis } from '../store/connect-redis.ts';
import { type Claim, type Limiter, type Rate, windowMs } from './limiter.ts';
import { createLocalLimiter, crowdedRetryMs, roundingMs, stateOf } from './local-limiter.ts';

// The same algorithm as in local-limiter.ts, for all replicas, on the server's own clock, in one call. A bucket is a key
// that expires when it is full. Running requests are a sorted set by the time at which their place is given up for lost.
// KEYS: a bucket for each rate, then the set. ARGV: window, then concurrency (-1: any), request id, lease, then
// per-minute and cost of each rate. Answer: refusing rate (0: none, -1: concurrency), wait, then how far ahead each is.
const takeScript = `
local clock = redis.call('TIME')
local now = clock[1] * 1000 + clock[2] / 1000
local window, concurrency = tonumber(ARGV[1]), tonumber(ARGV[2])
local rounding = ${roundingMs}
local places = KEYS[#KEYS]
local refused, wait, before, after = 0, 0, {}, {}
for i = 1, #KEYS - 1 do
  local interval = window / tonumber(ARGV[3 + 2 * i]) * tonumber(ARGV[4 + 2 * i])
  before[i] = math.max(now, tonumber(redis.call('GET', KEYS[i]) or now))
  after[i] = before[i] + interval
  local late = after[i] - now - window
  if late > rounding and late > wait then refused, wait = i, late end
end
if refused == 0 and concurrency >= 0 then
  redis.call('ZREMRANGEBYSCORE', places, '-inf', now)
  if redis.call('ZCARD', places) >= concurrency then refused = -1 end
end
local answer = { refused, math.ceil(wait) }
for i = 1, #KEYS - 1 do
  local moment = before[i]
  if refused == 0 then
    moment = after[i]
    if moment > now then redis.call('SET', KEYS[i], string.format('%.3f', moment), 'PX', math.ceil(moment - now)) end
  end
  answer[i + 2] = math.ceil(moment - now)
end
if refused == 0 and concurrency >= 0 then
  redis.call('ZADD', places, now + tonumber(ARGV[4]), ARGV[3])
  redis.call('PEXPIRE', places, tonumber(ARGV[4]))
end
return answer`;

const refundScript = `
local clock = redis.call('TIME')
local now = clock[1] * 1000 + clock[2] / 1000
local moment = math.max(now, tonumber(redis.call('GET', KEYS[1]) or now)) - tonumber(ARGV[1])
if moment > now then redis.call('SET', KEYS[1], string.format('%.3f', moment), 'PX', math.ceil(moment - now))
else redis.call('DEL', KEYS[1]) end`;

// KEYS: the set of a key. ARGV: lease, then the requests of this process. One that was given up for lost is there again.
// A thousand go into one ZADD: that takes a fifth of the time of one by one, and Lua can't pass on many more.
const renewScript = `
local clock = redis.call('TIME')
local till = string.format('%.3f', clock[1] * 1000 + clock[2] / 1000 + tonumber(ARGV[1]))
for first = 2, #ARGV, 1000 do
  local members = {}
  for i = first, math.min(first + 999, #ARGV) do
    members[#members + 1] = till
    members[#members + 1] = ARGV[i]
  end
  redis.call('ZADD', KEYS[1], unpack(members))
end
redis.call('PEXPIRE', KEYS[1], tonumber(ARGV[1]))`;

// Replicas sign in here, so that each knows by how many to divide when the server is gone.
const replicasScript = `
local clock = redis.call('TIME')
local now = clock[1] * 1000
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('ZADD', KEYS[1], now + tonumber(ARGV[2]), ARGV[1])
redis.call('PEXPIRE', KEYS[1], tonumber(ARGV[2]))
return redis.call('ZCARD', KEYS[1])`;

const usualBeatMs = 2_000;
const renewedAtOnce = 100;

export type RedisLimiterOptions = {
  url: string;
  /** This process, among the replicas. */
  instance: string;
  clock: () => number;
  log: Pick<Logger, 'warn' | 'info'>;
  /** Told when the server can't be reached, and when it can again. */
  degraded: (isDegraded: boolean) => void;
  /** How often a process says that it lives, and its requests with it. Three times in silence are its end. */
  beatMs?: number;
};

/**
 * Limits that all replicas share, in Redis or Valkey. While that can't be reached each process keeps its share of them
 * itself, by the number of replicas that were last seen: no request fails for it, and none waits longer than 50 ms.
 */
export function createRedisLimiter(options: RedisLimiterOptions): Limiter {
  const { url, instance, clock, log, degraded, beatMs = usualBeatMs } = options;
  const leaseMs = 3 * beatMs;
  const local = createLocalLimiter(clock);
  let replicas = 1;
  const { redis, attempt } = connectRedis({
    ...{ url, clock, log },
    changed(lost) {
      if (lost === null) log.info('Redis is back: limits are shared again');
      else
        log.warn(
          { err: lost, replicas },
          'Redis can not be reached: each process keeps its share of the limits',
        );
      degraded(lost !== null);
      // It may have been gone for longer than a lease.
      if (lost === null) void beat();
    },
  });
  const timer = setInterval(() => void beat(), beatMs);
  timer.unref();
  redis.on('ready', () => void beat());

  async function beat(): Promise<void> {
    const seen = await attempt(
      () => redis.eval(replicasScript, 1, 'parley:replicas', instance, leaseMs).then(Number),
      { always: true },
    );
    if (seen === null) return;
    replicas = Math.max(1, seen);
    // Only a server that has just answered is told: what one that hangs reads later may have ended by then.
    await renew().catch(() => {});
  }

  async function renew(): Promise<void> {
    const keys = [...local.running];
    // Some at a time, so that no request waits behind all of them.
    for (let next = 0; next < keys.length; next += renewedAtOnce)
      await Promise.all(
        keys
          .slice(next, next + renewedAtOnce)
          .map(([keyId, ids]) => redis.eval(renewScript, 1, places(keyId), leaseMs, ...ids)),
      );
  }

  const bucket = (keyId: string, { name }: Pick<Rate, 'name'>) => `parley:{${keyId}}:${name}`;
  const places = (keyId: string) => `parley:{${keyId}}:running`;
  const shareOf = (limit: number) => Math.max(1, Math.floor(limit / replicas));

  return {
    async take(claim) {
      const { keyId, requestId, rates, concurrency } = claim;
      const keys = [...rates.map((rate) => bucket(keyId, rate)), places(keyId)];
      const told = [windowMs, concurrency ?? -1, requestId, leaseMs];
      const asked = rates.flatMap(({ perMinute, cost }) => [perMinute, cost]);
      const answer = await attempt(() => redis.eval(takeScript, keys.length, ...keys, ...told, ...asked));
      if (!Array.isArray(answer)) return { ...(await local.take(shared(claim, shareOf))), degraded: true };
      const [refused = 0, waitMs = 0, ...ahead] = answer.map(Number);
      // A bucket that is half empty for all is half empty for each, should the server go now.
      for (const [index, rate] of rates.entries()) local.learn(keyId, rate, ahead[index] ?? 0);
      if (refused === 0 && concurrency !== null) local.enter(keyId, requestId);
      return {
        refusedBy: refused === 0 ? null : refused < 0 ? 'concurrency' : (rates[refused - 1]?.name ?? null),
        retryAfterMs: refused < 0 ? crowdedRetryMs : waitMs,
        states: rates.map((rate, index) => stateOf(rate, ahead[index] ?? 0)),
        degraded: false,
      };
    },
    async refund(keyId, rate) {
      const backMs = (windowMs / rate.perMinute) * rate.cost;
      const done = await attempt(async () => {
        await redis.eval(refundScript, 1, bucket(keyId, rate), backMs);
        return true;
      });
      if (done === null) await local.refund(keyId, { ...rate, perMinute: shareOf(rate.perMinute) });
    },
    // Wherever its place was taken: the server may have come or gone since. One that can't be told stops being renewed.
    async leave(keyId, requestId) {
      await local.leave(keyId, requestId);
      await attempt(() => redis.zrem(places(keyId), requestId));
    },
    async close() {
      clearInterval(timer);
      redis.disconnect();
    },
  };
}

const shared = (claim: Claim, shareOf: (limit: number) => number): Claim => ({
  ...claim,
  rates: claim.rates.map((rate) => ({ ...rate, perMinute: shareOf(rate.perMinute) })),
  concurrency: claim.concurrency === null ? null : shareOf(claim.concurrency),
});
