import type { CurrentKey, Generation, GenerationList, UsageReport } from '@parley/types';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ask, askStream } from '../support/ask.ts';
import { type FaultServer, faultServer } from '../support/fault-server.ts';
import { makeKey, manage } from '../support/manage.ts';
import { completion, goodStream, httpAnswer, streamAnswer } from '../support/openai-wire.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';

const price = { as_of: '2026-01-01', input: '2', output: '8' };
const says = { model: 'it/says', max_tokens: 5 };
const on = { 'x-parley-cache': 'on' };

let upstream: FaultServer;
let gateway: TestGateway;
let calls = 0;
beforeAll(async () => {
  upstream = await faultServer({
    says: ({ socket, body }) => {
      const words = `Answer ${++calls}`;
      const isStream = body['stream'] === true;
      socket.write(
        isStream ? streamAnswer(goodStream(words, '!')) : httpAnswer(completion({ content: words })),
      );
    },
  });
  const models = { says: { price, output_tokens: 100 } };
  gateway = await testGateway({
    providers: { it: { adapter: 'openai-compatible', baseUrl: upstream.url, models } },
  });
});
beforeEach(() => {
  calls = 0;
});
afterAll(async () => {
  await gateway.close();
  await upstream[Symbol.asyncDispose]();
});

test('without being asked for, nothing is kept and nothing is said of it', async () => {
  const { at } = await makeKey(gateway);
  for (let count = 0; count < 2; count++) {
    const { headers, completion: answer } = await ask(at, says);
    expect([headers.get('x-parley-cache'), answer?.metadata.cached]).toEqual([null, undefined]);
  }
  expect(calls).toBe(2);
});

test('the second request is answered without the provider, for nothing, and says so', async () => {
  const { at } = await makeKey(gateway);
  const first = await ask(at, says, on);
  const second = await ask(at, says, on);
  expect([first.headers.get('x-parley-cache'), second.headers.get('x-parley-cache')]).toEqual([
    'miss',
    'hit',
  ]);
  expect(second.completion?.choices).toEqual(first.completion?.choices);
  expect(second.completion).toMatchObject({
    id: `chatcmpl-${second.requestId}`,
    usage: { total_tokens: 12, cost_usd_total: 0 },
    metadata: { request_id: second.requestId, cached: true },
  });
  expect(second.completion?.metadata.price).toBeUndefined();
  expect(calls).toBe(1);
});

test('so is a stream, with the same deltas', async () => {
  const { at } = await makeKey(gateway);
  const first = await askStream(at, says, on);
  const second = await askStream(at, says, on);
  expect([second.headers.get('x-parley-cache'), second.text, calls]).toEqual(['hit', first.text, 1]);
  expect(second.chunks.map(({ choices }) => choices)).toEqual(first.chunks.map(({ choices }) => choices));
  expect(second.last).toMatchObject({ usage: { cost_usd_total: 0 }, metadata: { cached: true } });
  expect(second.headers.get('x-request-id')).toBe(second.requestId);
});

test('it is on the books as what it is: cached, nobody asked, no cost, no tokens in the sums', async () => {
  const { at } = await makeKey(gateway);
  await ask(at, says, on);
  const { requestId } = await ask(at, says, on);
  const { body: generation } = await manage<Generation>(gateway, 'getGeneration', {
    as: at.key,
    id: requestId,
  });
  expect(generation).toMatchObject({
    ...{ outcome: 'completed', cached: true, routing: [], cost_usd: '0', price: null, labels: {} },
    ...{ used_model: 'says', used_provider: 'it', usage: { total_tokens: 12, cost_usd_total: 0 } },
  });
  const { body: list } = await manage<GenerationList>(gateway, 'listGenerations', { as: at.key });
  expect(list.data.map(({ cached }) => cached)).toEqual([true, false]);
  const { body: report } = await manage<UsageReport>(gateway, 'getUsage', { as: at.key });
  expect(report.data).toMatchObject([
    { requests: 2, prompt_tokens: 10, completion_tokens: 2, cost_usd: '0.000036' },
  ]);
});

