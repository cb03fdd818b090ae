import { getEventListeners } from 'node:events';
import { startSimulator } from '@parley/simulator';
import { APICallError, generateText, RetryError, streamText, type TextStreamPart, type ToolSet } from 'ai';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createParley, ParleyError } from '../src/index.ts';
import { chunk, completion, interrupted, stream } from './support/answers.ts';
import { modelAt, partsOf, prompt } from './support/parts-of.ts';
import { type Server, startServer } from './support/start-server.ts';

const notFound = {
  error: {
    message: 'Model "gpt-4oo" is not served here. Did you mean "gpt-4o"?',
    type: 'invalid_request_error',
    param: 'model',
    code: 'model_not_found',
  },
};
const limited = {
  error: { message: 'Slowly.', type: 'rate_limit_error', param: null, code: 'rate_limit_exceeded' },
};
const soon = { 'retry-after-ms': '1' };

async function failureOf(call: PromiseLike<unknown>): Promise<unknown> {
  return await Promise.resolve(call).then(
    () => expect.fail('This should have failed.'),
    (error: unknown) => error,
  );
}

async function callErrorOf(call: PromiseLike<unknown>): Promise<APICallError> {
  const error = await failureOf(call);
  if (APICallError.isInstance(error)) return error;
  throw error;
}

describe('an error of the gateway', () => {
  test.each(['doGenerate', 'doStream'] as const)('has everything that was told: %s', async (method) => {
    const server = await startServer({ status: 404, body: { ...notFound, metadata: interrupted.metadata } });
    const error = await callErrorOf(modelAt(server)[method]({ prompt }));
    expect(error).toMatchObject({
      message: notFound.error.message,
      statusCode: 404,
      isRetryable: false,
      url: `${server.baseUrl}/v1/chat/completions`,
      requestBodyValues: { model: 'anthropic/claude-sonnet-4-5' },
      responseHeaders: { 'x-request-id': 'req_1' },
      data: { ...notFound, metadata: interrupted.metadata },
      cause: { code: 'model_not_found', param: 'model', status: 404, requestId: 'req_1' },
    });
    expect(error.cause).toBeInstanceOf(ParleyError);
  });

  test('that is not worth a retry is not retried, whatever its status', async () => {
    const spent = { error: { ...limited.error, type: 'billing_error', code: 'insufficient_funds' } };
    const server = await startServer({
      status: 503,
      headers: { 'x-should-retry': 'false', ...soon },
      body: spent,
    });
    const error = await callErrorOf(generateText({ model: modelAt(server), prompt: 'Hello.' }));
    expect(error.isRetryable).toBe(false);
    expect(server.requests).toHaveLength(1);
  });

  test('that is, is retried by the AI SDK alone', async () => {
    const reply = { status: 429, headers: soon, body: limited };
    const server = await startServer(reply, reply, reply, reply, reply);
    const error = await failureOf(generateText({ model: modelAt(server), prompt: 'Hello.', maxRetries: 2 }));
    expect(RetryError.isInstance(error) && error.errors.every(APICallError.isInstance)).toBe(true);
    expect(server.requests).toHaveLength(3);
  });

  test('does not outlive the retry that succeeds', async () => {
    const server = await startServer(
      { status: 503, headers: soon, body: { error: { ...limited.error, code: 'no_route' } } },
      { body: completion({ content: 'Hello.' }) },
    );
    expect((await generateText({ model: modelAt(server), prompt: 'Hello.' })).text).toBe('Hello.');
  });
});

test('a server that is not there is a connection_error, worth a retry', async () => {
  const simulator = await startSimulator();
  await simulator.close();
  const model = createParley({ baseUrl: simulator.origin })('auto');
  const error = await callErrorOf(model.doGenerate({ prompt }));
  expect(error).toMatchObject({ isRetryable: true, data: { error: { code: 'connection_error' } } });
  expect(error.statusCode).toBeUndefined();
});

test('a page of HTML is an error that quotes it (vercel/ai#9579)', async () => {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  const model = createParley({ baseUrl: simulator.url, apiKey: 'any' })('fault-html-502');
  const error = await callErrorOf(model.doGenerate({ prompt }));
  expect(error).toMatchObject({ statusCode: 502, message: expect.stringContaining('html') });
});

