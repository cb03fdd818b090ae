// A caller may choose the id of its request, and chooses the same one twice. Nothing may come of that.
import type { Generation, GenerationList, UsageReport } from '@parley/types';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../support/ask.ts';
import { deferred } from '../support/deferred.ts';
import { type FaultServer, faultServer } from '../support/fault-server.ts';
import { makeKey, manage } from '../support/manage.ts';
import { completion, httpAnswer } from '../support/openai-wire.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';

const counts = { prompt_tokens: 1_000, completion_tokens: 250, total_tokens: 1_250 };
const price = { as_of: '2026-01-01', input: '2', output: '8' };

let answers = deferred();
let upstream: FaultServer;
let gateway: TestGateway;
beforeAll(async () => {
  upstream = await faultServer({
    says: ({ socket }) => socket.write(httpAnswer(completion({ content: 'Hi' }, { usage: counts }))),
    waits: async ({ socket }) => {
      await answers.promise;
      socket.write(httpAnswer(completion({ content: 'Hi' }, { usage: counts })));
    },
  });
  gateway = await testGateway({
    providers: {
      it: {
        adapter: 'openai-compatible',
        baseUrl: upstream.url,
        models: { says: { price, output_tokens: 100 }, waits: { price, output_tokens: 100 } },
      },
    },
  });
});
afterAll(async () => {
  await gateway.close();
  await upstream[Symbol.asyncDispose]();
});

const same = { 'x-request-id': 'mine' };

test('requests with the same x-request-id are each charged, and each on the books', async () => {
  const { at } = await makeKey(gateway, { budget: { limit_usd: '1', window: 'total' } });
  for (let count = 0; count < 3; count++)
    expect(await ask(at, { model: 'it/says' }, same)).toMatchObject({ status: 200 });
  const { body } = await manage<GenerationList>(gateway, 'listGenerations', { as: at.key });
  expect(body.data.map(({ request_id, cost_usd }) => [request_id, cost_usd])).toEqual(
    Array.from({ length: 3 }, () => ['mine', '0.004']),
  );
  expect(new Set(body.data.map(({ id }) => id)).size).toBe(3);
  const usage = await manage<UsageReport>(gateway, 'getUsage', { as: at.key });
  expect(usage.body.data).toMatchObject([{ requests: 3, cost_usd: '0.012' }]);
  const current = await manage(gateway, 'getCurrentKey', { as: at.key });
  expect(current.body).toMatchObject({ budget: { used_usd: '0.012', reserved_usd: '0' } });
});

test('a request is found by either id: by its own that one, by the caller’s the last that had it', async () => {
  const { at } = await makeKey(gateway);
  const other = await makeKey(gateway);
  await ask(at, { model: 'it/says', max_tokens: 1 }, same);
  await ask(at, { model: 'it/says', max_tokens: 2 }, same);
  await ask(other.at, { model: 'it/says' }, same);
  const { body } = await manage<GenerationList>(gateway, 'listGenerations', { as: at.key });
  const [last, first] = body.data;
  const get = async (id: string) =>
    (await manage<Generation>(gateway, 'getGeneration', { as: at.key, id })).body;
  expect(await get('mine')).toEqual(last);
  expect(await get(first?.id ?? '')).toEqual(first);
  expect(first?.id).not.toBe(last?.id);
});

test('requests that run at once are counted by their number, whatever they call themselves', async () => {
  const { at } = await makeKey(gateway, { concurrency: 2 });
  answers = deferred();
  const running = [ask(at, { model: 'it/waits' }, same), ask(at, { model: 'it/waits' }, same)];
  while (upstream.of('waits').length < 2) await new Promise((resolve) => setTimeout(resolve, 2));
  const refused = await ask(at, { model: 'it/waits' }, same);
  answers.resolve();
  expect(refused).toMatchObject({ status: 429, failure: { error: { code: 'rate_limit_exceeded' } } });
  expect((await Promise.all(running)).map(({ status }) => status)).toEqual([200, 200]);
  expect(await ask(at, { model: 'it/waits' }, same)).toMatchObject({ status: 200 });
});
