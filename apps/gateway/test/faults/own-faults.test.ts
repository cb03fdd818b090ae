// Faults of the process itself and of what it stands on: the gateway as it is started for real.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OperationId } from '@parley/validator';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { ask, send } from '../support/ask.ts';
import { deferred } from '../support/deferred.ts';
import { type FaultServer, faultServer } from '../support/fault-server.ts';
import { type GatewayProcess, gatewayProcess } from '../support/gateway-process.ts';
import { type Call, makeKey, manage } from '../support/manage.ts';
import {
  began,
  completion,
  done,
  finished,
  httpAnswer,
  inChunk,
  lastChunk,
  said,
  streamHead,
  used,
} from '../support/openai-wire.ts';
import { hasPostgres, postgresServer } from '../support/postgres-server.ts';

// Processes are started, some of them twice.
vi.setConfig({ testTimeout: 60_000 });

const goOn = deferred();
const isFull = deferred();
const price = { as_of: '2026-01-01', input: '1', output: '2' };
let faults: FaultServer;
beforeAll(async () => {
  faults = await faultServer({
    tells: ({ socket }) => socket.write(httpAnswer(completion())),
    async waits({ socket }) {
      socket.write(streamHead() + inChunk(began + said('Hello')));
      await goOn.promise;
      socket.write(inChunk(said(' there') + finished() + used() + done) + lastChunk);
    },
    async later({ socket }) {
      await isFull.promise;
      socket.write(httpAnswer(completion()));
    },
    hangs: ({ socket }) => socket.write(streamHead() + inChunk(began + said('Hello'))),
  });
});
afterAll(() => faults[Symbol.asyncDispose]());

/** A gateway on a data directory of its own, and the same one started again. */
function startOn(databaseUrl?: string) {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'parley-own-'));
  onTestFinished(() => rmSync(dataDirectory, { recursive: true }));
  return () =>
    gatewayProcess({
      config: {
        providers: {
          it: {
            adapter: 'openai-compatible',
            baseUrl: faults.url,
            models: { tells: { price }, waits: { price }, hangs: { price } },
          },
        },
        timeouts: { shutdownMs: 500 },
      },
      dataDirectory,
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
    });
}

type Generation = { id: string; outcome: string; cost_usd: string | null };

