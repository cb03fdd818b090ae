import { type Simulator, startSimulator } from '@parley/simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Asked, ask, askStream, send } from '../support/ask.ts';
import { picodollarsOf } from '../support/picodollars.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';

let simulator: Simulator;
let gateway: TestGateway;
beforeAll(async () => {
  simulator = await startSimulator();
  gateway = await testGateway({
    providers: { simulator: { baseUrl: simulator.url, apiKey: 'sim' } },
    pingMs: 20,
  });
});
beforeEach(() => simulator.reset());
afterAll(async () => {
  await gateway.close();
  await simulator.close();
});

const json = {
  response_format: { type: 'json_object' },
  messages: [{ role: 'user', content: 'Answer in JSON.' }],
};
const sent = () => simulator.requests.at(-1)?.parsed;

describe('metadata', () => {
  const metadata = (requestId: string) => ({
    request_id: requestId,
    requested_model: 'simulator/sim-small',
    requested_provider: 'simulator',
    used_model: 'sim-small',
    used_provider: 'simulator',
    underlying_used_model: 'sim-small',
    selection: 'pinned',
    routing: [
      {
        provider: 'simulator',
        model: 'sim-small',
        status_code: 200,
        error_type: 'none',
        succeeded: true,
        duration_ms: expect.any(Number),
      },
    ],
    ignored_parameters: [],
    plugins: {},
    usage_source: 'provider',
    price: {
      id: expect.stringMatching(/^simulator\/sim-small@\d{4}-\d\d-\d\d$/),
      as_of: expect.any(String),
      source: '@parley/simulator',
      input_per_million: '0.17',
      output_per_million: '0.71',
      cached_input_per_million: '0.041',
      cache_write_per_million: '0.223',
      cache_write_1h_per_million: '0.347',
      per_request: '0',
    },
  });

  test('has every field, whole and streamed', async () => {
    const whole = await ask(gateway, { model: 'simulator/sim-small' });
    expect(whole.completion?.metadata).toEqual(metadata(whole.requestId));
    expect(whole.completion?.model).toBe('simulator/sim-small');
    const streamed = await askStream(gateway, { model: 'simulator/sim-small' });
    expect(streamed.last?.metadata).toEqual(metadata(streamed.requestId));
    expect(streamed.last?.model).toBe('simulator/sim-small');
  });

  test('of a bare name and of auto names no provider that was asked for', async () => {
    for (const model of ['sim-small', 'auto']) {
      const { completion } = await ask(gateway, { model });
      expect(completion?.metadata).toMatchObject({ requested_model: model, requested_provider: null });
    }
  });

  test('names what the provider did not get', async () => {
    const { completion } = await ask(gateway, {
      model: 'simulator/sim-small',
      top_k: 3,
      flavour: 'mild',
      seed: 1,
    });
    expect(completion?.metadata.ignored_parameters.toSorted()).toEqual(['flavour', 'top_k']);
    expect(sent()).not.toHaveProperty('flavour');
    expect(sent()).toHaveProperty('seed', 1);
  });

  test('is the record too, with the labels of the caller, and not a word of the prompt', async () => {
    const { requestId, completion } = await ask(
      gateway,
      {
        model: 'simulator/sim-small',
        metadata: { team: 'red' },
        messages: [{ role: 'user', content: 'Canary prompt' }],
      },
      { 'x-parley-feature': 'search' },
    );
    const record = await gateway.recordOf(requestId);
    expect(record).toMatchObject({
      keyId: 'master',
      requestedModel: 'simulator/sim-small',
      usedModel: 'simulator/sim-small',
      outcome: 'completed',
      errorCode: null,
      streamed: false,
      labels: { feature: 'search' },
      metadata: { team: 'red' },
      usage: completion?.usage,
      usageSource: 'provider',
      attempts: [{ provider: 'simulator', succeeded: true }],
    });
    expect(gateway.recordsOf(requestId)).toHaveLength(1);
    expect(gateway.logged.join('')).not.toContain('Canary prompt');
  });
});

