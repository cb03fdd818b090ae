// Two gateways on one PostgreSQL and one Redis, both of which are hung, killed and brought back under load. Tells what
// callers of each kind of key saw meanwhile, and holds the books against it in the end.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type GatewayProcess, gatewayProcess } from '../test/support/gateway-process.ts';
import { makeKey } from '../test/support/manage.ts';
import { type PostgresServer, postgresServer } from '../test/support/postgres-server.ts';
import { type RedisServer, redisServer } from '../test/support/redis-server.ts';
import { storedBooks } from './books.ts';
import { ask, connections } from './caller.ts';
import { startCallers } from './callers.ts';
import { compare, isExact, noComparison } from './compare.ts';
import type { Found, Say } from './found.ts';
import { simulatorProcess } from './simulator-process.ts';

export type OutagesOptions = { phaseMs: number; say: Say };

/** With so many dollars nothing is refused for want of money; with so few, something is, once the store can't be asked. */
const dollars = { ample: '1000', scarce: '0.1' };
const kinds = {
  'no budget': {},
  limits: { requests_per_minute: 1_000_000, concurrency: 1_000 },
  'ample budget': { budget: { limit_usd: dollars.ample, window: 'total' } },
  'scarce budget': { budget: { limit_usd: dollars.scarce, window: 'total' } },
} as const;
const kindNames = Object.keys(kinds);
/** Of keys of this kind no request may fail, whatever is gone. */
const mayNotFail = kindNames.slice(0, 3);

type Servers = { postgres: PostgresServer; redis: RedisServer };

const phases: [name: string, begin: (servers: Servers) => unknown][] = [
  ['all is well', () => {}],
  ['Redis hangs', ({ redis }) => redis.process.kill('SIGSTOP')],
  ['Redis is back', ({ redis }) => redis.process.kill('SIGCONT')],
  ['Redis is dead', ({ redis }) => redis.stop()],
  ['Redis is back', ({ redis }) => redis.start()],
  ['PostgreSQL hangs', ({ postgres }) => postgres.hang()],
  ['PostgreSQL is back', ({ postgres }) => postgres.goOn()],
  ['PostgreSQL is dead', ({ postgres }) => postgres.stop()],
  ['PostgreSQL is back', ({ postgres }) => postgres.start()],
  [
    'both are dead',
    async ({ postgres, redis }) => {
      await postgres.stop();
      await redis.stop();
    },
  ],
  [
    'both are back',
    async ({ postgres, redis }) => {
      await postgres.start();
      await redis.start();
    },
  ],
];

const callers = 16;
/** What was set aside in doubt is freed in ten seconds. */
const leftoversMs = 30_000;

export async function outages({ phaseMs, say }: OutagesOptions): Promise<Found> {
  await using simulator = await simulatorProcess();
  await using postgres = await postgresServer();
  await using redis = await redisServer();
  const directories = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'parley-soak-')));
  await using cleanup = new AsyncDisposableStack();
  const config = {
    providers: { simulator: { baseUrl: simulator.url, apiKey: 'any' } },
    contract: 'off' as const,
  };
  const gateways: GatewayProcess[] = [];
  for (const dataDirectory of directories) {
    cleanup.defer(() => rmSync(dataDirectory, { recursive: true }));
    const given = { config, dataDirectory, databaseUrl: postgres.url, redisUrl: redis.url };
    gateways.push(cleanup.use(await gatewayProcess(given)));
  }
  const [first] = gateways;
  if (first === undefined) throw new Error('There is no gateway.');
  const keys = await Promise.all(Object.values(kinds).map((asked) => makeKey(first, asked)));

  // Every gateway has seen every key before anything goes.
  const agent = connections();
  for (const { url } of gateways)
    for (const { secret } of keys) await ask({ url, key: secret, id: 'first', isStreamed: false, agent });
  agent.destroy();

  let answered = new Map<string, number>();
  const failures = new Map<string, number>();
  const load = startCallers({
    count: callers,
    prefix: 'o-',
    target: (number) => ({
      url: gateways[Math.floor(number / keys.length) % gateways.length]?.url ?? '',
      key: keys[number % keys.length]?.secret ?? '',
    }),
    answered({ failure, status }, number) {
      const kind = kindNames[number % kindNames.length] ?? '';
      const name = failure === null ? kind : `${kind}: ${status} ${failure}`;
      answered.set(name, (answered.get(name) ?? 0) + 1);
    },
  });
  say(`${''.padEnd(20)}${kindNames.map((name) => name.padStart(16)).join('')}   failures`);
  for (const [name, begin] of phases) {
    await begin({ postgres, redis });
    answered = new Map();
    await setTimeout(phaseMs);
    const seen = [...answered];
    const failed = seen.filter(([what]) => !kindNames.includes(what));
    for (const [what, count] of failed) failures.set(what, (failures.get(what) ?? 0) + count);
    const counts = kindNames.map((kind) => String(answered.get(kind) ?? 0).padStart(16)).join('');
    say(
      `${name.padEnd(20)}${counts}   ${failed.map(([what, count]) => `${count} x ${what}`).join(', ') || 'none'}`,
    );
  }
  await load.stop();

  await using books = storedBooks({ databaseUrl: postgres.url, dataDirectory: '' });
  const end = performance.now() + leftoversMs;
  let left = await books.leftovers();
  while (left.length > 0 && performance.now() < end) {
    await setTimeout(500);
    left = await books.leftovers();
  }
  const sum = noComparison();
  compare(sum, { answers: load.answers, rows: await books.rows('o-'), bill: await simulator.bill() });
  for (const sentence of left.slice(0, 20)) say(sentence);
  const wrongly = [...failures.keys()].filter((what) =>
    mayNotFail.some((kind) => what.startsWith(`${kind}:`)),
  );
  const exitCodes = await Promise.all(gateways.map((gateway) => gateway.stop()));
  const { ledger, invoice, ...counts } = sum;
  return {
    isRight: isExact(sum) && left.length + wrongly.length === 0 && exitCodes.every((code) => code === 0),
    summary: {
      ...{ phaseMs, ...counts, leftOver: left.length, failures: Object.fromEntries(failures), exitCodes },
      ...{ ledgerPicodollars: ledger.toString(), invoicePicodollars: invoice.toString() },
    },
  };
}
