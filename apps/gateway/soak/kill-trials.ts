// The gateway is killed at any moment under load, started again on the same data, and its books are held against what
// callers got and what the simulator charges.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  type GatewayProcess,
  type GatewayProcessOptions,
  gatewayProcess,
  spawnGateway,
} from '../test/support/gateway-process.ts';
import { makeKey } from '../test/support/manage.ts';
import { postgresServer } from '../test/support/postgres-server.ts';
import { endProcess } from '../test/support/server-process.ts';
import { storedBooks } from './books.ts';
import type { Answer } from './caller.ts';
import { startCallers } from './callers.ts';
import { compare, isExact, noComparison } from './compare.ts';
import type { Found, Say } from './found.ts';
import { type SimulatorProcess, simulatorProcess } from './simulator-process.ts';

export type KillTrialsOptions = {
  store: 'sqlite' | 'postgres';
  trials: number;
  /** Each trial goes on until so many answers came whole. */
  answersEach: number;
  say: Say;
};

const callers = 24;
/** After the last answer that a trial needs, the gateway lives for so long at most. */
const latestKillMs = 400;
/** One trial in so many is killed a second time, while it recovers. */
const killedTwiceEvery = 5;

/** Runs the trials. `isRight`: nothing was lost, doubled, changed or left over. */
export async function killTrials(options: KillTrialsOptions): Promise<Found> {
  const { store, trials, answersEach, say } = options;
  const startedAt = performance.now();
  await using simulator = await simulatorProcess();
  await using postgres = store === 'postgres' ? await postgresServer() : null;
  const dataDirectory = mkdtempSync(join(tmpdir(), 'parley-soak-'));
  const gatewayOptions: GatewayProcessOptions = {
    config: configOf(simulator),
    dataDirectory,
    ...(postgres === null ? {} : { databaseUrl: postgres.url }),
  };
  let gateway = await gatewayProcess(gatewayOptions);
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => rmSync(dataDirectory, { recursive: true }));
  cleanup.defer(() => gateway.kill());
  const keys = await makeKeys(gateway);
  const sum = noComparison();
  const wrong: string[] = [];
  const startsMs: number[] = [];
  say(
    row(
      'trial',
      'acknowledged',
      'not',
      'unknown',
      'nothing',
      'lost',
      'double',
      'other cost',
      'off invoice',
      'left over',
      'start ms',
    ),
  );
  for (let trial = 1; trial <= trials; trial++) {
    const answers = await loadUntilKilled(gateway, keys, { trial, answersEach });
    if (trial % killedTwiceEvery === 0) await killWhileItStarts(gatewayOptions);
    const bill = await simulator.bill();
    const restartedAt = performance.now();
    gateway = await gatewayProcess(gatewayOptions);
    startsMs.push(performance.now() - restartedAt);
    await using books = storedBooks({ databaseUrl: postgres?.url, dataDirectory });
    compare(sum, { answers, rows: await books.rows(prefixOf(trial)), bill });
    const left = await books.leftovers();
    wrong.push(...left.map((sentence) => `Trial ${trial}: ${sentence}`));
    const { acknowledged, unacknowledged, lost, doubled, different, ledger, invoice } = sum;
    const not = Object.values(unacknowledged).reduce((total, count) => total + count, 0);
    const startMs = Math.round(startsMs.at(-1) ?? 0);
    if (trial % Math.ceil(trials / 20) === 0 || left.length > 0)
      say(
        row(
          trial,
          acknowledged,
          not,
          unacknowledged.unknown,
          unacknowledged.nothing,
          lost,
          doubled,
          different,
          String(ledger - invoice),
          wrong.length,
          startMs,
        ),
      );
  }
  const exitCode = await gateway.stop();
  for (const sentence of wrong.slice(0, 20)) say(sentence);
  const { ledger, invoice, ...counts } = sum;
  return {
    isRight: isExact(sum) && wrong.length === 0 && exitCode === 0,
    summary: {
      ...{ store, trials, ...counts, leftOver: wrong.length },
      ledgerPicodollars: ledger.toString(),
      invoicePicodollars: invoice.toString(),
      startMs: {
        median: Math.round(startsMs.sort((a, b) => a - b)[startsMs.length >> 1] ?? 0),
        longest: Math.round(startsMs.at(-1) ?? 0),
      },
      seconds: Math.round((performance.now() - startedAt) / 1000),
    },
  };
}

const row = (...cells: (string | number)[]): string =>
  cells.map((cell) => String(cell).padStart(13)).join('');
const prefixOf = (trial: number): string => `t${trial}-`;

const configOf = ({ url }: SimulatorProcess) => ({
  providers: { simulator: { baseUrl: url, apiKey: 'any' } },
  contract: 'off' as const,
});

/** One without a budget, one with, and one that also spends from the budget of the key that made it. */
async function makeKeys(gateway: GatewayProcess): Promise<string[]> {
  const plain = await makeKey(gateway, {});
  const budgeted = await makeKey(gateway, { budget: { limit_usd: '1000', window: 'total' } });
  const parent = await makeKey(gateway, {
    scopes: ['chat', 'keys'],
    budget: { limit_usd: '10000', window: 'month' },
  });
  const child = await makeKey(gateway, { budget: { limit_usd: '100', window: 'month' } }, parent.secret);
  return [plain, budgeted, parent, child].map(({ secret }) => secret);
}

/** Callers ask on and on until the gateway is gone, a moment after so many answers came whole. */
async function loadUntilKilled(
  gateway: GatewayProcess,
  keys: readonly string[],
  { trial, answersEach }: { trial: number; answersEach: number },
): Promise<readonly Answer[]> {
  const enough = Promise.withResolvers<void>();
  let whole = 0;
  let isKilled = false;
  const load = startCallers({
    count: callers,
    prefix: prefixOf(trial),
    target: (number) => ({ url: gateway.url, key: keys[number % keys.length] ?? '' }),
    answered({ failure, status }) {
      if (failure === null && ++whole === answersEach) enough.resolve();
      if (failure !== null && !isKilled)
        enough.reject(new Error(`${status} ${failure}. The gateway said:\n${gateway.logged()}`));
    },
  });
  await enough.promise;
  await setTimeout(Math.random() * latestKillMs);
  isKilled = true;
  await Promise.all([gateway.kill(), load.stop()]);
  return load.answers;
}

/** It recovers from the last end when this one comes: at any moment of its start. */
async function killWhileItStarts(options: GatewayProcessOptions): Promise<void> {
  const child = spawnGateway(options);
  child.stdout?.resume();
  const ended = once(child, 'exit');
  await Promise.race([setTimeout(500 + Math.random() * 2_000), ended]);
  await endProcess(child, 'SIGKILL');
}
