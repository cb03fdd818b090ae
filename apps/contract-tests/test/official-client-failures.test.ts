import { startSimulator } from '@parley/simulator';
import OpenAI, {
  APIError,
  APIUserAbortError,
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  RateLimitError,
} from 'openai';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeKey } from './support/reach.ts';
import { apiKey, simulatorAt, startTestGateway } from './support/start-gateway.ts';

const simulator = await startSimulator();
// A provider that limits is not waited for, and is asked again at once.
const gateway = await startTestGateway({
  ...simulatorAt(simulator.url),
  upstream: { longestWaitMs: 0 },
  cooldown: { limitedMs: 1 },
});
afterAll(async () => {
  await gateway.close();
  await simulator.close();
});
beforeEach(() => simulator.reset());

const connect = (options: object = {}) =>
  new OpenAI({ baseURL: gateway.baseURL, apiKey, maxRetries: 0, ...options });
const client = connect();
const messages = [{ role: 'user' as const, content: 'Tell me about rivers.' }];
const create = (model: string, from = client) => from.chat.completions.create({ model, messages });

/** All that a promise rejects with. */
async function rejection(promise: PromiseLike<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('This should have been refused.'),
    (error: unknown) => error,
  );
}

describe('an error before the answer is the typed class of its status', () => {
  test('401: a wrong key', async () => {
    const error = await rejection(create('simulator/sim-small', connect({ apiKey: 'wrong' })));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ status: 401, type: 'invalid_request_error', code: 'invalid_api_key' });
    expect(simulator.requests).toHaveLength(0);
  });

  test('404: a name that is nearly right', async () => {
    const error = await rejection(create('sim-smal'));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ status: 404, code: 'model_not_found', param: 'model' });
    expect(String(error)).toContain('Did you mean "sim-small"?');
  });

  test('404: a model that is not in the list', async () => {
    expect(await rejection(client.models.retrieve('simulator/none'))).toBeInstanceOf(NotFoundError);
  });

  test('400: a parameter out of range', async () => {
    const error = await rejection(
      client.chat.completions.create({ model: 'simulator/sim-small', messages, temperature: 3 }),
    );
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({ status: 400, code: 'invalid_parameter', param: 'temperature' });
    expect(error).toHaveProperty('requestID', expect.stringMatching(/^req_/));
  });

  test('429: a provider that limits', async () => {
    const error = await rejection(create('simulator/fault-429-0'));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ status: 429, type: 'rate_limit_error', code: 'upstream_rate_limited' });
    expect(simulator.requests).toHaveLength(1);
  });

  test('502: a provider that fails', async () => {
    const error = await rejection(create('simulator/fault-500'));
    expect(error).toBeInstanceOf(InternalServerError);
    expect(error).toMatchObject({ status: 502, type: 'upstream_error', code: 'upstream_error' });
  });

  test('the same when a stream was asked for', async () => {
    const error = await rejection(
      client.chat.completions.create({ model: 'simulator/fault-429-0', messages, stream: true }),
    );
    expect(error).toBeInstanceOf(RateLimitError);
  });
});

describe('retries of the client', () => {
  const patient = connect({ maxRetries: 2 });

  test('happen where the same request may succeed later', async () => {
    expect(await rejection(create('simulator/fault-429-0', patient))).toBeInstanceOf(RateLimitError);
    expect(simulator.requests).toHaveLength(3);
  });

  test('end with the first success', async () => {
    const answer = await create('simulator/fault-flaky-1', patient);
    expect(answer.choices[0]?.finish_reason).toBe('stop');
    expect(simulator.requests).toHaveLength(2);
  });

  test('do not happen where the gateway says that they are in vain', async () => {
    const error = await rejection(create('simulator/fault-401', patient));
    expect(error).toBeInstanceOf(InternalServerError);
    expect(error).toMatchObject({ status: 502, code: 'upstream_auth_failed' });
    expect(error).toHaveProperty('headers', expect.any(Headers));
    if (error instanceof APIError) expect(error.headers?.get('x-should-retry')).toBe('false');
    expect(simulator.requests).toHaveLength(1);
  });
});

