// Usage that a provider keeps to itself, or that can't be true: estimated, and marked.
import type { Generation } from '@parley/types';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, askStream } from '../support/ask.ts';
import { type FaultServer, faultServer, type Program } from '../support/fault-server.ts';
import { manage } from '../support/manage.ts';
import {
  began,
  completion,
  done,
  event,
  finished,
  httpAnswer,
  said,
  streamAnswer,
} from '../support/openai-wire.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';

const withoutUsage: Program = ({ socket, body }) =>
  socket.write(
    body['stream'] === true
      ? streamAnswer(began + said('Hello there') + finished() + done)
      : httpAnswer(completion({ content: 'Hello there' }, { usage: undefined })),
  );

/** Sends, as usages of the stream, what the message lists. */
const usagesAsAsked: Program = ({ socket, body }) => {
  const [message] = body['messages'] as [{ content: string }];
  const usages: unknown[] = JSON.parse(message.content);
  const events = usages.map((usage) => event({ choices: [], usage })).join('');
  socket.write(streamAnswer(began + said('Hello there') + finished() + events + done));
};

let faults: FaultServer;
let gateway: TestGateway;
beforeAll(async () => {
  faults = await faultServer({ 'no-usage': withoutUsage, usages: usagesAsAsked });
  const models = { usages: { price: { as_of: '2026-01-01', input: '2', output: '8', cached_input: '1' } } };
  gateway = await testGateway({
    providers: { broken: { adapter: 'openai-compatible', baseUrl: faults.url, models } },
  });
});
afterAll(async () => {
  await gateway.close();
  await faults[Symbol.asyncDispose]();
});

describe('usage', () => {
  test('U18 that the provider keeps to itself is estimated, and marked, the same whole and streamed', async () => {
    const streamed = await askStream(gateway, { model: 'broken/no-usage' });
    const { completion: answer } = await ask(gateway, { model: 'broken/no-usage' });
    expect(streamed.last?.metadata).toMatchObject({ usage_source: 'estimated' });
    expect(answer?.metadata.usage_source).toBe('estimated');
    expect(streamed.last?.usage?.completion_tokens).toBe(2);
    expect(answer?.usage).toEqual(streamed.last?.usage);
    expect(await gateway.recordOf(streamed.requestId)).toMatchObject({
      usageSource: 'estimated',
      tokenizer: 'gpt-tokenizer/o200k_base',
    });
  });

  test('U18 is asked for in every stream', async () => {
    await askStream(gateway, { model: 'broken/no-usage', stream_options: { include_usage: false } });
    expect(faults.of('no-usage').at(-1)?.body['stream_options']).toEqual({ include_usage: true });
  });

  const sent = (...usages: unknown[]) =>
    askStream(gateway, {
      model: 'broken/usages',
      messages: [{ role: 'user', content: JSON.stringify(usages) }],
    });

  /** What the books say was wrong with the provider's counts. */
  const anomaliesOf = async (id: string) =>
    (await manage<Generation>(gateway, 'getGeneration', { id })).body.usage_anomalies;

  test('U19 that comes more than once is what came last, and never a sum', async () => {
    const streamed = await sent(
      { prompt_tokens: 5, completion_tokens: 1 },
      { prompt_tokens: 5, completion_tokens: 9 },
      { prompt_tokens: 5, completion_tokens: 7 },
    );
    expect(streamed.last?.usage).toMatchObject({ prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 });
    expect(streamed.last?.metadata?.usage_source).toBe('provider');
    expect(await anomaliesOf(streamed.requestId)).toEqual(['decreasing']);
  });

  test('U19 that only grows is nothing odd', async () => {
    const streamed = await sent(
      { prompt_tokens: 5, completion_tokens: 1 },
      { prompt_tokens: 5, completion_tokens: 1 },
      { prompt_tokens: 5, completion_tokens: 2 },
    );
    expect(await anomaliesOf(streamed.requestId)).toEqual([]);
  });

  const impossible: [what: string, usage: object][] = [
    ['negative', { prompt_tokens: -5, completion_tokens: 7 }],
    ['a fraction', { prompt_tokens: 5.5, completion_tokens: 7 }],
    ['a text', { prompt_tokens: '5', completion_tokens: 7 }],
    [
      'more cached than sent',
      { prompt_tokens: 5, completion_tokens: 7, prompt_tokens_details: { cached_tokens: 6 } },
    ],
    ['a billion of a billion', { prompt_tokens: 1e15, completion_tokens: 7 }],
    ['more than can be counted', { prompt_tokens: 1e300, completion_tokens: 7 }],
  ];
  test.each(impossible)('U19 that cannot be true, %s, is estimated, and on record', async (what, usage) => {
    const streamed = await sent(usage);
    expect(streamed.last?.metadata?.usage_source).toBe('estimated');
    expect(streamed.last?.usage?.completion_tokens).toBe(2);
    const anomaly = what === 'a billion of a billion' ? 'implausible' : 'unreadable';
    expect(await anomaliesOf(streamed.requestId)).toEqual([anomaly]);
  });

  test('U18 that comes without tokens keeps what else it counts, and an estimate says so', async () => {
    const streamed = await sent({ num_search_queries: 3 });
    expect(streamed.last?.usage).toMatchObject({ web_searches: 3, completion_tokens: 2 });
    expect(streamed.last?.metadata).toMatchObject({ usage_source: 'estimated', unpriced: ['web_searches'] });
  });

  test('U19 whatever it says, the answer keeps the rules of money and never fails for it', async () => {
    const count = fc.oneof(
      fc.nat(100_000),
      fc.integer(),
      fc.double(),
      fc.constantFrom(null, '12', -0, 1e15, []),
    );
    const usage = fc.record(
      {
        prompt_tokens: count,
        completion_tokens: count,
        total_tokens: count,
        prompt_tokens_details: fc.option(fc.record({ cached_tokens: count, cache_write_tokens: count })),
        completion_tokens_details: fc.option(fc.record({ reasoning_tokens: count })),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(usage), { maxLength: 3 }), async (usages) => {
        const streamed = await sent(...usages);
        expect(streamed).toMatchObject({ text: 'Hello there', error: null, done: true });
      }),
      { numRuns: 150 },
    );
  });
});
