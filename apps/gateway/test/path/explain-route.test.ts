// POST /v1/route tells what POST /v1/chat/completions then does.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Asked, type AskedHeaders, ask } from '../support/ask.ts';
import { explain } from '../support/explain.ts';
import { type FaultServer, faultServer } from '../support/fault-server.ts';
import { completion, httpAnswer } from '../support/openai-wire.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';

let upstream: FaultServer;
let gateway: TestGateway;
beforeAll(async () => {
  const overloaded = httpAnswer({ error: { message: 'no' } }, { status: 503 });
  const models = ['small', 'large', 'thinks'];
  upstream = await faultServer({
    ...Object.fromEntries(
      models.map((model) => [model, ({ socket }) => socket.write(httpAnswer(completion()))]),
    ),
    weak: ({ socket, headers }) =>
      socket.write(headers['x-is'] === 'a' ? overloaded : httpAnswer(completion())),
  });
  const priced = (dollars: string, more: object = {}) => ({
    price: { as_of: '2026-01-01', input: dollars, output: dollars },
    abilities: ['streaming' as const],
    ...more,
  });
  const at = (is: string) => ({
    adapter: 'openai-compatible',
    baseUrl: upstream.url,
    headers: { 'x-is': is },
  });
  gateway = await testGateway({
    providers: {
      a: { ...at('a'), models: { small: priced('1'), weak: priced('1'), thinks: priced('9', reasoning) } },
      b: { ...at('b'), models: { small: priced('1'), weak: priced('2'), large: priced('3', tools) } },
      c: { ...at('c'), models: { small: priced('4'), large: priced('3.1', tools) } },
    },
    auto: { candidates: ['a/small', 'b/small', 'b/large', 'c/large', 'a/thinks', 'd/gone'] },
    // What is measured differs from run to run.
    routing: { exploration: 0, weights: { price: 1, uptime: 1, throughput: 0, latency: 0 } },
    breaker: { failuresInARow: 100, minimumCalls: 100 },
  });
});
beforeEach(() => upstream.exchanges.splice(0));
afterAll(async () => {
  await gateway.close();
  await upstream[Symbol.asyncDispose]();
});

const tools = { abilities: ['streaming' as const, 'tools' as const] };
const reasoning = {
  abilities: ['streaming' as const, 'reasoning' as const],
  reasoning: { efforts: ['low' as const], budget: false, mandatory: false },
};
const tool = { type: 'function', function: { name: 'f' } };
const noFallback = { 'x-no-fallback': 'true' };

const served: [
  what: string,
  asked: Asked,
  headers: AskedHeaders,
  selection: string,
  chosen: string | null,
][] = [
  ['auto', { model: 'auto' }, {}, 'cheapest', 'a/small'],
  ['auto with tools', { model: 'auto', tools: [tool] }, {}, 'cheapest', 'b/large'],
  ['auto that thinks', { model: 'auto', reasoning_effort: 'low' }, {}, 'only_candidate', 'a/thinks'],
  ['auto by speed, whoever that is', { model: 'auto', routing: 'throughput' }, {}, 'weighted_score', null],
  ['a bare name', { model: 'small' }, {}, 'weighted_score', 'a/small'],
  ['a name with its provider', { model: 'c/small' }, {}, 'pinned', 'c/small'],
  ['one that is not declared', { model: 'b/thinks' }, {}, 'pinned', 'b/thinks'],
  [
    'a list whose first can’t',
    { model: 'a/small', models: ['large'], tools: [tool] },
    {},
    'weighted_score',
    'b/large',
  ],
  ['no fallback', { model: 'large' }, noFallback, 'weighted_score', 'b/large'],
  ['a session', { model: 'small' }, { 'x-session-id': 'two' }, 'sticky', 'b/small'],
  ['another session', { model: 'small' }, { 'x-session-id': 'three' }, 'sticky', 'a/small'],
  ['a session by its cache key', { model: 'small', prompt_cache_key: 'two' }, {}, 'sticky', 'b/small'],
];
test.each(served)(
  '%s: what is explained is what is done',
  async (_what, asked, headers, selection, chosen) => {
    const { explanation } = await explain(gateway, asked, headers);
    expect(upstream.exchanges).toEqual([]);
    expect(explanation).toMatchObject({ requested_model: asked.model, selection });
    if (chosen !== null) expect(explanation?.chosen).toBe(chosen);
    expect(explanation?.candidates.filter((candidate) => candidate.chosen)).toHaveLength(1);

    const { completion: answer } = await ask(gateway, asked, headers);
    expect(answer?.metadata.selection).toBe(selection);
    expect(answer?.model).toBe(explanation?.chosen);
    expect(answer?.metadata.ignored_parameters).not.toContain('routing');
  },
);

test('headers that only count where the request is made are not looked at', async () => {
  const headers = { 'x-parley-cache': 'maybe', 'idempotency-key': 'x'.repeat(300) };
  expect((await explain(gateway, { model: 'small' }, headers)).status).toBe(200);
});