describe('a limit of the caller’s own key (C16)', () => {
  /** A client with this key that goes by its retries, and the statuses of what it sent. */
  function patientWith(secret: string) {
    const statuses: number[] = [];
    const counted: typeof fetch = async (...given) => {
      const response = await fetch(...given);
      statuses.push(response.status);
      return response;
    };
    return { from: connect({ apiKey: secret, maxRetries: 2, fetch: counted }), statuses };
  }

  test('of its rate is a 429 that the client sends again when it was told to', async () => {
    const { secret } = await makeKey(gateway, { concurrency: 1 });
    const abort = new AbortController();
    const running = rejection(
      connect({ apiKey: secret }).chat.completions.create(
        { model: 'simulator/fault-slow-headers-60000', messages },
        { signal: abort.signal },
      ),
    );
    await vi.waitFor(() => expect(simulator.requests).toHaveLength(1));
    const { from, statuses } = patientWith(secret);
    const answer = create('simulator/sim-small', from);
    await vi.waitFor(() => expect(statuses).toEqual([429]));
    abort.abort();
    await running;
    expect((await answer).choices[0]?.finish_reason).toBe('stop');
    expect(statuses).toEqual([429, 200]);
  });

  test('of its budget is a 402 that the client sends once', async () => {
    const { secret } = await makeKey(gateway, { budget: { limit_usd: '0', window: 'total' } });
    const { from, statuses } = patientWith(secret);
    const error = await rejection(create('simulator/sim-small', from));
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ status: 402, type: 'billing_error', code: 'insufficient_funds' });
    if (error instanceof APIError) expect(error.headers?.get('x-should-retry')).toBe('false');
    expect(statuses).toEqual([402]);
    expect(simulator.requests).toHaveLength(0);
  });
});

describe('a stream that fails after it has begun', () => {
  async function readToFailure(model: string) {
    const stream = await client.chat.completions.create({ model, messages, stream: true });
    let text = '';
    const error = await rejection(
      (async () => {
        for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
      })(),
    );
    return { text, error };
  }

  test.each([
    ['the provider reports an error', 'fault-error-event-3', 'upstream_error'],
    ['the provider is cut off', 'fault-cut-3', 'upstream_stream_interrupted'],
    ['the provider resets the connection', 'fault-reset-3', 'upstream_stream_interrupted'],
    ['the provider ends it politely, but too early', 'fault-clean-eof-3', 'upstream_stream_interrupted'],
    ['the provider sends what is no JSON', 'fault-malformed-3', 'upstream_invalid_response'],
  ])('throws our code: %s', async (_reason, model, code) => {
    const { text, error } = await readToFailure(`simulator/${model}`);
    expect(text).not.toBe('');
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ code });
    expect(simulator.requests).toHaveLength(1);
  });

  test('makes the stream helper throw as well', async () => {
    const stream = client.chat.completions.stream({ model: 'simulator/fault-cut-3', messages });
    expect(await rejection(stream.finalChatCompletion())).toMatchObject({
      code: 'upstream_stream_interrupted',
    });
  });
});

describe('a caller who goes away', () => {
  test('ends the call of the provider: the stream is left', async () => {
    const stream = await client.chat.completions.create({
      model: 'simulator/fault-stall-3',
      messages,
      stream: true,
    });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break;
    await vi.waitFor(() => expect(simulator.requests).toMatchObject([{ aborted: true }]));
  });

  test('ends the call of the provider: the request is aborted', async () => {
    const abort = new AbortController();
    const refused = rejection(
      client.chat.completions.create(
        { model: 'simulator/fault-slow-headers-60000', messages },
        { signal: abort.signal },
      ),
    );
    await vi.waitFor(() => expect(simulator.requests).toHaveLength(1));
    abort.abort();
    expect(await refused).toBeInstanceOf(APIUserAbortError);
    await vi.waitFor(() => expect(simulator.requests).toMatchObject([{ aborted: true }]));
  });
});
