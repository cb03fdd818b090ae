import { startSimulator } from '@parley/simulator';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type ChatCompletion, createClient } from '../src/index.ts';
import { caught } from './support/caught.ts';

// The simulator speaks OpenAI's wire, so this is how the client does with servers that don't know the contract.
async function startPlainServer() {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  return createClient({ baseUrl: simulator.url, apiKey: 'sk-any', maxRetries: 0 });
}

const tool = (name: string) => ({
  type: 'function' as const,
  function: {
    name,
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
});

const asking = (content: string) => ({ model: 'sim-large', messages: [{ role: 'user' as const, content }] });
const story = asking('Tell me about the sea.');
const lookUp = {
  ...asking('The weather and the time, both, for Oslo.'),
  tools: [tool('get_weather'), tool('get_time')],
};
const withUsage = { stream_options: { include_usage: true } };

// Each answer has ids of its own, and an empty list of annotations can't be seen in a stream.
function comparable({ id: _id, created: _created, ...answer }: ChatCompletion) {
  const choices = answer.choices.map(({ message, ...choice }) => {
    const { annotations = [], tool_calls = [], ...rest } = message;
    return { ...choice, message: { ...rest, annotations, calls: tool_calls.map((call) => call.function) } };
  });
  return { ...answer, choices };
}

test.each([
  ['text', story],
  ['parallel tool calls', lookUp],
  ['three choices', { ...story, n: 3 }],
  ['log probabilities', { ...story, logprobs: true, top_logprobs: 2 }],
])('a stream of %s makes the same answer as JSON', async (_, body) => {
  const client = await startPlainServer();
  const whole = comparable(await client.chat.completions.create(body));
  const streamed = comparable(
    await (await client.chat.completions.create({ ...body, ...withUsage, stream: true })).final(),
  );
  expect(streamed).toEqual(whole);
});

test('parallel tool calls are two calls', async () => {
  const client = await startPlainServer();
  const { choices } = await (await client.chat.completions.create({ ...lookUp, stream: true })).final();
  expect(choices[0]?.message.tool_calls?.map((call) => call.function)).toEqual([
    { name: 'get_weather', arguments: '{"city":"Oslo"}' },
    { name: 'get_time', arguments: '{"city":"Oslo"}' },
  ]);
});

const headers = (fault: string) => ({ headers: { 'x-simulator-fault': fault } });

describe('what does no harm to a stream', () => {
  test.each([
    'bom',
    'comments',
    'cr',
    'crlf',
    'split=1',
    'split=7',
    'gzip',
    'wrong-content-type',
    'early-hints',
    'done-twice',
    'after-done',
    'tool-index-zero',
    'tool-index-missing',
    'huge-headers=8',
  ])('%s', async (fault) => {
    const client = await startPlainServer();
    const right = await (
      await client.chat.completions.create({ ...lookUp, ...withUsage, stream: true })
    ).final();
    const faulty = await (
      await client.chat.completions.create({ ...lookUp, ...withUsage, stream: true }, headers(fault))
    ).final();
    expect(comparable(faulty)).toEqual(comparable(right));
  });

  test('no-usage: the answer has none', async () => {
    const client = await startPlainServer();
    const { usage } = await (
      await client.chat.completions.create({ ...story, ...withUsage, stream: true }, headers('no-usage'))
    ).final();
    expect(usage).toBeUndefined();
  });
});

describe('what makes a stream fail', () => {
  test.each([
    ['cut=3', 'stream_interrupted'],
    ['reset=3', 'stream_interrupted'],
    ['clean-eof=3', 'stream_interrupted'],
    ['no-done', 'stream_interrupted'],
    ['malformed=3', 'invalid_response'],
    ['no-finish', 'invalid_response'],
    ['empty', 'invalid_response'],
    ['html-502', 'unknown_error'],
    ['429', 'rate_limit_exceeded'],
    ['context-length', 'context_length_exceeded'],
    ['refuse', 'connection_error'],
  ])('%s: %s', async (fault, code) => {
    const client = await startPlainServer();
    const error = await caught(
      client.chat.completions
        .create({ ...story, stream: true }, headers(fault))
        .then((stream) => stream.final()),
    );
    expect(error.code).toBe(code);
  });

  test.each(['error-200', 'error-event=3'])('%s: the error it holds', async (fault) => {
    const client = await startPlainServer();
    const stream = await client.chat.completions.create({ ...story, stream: true }, headers(fault));
    const error = await caught(stream.final());
    expect(error.message).not.toBe('');
    expect(['stream_interrupted', 'invalid_response']).not.toContain(error.code);
  });
});

test.each<[string, { timeoutMs?: number; stallTimeoutMs?: number }]>([
  ['stall=3', { stallTimeoutMs: 50 }],
  ['slow-first-token', { stallTimeoutMs: 50 }],
  ['slow-headers', { timeoutMs: 50 }],
])('%s is a timeout', async (fault, limits) => {
  const client = await startPlainServer();
  const call = client.chat.completions.create({ ...story, stream: true }, { ...headers(fault), ...limits });
  expect((await caught(call.then((stream) => stream.final()))).code).toBe('timeout');
});

test('pings keep a stream alive that has nothing to say', async () => {
  const client = await startPlainServer();
  const limits = { ...headers('stall-pings=3'), stallTimeoutMs: 400, signal: AbortSignal.timeout(900) };
  const stream = await client.chat.completions.create({ ...story, stream: true }, limits);
  expect(await caught(stream.final())).toMatchObject({ code: 'aborted', cause: { name: 'TimeoutError' } });
});

test('one 503, and then the answer', async () => {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  const client = createClient({ baseUrl: simulator.url, apiKey: 'sk-any' });
  const answer = await client.chat.completions.create({ ...story, model: 'fault-flaky-1' });
  expect(answer.choices[0]?.finish_reason).toBe('stop');
  expect(simulator.requests).toHaveLength(2);
  const keys = simulator.requests.map((sent) => sent.headers['idempotency-key']);
  expect(new Set(keys).size).toBe(1);
});

test('a line of a megabyte in small pieces is read, and is no chunk', async () => {
  const client = await startPlainServer();
  const stream = await client.chat.completions.create({ ...story, stream: true }, headers('huge-event=1'));
  expect((await caught(stream.final())).code).toBe('invalid_response');
});

test('a whole answer that is truncated is a connection_error', async () => {
  const client = await startPlainServer();
  expect((await caught(client.chat.completions.create(story, headers('truncated')))).code).toBe(
    'connection_error',
  );
});

test('an unknown model is a ParleyError with the code and the request id', async () => {
  const client = await startPlainServer();
  const error = await caught(client.chat.completions.create({ ...story, model: 'no-such-model' }));
  expect(error).toMatchObject({ status: 404, code: 'model_not_found', retryable: false });
  expect(error.requestId).toMatch(/^req_/);
});
