// What is on the books of what was used and came to nothing: who may charge for it, and that the caller does not pay.
import type { Generation } from '@parley/types';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, send } from '../support/ask.ts';
import { manage } from '../support/manage.ts';
import { began, completion, httpAnswer, inChunk, said, streamHead } from '../support/openai-wire.ts';
import { pricedServer } from '../support/priced-server.ts';

const nothingSaid = { prompt_tokens: 10, completion_tokens: 0, total_tokens: 10 };
const withoutFallback = { 'x-no-fallback': 'true' };

let server: Awaited<ReturnType<typeof pricedServer>>;
beforeAll(async () => {
  server = await pricedServer(
    {
      lost: ({ socket }) => socket.resetAndDestroy(),
      refuses: ({ socket }) => socket.write(httpAnswer({ error: { message: 'no' } }, { status: 503 })),
      empty: ({ socket }) => socket.write(httpAnswer(completion({ content: '' }, { usage: nothingSaid }))),
      speaks: ({ socket }) => socket.write(streamHead() + inChunk(began + said('One two three'))),
    },
    { config: { providers: { nobody: { adapter: 'openai-compatible', baseUrl: 'http://127.0.0.1:9/v1' } } } },
  );
});
afterAll(() => server.close());

const generationOf = async (id: string): Promise<Generation> =>
  (await manage<Generation>(server.gateway, 'getGeneration', { id })).body;

const inVain: [what: string, model: string, attempts: number, mayBeCharged: boolean][] = [
  ['U5 a connection that was lost when the request had been sent', 'it/lost', 2, true],
  ['U1 a connection that there never was', 'nobody/unheard', 1, false],
  ['U14 a refusal', 'it/refuses', 1, false],
];
test.each(inVain)('%s: whether the provider may charge', async (_what, model, attempts, may_be_charged) => {
  const { requestId } = await ask(server.gateway, { model }, withoutFallback);
  const generation = await generationOf(requestId);
  expect(generation).toMatchObject({ outcome: 'failed', usage: null, cost_usd: null });
  const attempt = expect.objectContaining({ succeeded: false, usage: null, may_be_charged });
  expect(generation.routing).toEqual(Array.from({ length: attempts }, () => attempt));
});

test('U17 an empty answer that nobody made up for: what it cost is apart from what the caller pays', async () => {
  const { requestId } = await ask(server.gateway, { model: 'it/empty' }, withoutFallback);
  expect(await generationOf(requestId)).toMatchObject({
    ...{ outcome: 'failed', error_code: 'upstream_empty_response', usage: null, cost_usd: null },
    routing: [{ succeeded: false, usage: { cost_usd_total: 0.00002 }, may_be_charged: false }],
  });
});

test('C2 a stream that its caller leaves: what came until then, how it was counted, and what it cost', async () => {
  const abort = new AbortController();
  const asked = { model: 'it/speaks', stream: true };
  const { requestId, response } = await send(server.gateway, asked, { signal: abort.signal });
  await response.body?.getReader().read();
  abort.abort();
  // As soon as the gateway has noticed.
  while ((await generationOf(requestId)).outcome === 'running');
  const { usage, cost_usd, ...generation } = await generationOf(requestId);
  expect(generation).toMatchObject({
    ...{ outcome: 'aborted', error_code: null, usage_source: 'estimated', used_model: 'speaks' },
    routing: [{ error_type: 'abandoned', succeeded: false, usage: null, may_be_charged: true }],
  });
  expect(usage?.completion_tokens).toBe(3);
  expect(Number(cost_usd)).toBe(usage?.cost_usd_total);
  expect(Number(cost_usd)).toBeGreaterThan(0);
});
