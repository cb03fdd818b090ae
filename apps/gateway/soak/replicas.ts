// Two gateways on one PostgreSQL and one Redis under wrk: what one does alone and two do together, and that limits and
// budgets hold over both.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gatewayProcess } from '../test/support/gateway-process.ts';
import { makeKey } from '../test/support/manage.ts';
import { postgresServer } from '../test/support/postgres-server.ts';
import { redisServer } from '../test/support/redis-server.ts';
import { storedBooks } from './books.ts';
import type { Found, Say } from './found.ts';
import { simulatorProcess } from './simulator-process.ts';
import { hasWrk, type Load, wrk } from './wrk.ts';

export type ReplicasOptions = { seconds: number; say: Say };

const perMinute = 50;
const limitUsd = '0.0002';

export async function replicas({ seconds, say }: ReplicasOptions): Promise<Found> {
  if (!hasWrk) throw new Error('wrk is not installed.');
  await using simulator = await simulatorProcess();
  await using postgres = await postgresServer();
  await using redis = await redisServer();
  await using cleanup = new AsyncDisposableStack();
  const start = async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'parley-soak-'));
    cleanup.defer(() => rmSync(dataDirectory, { recursive: true }));
    const gateway = await gatewayProcess({
      config: { providers: { simulator: { baseUrl: simulator.url, apiKey: 'any' } }, contract: 'off' },
      ...{ dataDirectory, databaseUrl: postgres.url, redisUrl: redis.url },
    });
    return cleanup.use(gateway);
  };
  const both = [await start(), await start()];
  const [first] = both;
  if (first === undefined) throw new Error('There is no gateway.');
  const load = async (gateways: typeof both, key: string) => {
    const loads = await Promise.all(gateways.map(({ url }) => wrk({ url, key }, seconds)));
    return loads;
  };

  say(row('', 'answers', 'refused', 'broken', 'per second', 'p50 ms', 'p99 ms'));
  const tell = (name: string, loads: readonly Load[]) => {
    for (const [index, each] of loads.entries())
      say(rowOf(loads.length > 1 ? `${name}, ${index + 1}` : name, each));
    return loads.map(figures);
  };
  await load(both, first.key);
  const throughput: { [name: string]: object } = {};
  for (const [name, asked] of [
    ['no budget', {}],
    ['limits', { requests_per_minute: 1_000_000, tokens_per_minute: 1_000_000_000, concurrency: 1_000 }],
    ['budget', { budget: { limit_usd: '1000', window: 'total' } }],
  ] as const) {
    const { secret } = await makeKey(first, asked);
    throughput[`${name}, one gateway`] = tell(`${name}, alone`, await load([first], secret));
    throughput[`${name}, two gateways`] = tell(`${name}, together`, await load(both, secret));
  }

  const wrong: string[] = [];
  const limited = await makeKey(first, { requests_per_minute: perMinute });
  const startedAt = performance.now();
  const saidBefore = both.map((gateway) => gateway.logged().length);
  const limitedLoads = await load(both, limited.secret);
  tell('requests a minute', limitedLoads);
  const admitted = sumOf(limitedLoads, ({ answers, refused }) => answers - refused);
  // A full minute's worth is there at once, and then it comes evenly. While Redis takes longer than the gateways wait,
  // as it does on a busy machine, they go on by their shares, and what comes meanwhile may come twice.
  const refilled = Math.ceil(((performance.now() - startedAt) / 60_000) * perMinute) + 1;
  const wasDegraded = both.some((gateway, index) =>
    gateway.logged().slice(saidBefore[index]).includes('Redis can not be reached'),
  );
  const most = perMinute + refilled * (wasDegraded ? 2 : 1);
  if (admitted > most) wrong.push(`${admitted} requests were let through, and ${most} was the most.`);

  const poor = await makeKey(first, { budget: { limit_usd: limitUsd, window: 'total' } });
  tell('a small budget', await load(both, poor.secret));

  await using books = storedBooks({ databaseUrl: postgres.url, dataDirectory: '' });
  const exitCodes = await Promise.all(both.map((gateway) => gateway.stop()));
  for (let wait = 0; (await books.leftovers()).length > 0 && wait < 20; wait++) await setTimeout(500);
  wrong.push(...(await books.leftovers()));
  const spent = await books.spent(poor.id);
  const limit = BigInt(Number(limitUsd) * 1e12);
  if (spent > limit) wrong.push(`${spent} picodollars were spent of a budget of ${limit}.`);
  if (spent === 0n) wrong.push('Nothing was spent of a budget.');
  for (const sentence of wrong.slice(0, 20)) say(sentence);
  return {
    isRight: wrong.length === 0 && exitCodes.every((code) => code === 0),
    summary: {
      ...{ seconds, throughput, requestsAMinute: { limit: perMinute, admitted, most, wasDegraded } },
      budget: { limitPicodollars: limit.toString(), spentPicodollars: spent.toString() },
      wrong: wrong.length,
    },
  };
}

const row = (name: string, ...cells: (string | number)[]): string =>
  name.padEnd(26) + cells.map((cell) => String(cell).padStart(12)).join('');

const figures = ({ answers, refused, microseconds, p50, p99 }: Load) => ({
  perSecond: Math.round(((answers - refused) / microseconds) * 1e6),
  p50Ms: p50 / 1000,
  p99Ms: p99 / 1000,
});

function rowOf(name: string, load: Load): string {
  const { perSecond, p50Ms, p99Ms } = figures(load);
  return row(name, load.answers, load.refused, load.broken, perSecond, p50Ms, p99Ms);
}

const sumOf = (loads: readonly Load[], count: (load: Load) => number): number =>
  loads.reduce((sum, load) => sum + count(load), 0);
