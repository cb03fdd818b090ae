// What a request costs, on every wire: the simulator's own invoice, to the picodollar; what failed is on record, and free.
import { models, type Simulator, startSimulator } from '@parley/simulator';
import type { Usage } from '@parley/types';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { simulatorModels } from '../../src/catalog/simulator-models.ts';
import { ask, askStream } from '../support/ask.ts';
import { type FaultServer, faultServer } from '../support/fault-server.ts';
import { completion, done, event, finished, httpAnswer, streamAnswer } from '../support/openai-wire.ts';
import { picodollarsOf } from '../support/picodollars.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';

const counts = { prompt_tokens: 1000, completion_tokens: 0, total_tokens: 1000 };
const priced = { price: { as_of: '2026-01-01', input: '2', output: '8' } };

let simulator: Simulator;
let upstream: FaultServer;
let gateway: TestGateway;
beforeAll(async () => {
  simulator = await startSimulator();
  upstream = await faultServer({
    empty: ({ socket, body }) =>
      socket.write(
        body['stream'] === true
          ? streamAnswer(finished() + event({ choices: [], usage: counts }) + done)
          : httpAnswer(completion({ content: '' }, { usage: counts })),
      ),
    flex: ({ socket, body }) =>
      socket.write(
        body['stream'] === true
          ? streamAnswer(
              event({ choices: [{ index: 0, delta: { content: 'Hi' }, finish_reason: 'stop' }] }) +
                event({ choices: [], usage: { ...counts, completion_tokens: 1 }, service_tier: 'flex' }) +
                done,
            )
          : httpAnswer(completion({ content: 'Hi' }, { service_tier: 'flex' })),
      ),
  });
  const served = Object.fromEntries(
    simulatorModels(models, '2026-01-01').map(({ id, prices: [row], ...facts }) => [
      id,
      { ...facts, ...(row === undefined ? {} : { price: row }) },
    ]),
  );
  gateway = await testGateway({
    providers: {
      simulator: { baseUrl: simulator.url, apiKey: 'sim' },
      anthropic: { baseUrl: simulator.anthropicUrl, apiKey: 'sim', models: served },
      google: { baseUrl: simulator.geminiUrl, apiKey: 'sim', models: served },
      broken: {
        adapter: 'openai-compatible',
        baseUrl: upstream.url,
        models: { empty: priced, flex: priced },
      },
    },
  });
});
beforeEach(() => simulator.reset());
afterAll(async () => {
  await gateway.close();
  await simulator.close();
  await upstream[Symbol.asyncDispose]();
});

const long = (word: string, ttl: '5m' | '1h') => ({
  messages: [
    {
      role: 'user',
      content: [{ type: 'text', text: `${word} `.repeat(1500), cache_control: { type: 'ephemeral', ttl } }],
    },
  ],
});

describe('the bill is the simulator’s own invoice, to the picodollar', () => {
  const asked: { [field: string]: unknown }[] = [
    { model: 'sim-large' },
    { model: 'sim-reasoner' },
    { model: 'sim-search', web_search: true },
    { model: 'sim-free' },
    { model: 'sim-large', max_tokens: 3 },
  ];
  test.each(['simulator', 'anthropic', 'google'])('of %s', async (provider) => {
    for (const each of asked) {
      const model = `${provider}/${String(each['model'])}`;
      const whole = await ask(gateway, { ...each, model });
      const streamed = await askStream(gateway, { ...each, model });
      const cost = picodollarsOf(whole.completion?.usage.cost_usd_total);
      expect(streamed.last?.usage, JSON.stringify(each)).toEqual(whole.completion?.usage);
      const lines = simulator.invoice().lines.slice(-2);
      expect(
        lines.map((line) => line.picodollars),
        JSON.stringify(each),
      ).toEqual([cost, cost]);
    }
  });

  test('of what is written to a cache for five minutes, and for an hour', async () => {
    for (const ttl of ['5m', '1h'] as const) {
      const { completion: answer } = await ask(gateway, {
        model: 'anthropic/sim-large',
        ...long(ttl === '1h' ? 'blue' : 'red', ttl),
      });
      const usage = answer?.usage;
      const written = usage?.prompt_tokens_details?.cache_write_tokens ?? 0;
      expect(written).toBeGreaterThan(1000);
      expect(usage?.prompt_tokens_details?.cache_write_1h_tokens ?? 0).toBe(ttl === '1h' ? written : 0);
      expect(picodollarsOf(usage?.cost_usd_cache_write)).toBe(
        BigInt(written) * (ttl === '1h' ? 5_030_000n : 3_190_000n),
      );
      expect(picodollarsOf(usage?.cost_usd_total)).toBe(simulator.invoice().lines.at(-1)?.picodollars);
    }
  });
});

describe('an attempt that failed', () => {
  const spent = { ...counts, cost_usd_total: 0.002, cost_usd_input: 0.002, cost_usd_output: 0 };

  test.each(['whole', 'streamed'])(
    'costs the caller nothing, and what it used is on record: %s (U17)',
    async (way) => {
      const asked = { model: 'broken/empty', models: ['simulator/sim-small'] };
      let usage: Usage | undefined;
      let requestId: string;
      if (way === 'whole') {
        const answer = await ask(gateway, asked);
        ({ requestId } = answer);
        usage = answer.completion?.usage;
      } else {
        const answer = await askStream(gateway, asked);
        ({ requestId } = answer);
        usage = answer.last?.usage;
      }
      expect(picodollarsOf(usage?.cost_usd_total)).toBe(simulator.invoice().totalPicodollars);
      const record = await gateway.recordOf(requestId);
      expect(record).toMatchObject({ outcome: 'completed', usage });
      expect(record.attempts).toMatchObject([
        { provider: 'broken', succeeded: false, usage: spent },
        { provider: 'simulator', succeeded: true },
      ]);
      expect(record.attempts[1]).not.toHaveProperty('usage');
    },
  );

  test('is on record too where none was left to ask, and nothing was used', async () => {
    const { status, requestId } = await ask(gateway, { model: 'broken/empty' });
    expect(status).toBe(502);
    const record = await gateway.recordOf(requestId);
    expect(record).toMatchObject({ outcome: 'failed', usage: null, attempts: [{ usage: spent }] });
  });
});

test('an answer at a tier whose price is not known has no cost, and says so, whole and streamed', async () => {
  const { completion: answer, requestId } = await ask(gateway, { model: 'broken/flex' });
  const { last } = await askStream(gateway, { model: 'broken/flex' });
  for (const told of [answer, last]) {
    expect(told?.metadata).toMatchObject({ unpriced: ['service_tier:flex'] });
    expect(told?.metadata).not.toHaveProperty('price');
    expect(told?.usage).not.toHaveProperty('cost_usd_total');
  }
  expect(await gateway.recordOf(requestId)).toMatchObject({ unpriced: ['service_tier:flex'], price: null });
});

test('a stream that broke is charged until then, and says what for and at which prices', async () => {
  const { error, requestId } = await askStream(gateway, { model: 'anthropic/fault-cut-5' });
  expect(error?.metadata).toMatchObject({ usage_source: 'estimated', unpriced: ['model'] });
  const record = await gateway.recordOf(requestId);
  expect(record).toMatchObject({ outcome: 'failed', usageSource: 'estimated', usage: error?.usage });
});