/** What the ledger tells of a request over HTTP. */
async function generation({ url, key }: GatewayProcess, id: string): Promise<Generation | number> {
  const response = await fetch(`${url}/v1/generations/${id}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  if (!response.ok) return response.status;
  return (await response.json()) as Generation;
}

test('G1 at SIGTERM all that ran is settled, finished or not, before the process ends with 0', async () => {
  const start = startOn();
  await using first = await start();
  const waiting = await send(first, { model: 'it/waits', stream: true });
  const hanging = await send(first, { model: 'it/hangs', stream: true });
  const gone = new AbortController();
  const leaving = await send(first, { model: 'it/hangs', stream: true }, { signal: gone.signal });
  gone.abort();
  const ended = first.stop();
  goOn.resolve();
  expect(await waiting.response.text()).toContain('data: [DONE]');
  expect(await hanging.response.text()).toContain('gateway_shutdown');
  expect(await ended).toBe(0);
  await using next = await start();
  expect(await generation(next, waiting.requestId)).toMatchObject({ outcome: 'completed' });
  expect(await generation(next, hanging.requestId)).toMatchObject({ outcome: 'failed' });
  expect(await generation(next, leaving.requestId)).toMatchObject({ outcome: 'aborted' });
});

test('G2 after kill -9 what was answered is on the books, and what ran is unknown at its estimate', async () => {
  const start = startOn();
  await using first = await start();
  const { secret } = await makeKey(first, { budget: { limit_usd: '10', window: 'total' } });
  const caller = { url: first.url, key: secret };
  const answered = await ask(caller, { model: 'it/tells' });
  const running = await send(caller, { model: 'it/hangs', stream: true });
  await first.kill();
  await expect(running.response.text()).rejects.toThrow();
  await using next = await start();
  const cost = answered.completion?.usage?.cost_usd_total ?? 0;
  expect(cost).toBeGreaterThan(0);
  expect(await generation(next, answered.requestId)).toMatchObject({
    outcome: 'completed',
    usage: { cost_usd_total: cost },
  });
  const unknown = await generation(next, running.requestId);
  expect(unknown).toMatchObject({ outcome: 'unknown', cost_usd: expect.stringMatching(/^0\.\d+$/) });
});

/** Calls that read or write the store are told that it is the store, and may come again. */
async function expectOutOfReach(gateway: GatewayProcess, calls: [OperationId, Call][]): Promise<void> {
  for (const [operation, call] of calls) {
    const { status, headers, body } = await manage(gateway, operation, call);
    expect([operation, status, body.error.code]).toEqual([operation, 503, 'ledger_unavailable']);
    expect(headers.get('x-should-retry')).toBe('true');
  }
}

const limitFiles = ({ process: { pid } }: GatewayProcess, bytes: number | 'unlimited') =>
  spawnSync('prlimit', ['--pid', `${pid}`, `--fsize=${bytes}:`]).status;
const canLimit = spawnSync('prlimit', ['--version']).status === 0;

test.skipIf(!canLimit)(
  'G11 while the disk is full nothing is answered or bought, and nothing is lost (needs prlimit)',
  async () => {
    await using gateway = await startOn()();
    const before = await ask(gateway, { model: 'it/tells' });
    expect(before.status).toBe(200);
    expect(await generation(gateway, before.requestId)).toMatchObject({ outcome: 'completed' });
    const running = ask(gateway, { model: 'it/later' });
    await vi.waitFor(() => expect(faults.of('later')).toHaveLength(1));
    expect(limitFiles(gateway, 0)).toBe(0);
    isFull.resolve();
    // The answer was bought, and may not go out off the books.
    const first = await running;
    expect([first.status, first.failure?.error.code]).toEqual([503, 'ledger_unavailable']);
    const asked = faults.of('tells').length;
    for (let index = 0; index < 3; index++) {
      const { status, headers, failure } = await ask(gateway, { model: 'it/tells' });
      expect([status, failure?.error.code]).toEqual([503, 'ledger_unavailable']);
      expect(headers.get('x-should-retry')).toBe('true');
    }
    expect(faults.of('tells')).toHaveLength(asked);
    await expectOutOfReach(gateway, [['createKey', { body: { name: 'a key' } }]]);
    expect(limitFiles(gateway, 'unlimited')).toBe(0);
    const after = await ask(gateway, { model: 'it/tells' });
    expect(after.status).toBe(200);
    expect(await generation(gateway, after.requestId)).toMatchObject({ outcome: 'completed' });
    expect(await generation(gateway, first.requestId)).toMatchObject({
      outcome: 'failed',
      error_code: 'ledger_unavailable',
    });
  },
);

test.skipIf(!hasPostgres)(
  'G3 G4 G5 PostgreSQL hung, dead, its connections cut: requests go on and are on its books once it is back (needs it installed)',
  async () => {
    await using postgres = await postgresServer();
    await using gateway = await startOn(postgres.url)();
    const { secret } = await makeKey(gateway, {});
    const budgeted = await makeKey(gateway, { budget: { limit_usd: '10', window: 'total' } });
    const ids: string[] = [];
    const allAnswer = async () => {
      for (const key of [gateway.key, secret, budgeted.secret]) {
        const { requestId, status, failure } = await ask({ url: gateway.url, key }, { model: 'it/tells' });
        expect([status, failure]).toEqual([200, null]);
        ids.push(requestId);
      }
    };
    await allAnswer();
    postgres.hang();
    await allAnswer();
    await allAnswer();
    postgres.goOn();
    await allAnswer();
    await postgres.stop();
    await allAnswer();
    await expectOutOfReach(gateway, [
      ['getUsage', {}],
      ['listGenerations', {}],
      ['getGeneration', { id: 'req_1' }],
      ['listKeys', {}],
      ['createKey', { body: { name: 'a key' } }],
    ]);
    await postgres.start();
    await allAnswer();
    for (const id of ids)
      await expect
        .poll(() => generation(gateway, id), { timeout: 10_000 })
        .toMatchObject({ outcome: 'completed' });
    expect(gateway.process.exitCode).toBeNull();
    expect(await gateway.stop()).toBe(0);
  },
);