test('the bill is the simulator’s own invoice, to the picodollar', async () => {
  const tool = {
    type: 'function',
    function: { name: 'get_weather', parameters: { type: 'object', properties: {} } },
  };
  const long = 'A sentence to be kept in the cache. '.repeat(300);
  const asked: Asked[] = [
    ...['sim-large', 'sim-small', 'sim-fast', 'sim-reasoner', 'sim-search', 'sim-image', 'sim-free'].flatMap(
      (id) => [
        { model: `simulator/${id}` },
        { model: `simulator/${id}`, max_tokens: 3, messages: [{ role: 'user', content: 'Write 50 words' }] },
      ],
    ),
    {
      model: 'simulator/sim-large',
      tools: [tool],
      messages: [{ role: 'user', content: 'The weather in Oslo?' }],
    },
    { model: 'simulator/sim-large', reasoning_effort: 'low', n: 2 },
    { model: 'simulator/sim-large', prompt_cache_key: 'k', messages: [{ role: 'user', content: long }] },
    { model: 'simulator/sim-search', prompt_cache_key: 'k', messages: [{ role: 'user', content: long }] },
    { model: 'simulator/sim-small', ...json },
  ];
  let billed = 0n;
  for (const each of asked) {
    const whole = await ask(gateway, each);
    const streamed = await askStream(gateway, each);
    const cost = picodollarsOf(whole.completion?.usage.cost_usd_total);
    expect(picodollarsOf(streamed.last?.usage?.cost_usd_total), JSON.stringify(each)).toBe(cost);
    expect(streamed.last?.usage).toEqual(whole.completion?.usage);
    const lines = simulator.invoice().lines.slice(-2);
    expect(
      lines.map((line) => line.picodollars),
      JSON.stringify(each),
    ).toEqual([cost, cost]);
    billed += 2n * cost;
  }
  expect(simulator.invoice().totalPicodollars).toBe(billed);
  expect(simulator.invoice().lines.some((line) => line.cachedTokens > 0)).toBe(true);
});

describe('a model that the catalogue lacks', () => {
  test('is passed through under its name, without a price or any cost', async () => {
    // The simulator knows its faults by name, and the catalogue doesn't.
    const { completion } = await ask(gateway, { model: 'simulator/fault-split' });
    expect(completion?.metadata).toMatchObject({
      used_model: 'fault-split',
      underlying_used_model: 'fault-split',
    });
    expect(completion?.metadata).not.toHaveProperty('price');
    expect(Object.keys(completion?.usage ?? {}).filter((field) => field.startsWith('cost'))).toEqual([]);
    expect(completion?.usage.completion_tokens).toBeGreaterThan(0);
  });

  test('is a 404 without a provider, and names what is like it', async () => {
    const { status, failure } = await ask(gateway, { model: 'sim-smal' });
    expect(status).toBe(404);
    expect(failure?.error).toMatchObject({ code: 'model_not_found', param: 'model' });
    expect(failure?.error.message).toContain('Did you mean "sim-small"?');
    const listed = await ask(gateway, { model: 'sim-small', models: ['sim-fast', 'nothing'] });
    expect(listed.failure?.error).toMatchObject({ code: 'model_not_found', param: 'models[1]' });
  });
});

describe('reasoning', () => {
  const model = 'simulator/sim-reasoner';

  test('is in the answer, whole and streamed', async () => {
    const { completion } = await ask(gateway, { model });
    const { chunks } = await askStream(gateway, { model });
    const streamed = chunks.map(({ choices }) => choices[0]?.delta.reasoning ?? '').join('');
    expect(streamed).not.toBe('');
    expect(completion?.choices[0]?.message.reasoning).toBe(streamed);
  });

  test.each([{ include_reasoning: false }, { reasoning: { exclude: true } }])(
    'is left out by %j, and paid for all the same',
    async (hidden) => {
      const shown = await ask(gateway, { model });
      const { completion } = await ask(gateway, { model, ...hidden });
      expect(completion?.choices[0]?.message).not.toHaveProperty('reasoning');
      expect(completion?.choices[0]?.message.content).toBe(shown.completion?.choices[0]?.message.content);
      expect(completion?.usage).toEqual(shown.completion?.usage);
      const { chunks, last } = await askStream(gateway, { model, ...hidden });
      expect(chunks.filter(({ choices }) => 'reasoning' in (choices[0]?.delta ?? {}))).toEqual([]);
      expect(last?.usage).toEqual(shown.completion?.usage);
    },
  );
});

test('a stream that has nothing to say for long keeps its connection alive with comments', async () => {
  const { response } = await send(
    gateway,
    { model: 'simulator/fault-stall-pings', stream: true, messages: [{ role: 'user', content: 'Hi.' }] },
    { signal: AbortSignal.timeout(5000) },
  );
  let bytes = '';
  for await (const piece of response.body ?? []) {
    bytes += Buffer.from(piece).toString('utf8');
    if (bytes.split(': ping\n\n').length > 3) break;
  }
  expect(bytes).toMatch(/(: ping\n\n){3}/);
});