test('it counts against the limit of requests', async () => {
  const { at } = await makeKey(gateway, { requests_per_minute: 2 });
  await ask(at, says, on);
  const { headers } = await ask(at, says, on);
  expect([headers.get('x-parley-cache'), headers.get('ratelimit')]).toEqual(['hit', '"requests";r=0;t=60']);
  expect((await ask(at, says, on)).failure?.error.code).toBe('rate_limit_exceeded');
});

test('it counts neither against the limit of tokens nor against a budget', async () => {
  const { at } = await makeKey(gateway, {
    tokens_per_minute: 50,
    budget: { limit_usd: '0.000085', window: 'total' },
  });
  for (let count = 0; count < 10; count++) expect((await ask(at, says, on)).status).toBe(200);
  expect(calls).toBe(1);
  const { body } = await manage<CurrentKey>(gateway, 'getCurrentKey', { as: at.key });
  expect(body.budget).toMatchObject({ used_usd: '0.000036', reserved_usd: '0' });
  expect((await ask(at, says)).failure?.error.code).toBe('insufficient_funds');
});

test('a key that has a cache needs no header, and one of its requests may do without', async () => {
  const { at } = await makeKey(gateway, { cache_ttl_seconds: 60 });
  const answers = [
    await ask(at, says),
    await ask(at, says),
    await ask(at, says, { 'x-parley-cache': 'off' }),
  ];
  expect(answers.map(({ headers }) => headers.get('x-parley-cache'))).toEqual(['miss', 'hit', null]);
  expect(calls).toBe(2);
});

test('a key has the cache of the key that made it, unless told otherwise', async () => {
  const parent = await makeKey(gateway, { scopes: ['chat', 'keys'], cache_ttl_seconds: 60 });
  const child = await makeKey(gateway, {}, parent.secret);
  const without = await makeKey(gateway, { cache_ttl_seconds: null }, parent.secret);
  expect([child.key.cache_ttl_seconds, without.key.cache_ttl_seconds]).toEqual([60, null]);
});

test('keys don’t share answers', async () => {
  const [one, two] = [await makeKey(gateway), await makeKey(gateway)];
  await ask(one.at, says, on);
  expect((await ask(two.at, says, on)).headers.get('x-parley-cache')).toBe('miss');
});

test('a request from the cache keeps its idempotency key', async () => {
  const { at } = await makeKey(gateway);
  const named = { ...on, 'idempotency-key': 'k' };
  await ask(at, says, on);
  const hit = await ask(at, says, named);
  const again = await ask(at, says, named);
  expect([hit.headers.get('x-parley-cache'), again.headers.get('idempotent-replayed')]).toEqual([
    'hit',
    'true',
  ]);
  expect(again.completion).toEqual(hit.completion);
});

test.each(['yes', '0', '-1', '1.5', 'ON'])('x-parley-cache: %s gets 400', async (value) => {
  const { status, failure } = await ask(gateway, says, { 'x-parley-cache': value });
  expect([status, failure?.error.param]).toEqual([400, 'x-parley-cache']);
});

test('a header that asks for the cache is no label of the request', async () => {
  const { requestId } = await ask(gateway, says, { ...on, 'x-parley-team': 'red' });
  expect((await gateway.recordOf(requestId)).labels).toEqual({ team: 'red' });
});

test('hits stand in the metrics, and their tokens are not counted again', async () => {
  const { at } = await makeKey(gateway);
  const counted = async (line: string) => {
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    return Number(new RegExp(`^${line} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  };
  const hits = 'parley_replayed_answers_total\\{from="cache"\\}';
  const tokens = 'parley_tokens_total\\{model="it/says",direction="prompt"\\}';
  const before = [await counted(hits), await counted(tokens)];
  for (let count = 0; count < 3; count++) await ask(at, says, on);
  expect([await counted(hits), await counted(tokens)]).toEqual([(before[0] ?? 0) + 2, (before[1] ?? 0) + 10]);
});
