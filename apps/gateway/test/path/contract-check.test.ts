// What `contract` does with an answer of ours that breaks it. Our own code is made to break it by an adapter that lies.
import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { Pool } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { createCatalog } from '../../src/catalog/catalog.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { createContractCheck } from '../../src/contract-check.ts';
import { createUnderWay } from '../../src/limits/under-way.ts';
import { createMediaFetcher } from '../../src/media/fetch-media.ts';
import { createMetrics } from '../../src/metrics.ts';
import { openBooks } from '../../src/open-books.ts';
import type { Adapter } from '../../src/providers/adapter.ts';
import { openaiCompatible } from '../../src/providers/openai-compatible/index.ts';
import { createRetryBudget } from '../../src/routing/retry-budget.ts';
import { createHealth } from '../../src/routing/target-health.ts';
import { type FaultServer, faultServer } from '../support/fault-server.ts';
import { completion, goodStream, httpAnswer, streamAnswer } from '../support/openai-wire.ts';

const wrong = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 99 };

/** Gives a usage whose total is no sum (U1). */
const lies: Adapter = {
  ...openaiCompatible,
  response(body, call) {
    const read = openaiCompatible.response(body, call);
    return read.ok ? { ok: true, answer: { ...read.answer, usage: wrong } } : read;
  },
  stream(call, writer) {
    const honest = openaiCompatible.stream(call, writer);
    return {
      push(event) {
        const failure = honest.push(event);
        writer.count(wrong);
        return failure;
      },
    };
  },
};

let upstream: FaultServer;
beforeAll(async () => {
  upstream = await faultServer({
    m: ({ socket, body }) =>
      socket.write(body['stream'] === true ? streamAnswer(goodStream('Hello')) : httpAnswer(completion())),
  });
});
afterAll(() => upstream[Symbol.asyncDispose]());

type Line = { msg: string; rule?: string; outcome?: string; errorCode?: string | null };
type Started = AsyncDisposable & { app: FastifyInstance; lines: Line[]; metrics: () => Promise<string> };

async function start(contract: Config['contract']): Promise<Started> {
  const lines: Line[] = [];
  const log = pino({}, { write: (text: string) => lines.push(JSON.parse(text)) });
  const config = readConfig({ contract }, 'the test');
  const metrics = createMetrics();
  const pool = new Pool(new URL(upstream.url).origin);
  const books = await openBooks({
    ...{ config, log, metrics, now: () => 0, clock: () => 0, newId: () => 'id' },
    ...{ dataDirectory: null, databaseUrl: null, redisUrl: null },
  });
  const media = createMediaFetcher({ ...config.media, isForbidden: () => true });
  const liar = { id: 'liar', adapter: lies, pool, origin: '', basePath: '/v1', headers: {} };
  const app = await createApp({
    config,
    catalog: createCatalog([]),
    ...books,
    underWay: createUnderWay(1_000, { strain: { shortage: () => null }, metrics }),
    modelsOf: () => [],
    providers: new Map([['liar', liar]]),
    masterKeyDigest: createHash('sha256').update('key').digest(),
    contract: createContractCheck(contract, log, metrics),
    media,
    health: createHealth({ config, keysOf: () => 1, clock: () => 0, random: () => 0, log, metrics }),
    retries: createRetryBudget(config.retryBudget, () => 0),
    log,
    metrics,
    now: () => 0,
    clock: () => 0,
    newRequestId: () => 'req_1',
    newGenerationId: () => 'gen_1',
    random: () => 0,
    shutdown: new AbortController().signal,
    isReady: () => true,
  });
  return {
    app,
    lines,
    metrics: async () => (await metrics.render()).text,
    async [Symbol.asyncDispose]() {
      await app.close();
      await pool.destroy();
      await media.close();
      await books.close();
    },
  };
}

const askOf = async ({ app }: Started, stream: boolean) => {
  await app.listen({ port: 0, host: '127.0.0.1' });
  const response = await fetch(`${app.listeningOrigin}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'x-api-key': 'key', 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'liar/m', stream, messages: [{ role: 'user', content: 'Hello.' }] }),
  });
  return { status: response.status, text: await response.text() };
};

const violations = /^parley_contract_violations_total\{rule="U1"\} (\d+)$/m;
const record = ({ lines }: Started) => lines.filter(({ msg }) => msg === 'request');

describe('enforce', () => {
  test('holds a whole answer back, says so, and records a failure', async () => {
    await using started = await start('enforce');
    const { status, text } = await askOf(started, false);
    expect(status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'contract_violation', type: 'api_error' } });
    expect(record(started)).toEqual([
      expect.objectContaining({ outcome: 'failed', errorCode: 'contract_violation' }),
    ]);
    expect(started.lines.filter(({ rule }) => rule === 'U1')).toHaveLength(1);
    expect(violations.exec(await started.metrics())?.[1]).toBe('1');
  });

  test('ends a stream with an error, and without [DONE]', async () => {
    await using started = await start('enforce');
    const { status, text } = await askOf(started, true);
    expect(status).toBe(200);
    expect(text).toContain('"Hello"');
    expect(text).toContain('"code":"contract_violation"');
    expect(text).not.toContain('[DONE]');
    expect(text).not.toContain('"total_tokens":99,"cost');
    expect(record(started)).toEqual([
      expect.objectContaining({ outcome: 'failed', errorCode: 'contract_violation' }),
    ]);
  });
});

describe.each([false, true])('stream: %s', (stream) => {
  test('report sends the answer, logs the rule and counts it', async () => {
    await using started = await start('report');
    const { status, text } = await askOf(started, stream);
    expect(status).toBe(200);
    expect(text).toContain('"total_tokens":99');
    expect(started.lines.filter(({ rule }) => rule === 'U1')).toHaveLength(1);
    expect(violations.exec(await started.metrics())?.[1]).toBe('1');
    expect(record(started)).toEqual([expect.objectContaining({ outcome: 'completed', errorCode: null })]);
  });

  test('off sends the answer and looks at nothing', async () => {
    await using started = await start('off');
    const { status, text } = await askOf(started, stream);
    expect(status).toBe(200);
    expect(text).toContain('"total_tokens":99');
    expect(started.lines.filter(({ rule }) => rule !== undefined)).toEqual([]);
    expect(violations.exec(await started.metrics())).toBeNull();
  });
});