test.each(['x-parley-', `x-parley-${'a'.repeat(65)}`, 'x-parley-a~b'])(
  '%s is no label, and refused',
  async (name) => {
    const { status, failure } = await ask(gateway, { model: 'small' }, { [name]: 'v' });
    expect([status, failure?.error.code, failure?.error.param]).toEqual([400, 'invalid_parameter', name]);
  },
);

const refused: [what: string, asked: Asked, status: number, param: string][] = [
  [
    'a need that nobody meets',
    { model: 'auto', tools: [tool], reasoning_effort: 'low' },
    400,
    'reasoning_effort',
  ],
  ['one that the named model doesn’t', { model: 'a/small', tools: [tool] }, 400, 'tools'],
  ['a model that is not there', { model: 'smal' }, 404, 'model'],
  ['one in the list that is not there', { model: 'small', models: ['smal'] }, 404, 'models[0]'],
  ['a field of the wrong type', { model: 'auto', temperature: 'hot' }, 400, 'temperature'],
  ['two caps that differ', { model: 'auto', max_tokens: 1, max_completion_tokens: 2 }, 400, 'max_tokens'],
];
test.each(refused)('%s is refused alike', async (_what, asked, status, param) => {
  const explained = await explain(gateway, asked);
  const { failure, status: asAsked } = await ask(gateway, asked);
  expect([explained.status, asAsked]).toEqual([status, status]);
  expect(explained.failure).toEqual(failure);
  expect(failure?.error.param).toBe(param);
});

test('a session’s id is held to the contract', async () => {
  for (const [id, status] of [
    ['x'.repeat(256), 200],
    ['x'.repeat(257), 400],
    ['two words', 400],
  ] as const) {
    const { failure, ...explained } = await explain(gateway, { model: 'small' }, { 'x-session-id': id });
    expect(explained.status).toBe(status);
    expect(failure?.error.param).toBe(status === 200 ? undefined : 'x-session-id');
  }
});

test('a key is needed', async () => {
  const { status } = await explain(gateway, { model: 'small' }, { authorization: null });
  expect(status).toBe(401);
});

describe('an explanation', () => {
  test('says in full what was dropped, and by what', async () => {
    const { explanation } = await explain(gateway, { model: 'auto', tools: [tool] });
    expect(explanation?.dropped).toEqual([
      {
        requested_model: 'auto',
        param: 'model',
        reason: 'is not among the configured candidates',
        targets: ['a/weak', 'b/weak', 'c/small'],
      },
      {
        requested_model: 'auto',
        param: 'tools',
        reason: 'does not support function tools',
        targets: ['a/small', 'a/thinks', 'b/small'],
      },
      {
        requested_model: 'auto',
        param: 'model',
        reason: 'is a configured candidate that no provider serves here',
        targets: ['d/gone'],
      },
    ]);
  });

  test('has scores that are the sum of their parts, and what a request may cost', async () => {
    const { explanation } = await explain(gateway, { model: 'small', stream: true, max_tokens: 100 });
    for (const { score, score_parts } of explanation?.candidates ?? [])
      expect(score).toBeCloseTo(
        Object.values(score_parts).reduce((sum, part) => sum + part, 0),
        5,
      );
    const tokens = (explanation?.prompt_tokens ?? 0) + 100;
    expect(explanation?.candidates.map((candidate) => candidate.expected_cost_usd)).toEqual(
      [1, 1, 4].map((dollars) => expect.closeTo((tokens * dollars) / 1e6, 9)),
    );
  });

  test('says what was measured, and where requests go when a place fails', async () => {
    const weak = { model: 'a/weak' };
    expect((await explain(gateway, weak)).explanation).toMatchObject({
      selection: 'pinned',
      chosen: 'a/weak',
    });
    for (let call = 0; call < 3; call++) expect((await ask(gateway, weak)).status).toBe(503);

    const { explanation } = await explain(gateway, weak);
    expect(explanation).toMatchObject({ selection: 'rerouted_low_uptime', chosen: 'b/weak', fallback: true });
    const [, failing] = explanation?.candidates ?? [];
    expect(failing).toMatchObject({ provider: 'a', health: { state: 'ready', first_token_ms: null } });
    expect(failing?.health.uptime).toBeLessThan(0.9);
    expect(failing?.health.calls).toBeGreaterThan(2);

    const rerouted = await ask(gateway, weak);
    expect(rerouted.completion).toMatchObject({
      model: 'b/weak',
      metadata: { requested_provider: 'a', used_provider: 'b', selection: 'rerouted_low_uptime' },
    });
    const stubborn = await explain(gateway, weak, noFallback);
    expect(stubborn.explanation).toMatchObject({ selection: 'pinned', chosen: 'a/weak', fallback: false });
    expect((await ask(gateway, weak, noFallback)).status).toBe(503);
  });
});
