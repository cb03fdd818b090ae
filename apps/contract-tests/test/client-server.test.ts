// Our own client against our own server, both as built.
import { type ChatRequest, createClient, ParleyError } from '@parley/client';
import { startSimulator } from '@parley/simulator';
import type { ChatCompletion, RoutingAttempt } from '@parley/types';
import { streamChecker } from '@parley/validator';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { apiKey, simulatorAt, startTestGateway } from './support/start-gateway.ts';

const simulator = await startSimulator();
// A provider that limits is not waited for.
const config = { ...simulatorAt(simulator.url), upstream: { longestWaitMs: 0 } };
const gateway = await startTestGateway(config);
afterAll(async () => {
  await gateway.close();
  await simulator.close();
});

const client = createClient({ baseUrl: gateway.url, apiKey, maxRetries: 0 });
const ask = (content: string) => [{ role: 'user' as const, content }];
const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const tool = (name: string) => ({ type: 'function' as const, function: { name, parameters: schema } });

const requests: [what: string, request: ChatRequest][] = [
  ['text', { model: 'simulator/sim-small', messages: ask('Why is the sky blue?') }],
  ['a bare name', { model: 'sim-fast', messages: ask('Count to 10.') }],
  ['several choices', { model: 'simulator/sim-large', messages: ask('Name a river.'), n: 3 }],
  ['a short cap', { model: 'simulator/sim-large', messages: ask('Write 200 words.'), max_tokens: 7 }],
  [
    'reasoning',
    { model: 'simulator/sim-reasoner', messages: ask('What is 17 * 3?'), reasoning_effort: 'low' },
  ],
  [
    'reasoning that stays hidden',
    { model: 'simulator/sim-reasoner', messages: ask('What is 17 * 3?'), include_reasoning: false },
  ],
  [
    'parallel tool calls',
    {
      model: 'simulator/sim-large',
      messages: ask('Use both tools for Kyoto.'),
      tools: [tool('get_weather'), tool('get_time')],
    },
  ],
  [
    'an answer by a schema',
    {
      model: 'simulator/sim-large',
      messages: ask('Where is it raining?'),
      response_format: { type: 'json_schema', json_schema: { name: 'place', schema } },
    },
  ],
  ['citations', { model: 'simulator/sim-search', messages: ask('What is new in Oslo?'), web_search: true }],
  ['images', { model: 'simulator/sim-image', messages: ask('Draw a boat.'), modalities: ['text', 'image'] }],
  [
    'log probabilities',
    { model: 'simulator/sim-large', messages: ask('Say hello.'), logprobs: true, top_logprobs: 2 },
  ],
];

/** An answer without what differs between two calls: ids, when it was made, and how long it took. */
const comparable = ({ id: _id, created: _created, choices, metadata, ...answer }: ChatCompletion) => ({
  ...answer,
  choices: choices.map(({ message: { tool_calls: calls, ...message }, ...choice }) => ({
    ...choice,
    message,
    calls: calls?.map(({ id: _callId, ...call }) => call),
  })),
  metadata: { ...metadata, routing: metadata.routing.map(withoutDuration) },
});

const withoutDuration = ({ duration_ms: _ms, ...attempt }: RoutingAttempt) => attempt;

describe.each(requests)('%s', (what, request) => {
  const requestId = `test-${what.replaceAll(' ', '-')}`;

  test('is the same as JSON and as a stream', async () => {
    const whole = await client.chat.completions.create(request, { requestId });
    const stream = await client.chat.completions.create({ ...request, stream: true }, { requestId });
    expect(comparable(await stream.final())).toEqual(comparable(whole));
    expect(stream.requestId).toBe(requestId);
  });

  test('comes in chunks that keep to the grammar', async () => {
    const checker = streamChecker();
    const problems = [];
    for await (const chunk of await client.chat.completions.create({ ...request, stream: true })) {
      problems.push(...checker.push(chunk));
    }
    problems.push(...checker.push('[DONE]'), ...checker.end());
    expect(problems).toEqual([]);
  });
});

describe('models', () => {
  test('are listed, and found by the ids in the list', async () => {
    const { data } = await client.models.list();
    expect(data.length).toBeGreaterThan(0);
    for (const model of data) expect(await client.models.get(model.id)).toEqual(model);
  });
});

describe('a failure', () => {
  const messages = ask('Tell me about rivers.');

  async function failureOf(promise: Promise<unknown>): Promise<ParleyError> {
    const thrown = await promise.then(
      () => expect.fail('This should have failed.'),
      (error: unknown) => error,
    );
    expect(thrown).toBeInstanceOf(ParleyError);
    if (thrown instanceof ParleyError) return thrown;
    throw thrown;
  }

  const told = ({ code, type, param, message, retryable, metadata }: ParleyError) => ({
    code,
    type,
    param,
    message,
    retryable,
    tried: metadata?.routing.map(withoutDuration),
  });

  test.each([
    ['a wrong parameter', { model: 'simulator/sim-small', messages, temperature: 3 }],
    ['an unknown model', { model: 'sim-smal', messages }],
    ['a provider that limits', { model: 'simulator/fault-429', messages }],
    ['a provider that is down', { model: 'simulator/fault-503', messages }],
  ])('is told alike whether or not a stream was asked for: %s', async (_what, request) => {
    const asJson = await failureOf(client.chat.completions.create(request));
    // Another gateway: this one leaves what limits it alone for a while.
    const other = await startTestGateway(config);
    onTestFinished(() => other.close());
    const elsewhere = createClient({ baseUrl: other.url, apiKey, maxRetries: 0 });
    const asStream = await failureOf(elsewhere.chat.completions.create({ ...request, stream: true }));
    expect(told(asStream)).toEqual(told(asJson));
    expect(asStream.status).toBe(asJson.status);
    expect(asStream.retryAfterMs).toBe(asJson.retryAfterMs);
  });

  test('is told alike before the first word and after it', async () => {
    const before = await failureOf(
      client.chat.completions.create({ model: 'simulator/fault-error-200', messages }),
    );
    const stream = await client.chat.completions.create({
      model: 'simulator/fault-error-event-3',
      messages,
      stream: true,
    });
    const after = await failureOf(stream.final());
    const { tried: triedBefore, ...toldBefore } = told(before);
    const { tried: triedAfter, ...toldAfter } = told(after);

    expect(toldAfter).toEqual(toldBefore);
    expect(toldAfter).toMatchObject({ code: 'upstream_error', type: 'upstream_error' });
    expect(triedBefore).toMatchObject([{ provider: 'simulator', succeeded: false }]);
    expect(triedAfter).toMatchObject([{ provider: 'simulator', succeeded: false }]);
    expect([before.status, after.status]).toEqual([502, null]);
    expect(after.requestId).toBe(stream.requestId);
  });

  test('keeps the words that came before it', async () => {
    const stream = await client.chat.completions.create({
      model: 'simulator/fault-cut-4',
      messages,
      stream: true,
    });
    let text = '';
    const failed = await failureOf(
      (async () => {
        for await (const piece of stream.text()) text += piece;
      })(),
    );
    expect(text).not.toBe('');
    expect(failed.code).toBe('upstream_stream_interrupted');
  });
});