describe('a stream that breaks', () => {
  const begun = [chunk({ role: 'assistant', content: 'Hel' })];
  const toolCall = {
    index: 0,
    id: 'call_1',
    type: 'function' as const,
    function: { name: 'pay', arguments: '{}' },
  };

  const breaks: [how: string, reply: Parameters<typeof startServer>[0], code: string][] = [
    ['an error inside', { body: [...begun, interrupted] }, 'upstream_stream_interrupted'],
    ['a cut connection', { body: begun, end: 'cut' }, 'stream_interrupted'],
    ['an end without [DONE]', { body: stream([{ content: 'Hello.' }]).slice(0, -1) }, 'stream_interrupted'],
    ['an event that is no chunk', { body: [...begun, { hello: 'world' }] }, 'invalid_response'],
    ['no finish reason', { body: [...begun, '[DONE]'] }, 'invalid_response'],
  ];

  test.each(breaks)('ends with its typed error, and never with a finish: %s', async (_how, reply, code) => {
    const parts = await partsOf(await startServer(reply));
    const last = parts.at(-1);
    if (last?.type !== 'error' || !APICallError.isInstance(last.error)) expect.fail(JSON.stringify(last));
    expect(last.error.data).toMatchObject({ error: { code } });
    expect(last.error.cause).toBeInstanceOf(ParleyError);
    expect(last.error.responseHeaders).toMatchObject({ 'x-request-id': 'req_1' });
    expect(parts.filter(({ type }) => type === 'finish' || type === 'error')).toHaveLength(1);
  });

  test('runs none of the tools that it asked for', async () => {
    const cut = [...begun, chunk({ tool_calls: [toolCall] }), chunk({}, 'tool_calls')];
    const types = (await partsOf(await startServer({ body: cut, end: 'cut' }))).map(({ type }) => type);
    expect(types).toContain('tool-input-start');
    expect(types).not.toContain('tool-call');
  });

  test('tells what the gateway tried', async () => {
    const parts = await partsOf(await startServer({ body: [...begun, interrupted] }));
    expect(parts.at(-1)).toMatchObject({
      error: { data: { error: interrupted.error, metadata: interrupted.metadata } },
    });
  });

  test('is an error for streamText too', async () => {
    const errors: unknown[] = [];
    const result = streamText({
      model: modelAt(await startServer({ body: [...begun, interrupted] })),
      prompt: 'Hello.',
      onError: ({ error }) => void errors.push(error),
    });
    const parts: TextStreamPart<ToolSet>[] = [];
    for await (const part of result.stream) parts.push(part);
    expect(errors).toMatchObject([{ data: { error: { code: 'upstream_stream_interrupted' } } }]);
    expect(parts.at(-1)).toMatchObject({ type: 'finish', finishReason: 'error' });
    expect(await result.finishReason).toBe('error');
  });
});

describe('an abort', () => {
  const begun = { body: [chunk({ role: 'assistant', content: 'Hel' })], end: 'never' as const };

  const hungUp = async (server: Server) => {
    await server.requests[0]?.closed;
  };

  test('of a whole answer rejects with its reason', async () => {
    const controller = new AbortController();
    const reason = new Error('The user went away.');
    const server = await startServer(begun);
    const call = modelAt(server).doGenerate({ prompt, abortSignal: controller.signal });
    const failed = failureOf(call);
    controller.abort(reason);
    expect(await failed).toBe(reason);
  });

  test('of a stream ends it with its reason, and the request', async () => {
    const controller = new AbortController();
    const reason = new Error('The user went away.');
    const server = await startServer(begun);
    const { stream: parts } = await modelAt(server).doStream({ prompt, abortSignal: controller.signal });
    const seen: string[] = [];
    const reading = (async () => {
      for await (const part of parts) {
        seen.push(part.type);
        if (part.type === 'text-delta') controller.abort(reason);
      }
    })();
    expect(await failureOf(reading)).toBe(reason);
    expect(seen.at(-1)).toBe('text-delta');
    await hungUp(server);
  });

  test('is an abort for streamText, and no error', async () => {
    const controller = new AbortController();
    const server = await startServer(begun);
    const result = streamText({
      model: modelAt(server),
      prompt: 'Hello.',
      abortSignal: controller.signal,
      onError: ({ error }) => expect.fail(String(error)),
    });
    const types: string[] = [];
    for await (const part of result.stream) {
      types.push(part.type);
      if (part.type === 'text-delta') controller.abort();
    }
    expect(types.at(-1)).toBe('abort');
    await hungUp(server);
  });

  test('leaving a stream cancels the request', async () => {
    const server = await startServer(begun);
    const { stream: parts } = await modelAt(server).doStream({ prompt });
    for await (const part of parts) if (part.type === 'text-delta') break;
    await hungUp(server);
    expect(server.requests).toHaveLength(1);
  });

  test('leaving a stream lets go of its signal', async () => {
    const server = await startServer({ body: stream([{ content: 'Hel' }]), end: 'never' });
    const { signal } = new AbortController();
    const { stream: parts } = await modelAt(server).doStream({ prompt, abortSignal: signal });
    await parts.cancel();
    await server.requests[0]?.closed;
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
