import { PassThrough, Readable } from 'node:stream';
import Fastify, { type RouteHandlerMethod } from 'fastify';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type ContractOptions, contract } from '../src/fastify.ts';
import { type Problem, validateResponse } from '../src/index.ts';
import { operations as openai } from '../src/openai.ts';
import { eventStream, read, sse, tap } from './support/event-stream.ts';
import { chunk, completion, delta, request, textStream } from './support/valid.ts';

const start = chunk(delta({ role: 'assistant', content: '' }));
const roleAgain = chunk(delta({ role: 'assistant', content: '!' }));
const good = textStream().map(sse).join('');
const bad = [start, roleAgain, ...textStream().slice(1)].map(sse).join('');
const heldBack = { error: { type: 'api_error', param: null, code: 'contract_violation' } };

/** A server on loopback whose chat route is `handler`; the bodies it was given, and what was told of its answers. */
async function serve(options: ContractOptions = {}, handler: RouteHandlerMethod = async () => completion()) {
  const app = Fastify({ routerOptions: { maxParamLength: 300 } });
  onTestFinished(() => app.close());
  const bodies: unknown[] = [];
  const told: [Problem, string][] = [];
  const onViolation: ContractOptions['onViolation'] = (problem, { url }) => told.push([problem, url]);
  app.register(contract, { onViolation, ...options });
  app.post('/v1/chat/completions', {
    config: { operationId: 'createChatCompletion' },
    preHandler: async (received) => {
      bodies.push(received.body);
    },
    handler,
  });
  app.get('/v1/models/:model', { config: { operationId: 'getModel' } }, async () => ({ object: 'model' }));
  app.get<{ Querystring: { page: number } }>(
    '/own',
    { schema: { querystring: { type: 'object', properties: { page: { type: 'integer' } } } } },
    async ({ query }) => ({ page: query.page }),
  );
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const post = (body: unknown, headers = {}) =>
    fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  return { url, post, bodies, told };
}

test('a good request reaches its handler as it was sent', async () => {
  const { post, bodies, told } = await serve();
  const body = { ...request(), temperature: 0, stop: null, surprise: { a: 1 } };
  expect((await post(body)).status).toBe(200);
  expect(bodies).toEqual([body]);
  expect(told).toEqual([]);
});

test('a bad body is a 400 of the contract, and is not coerced', async () => {
  const { post, bodies, told } = await serve();
  const response = await post({ ...request(), temperature: '1' });
  const answer: unknown = await response.json();
  expect(response.status).toBe(400);
  expect(answer).toEqual({
    error: {
      message: 'temperature must be a number or null, got "1".',
      type: 'invalid_request_error',
      param: 'temperature',
      code: 'invalid_parameter',
    },
  });
  expect(validateResponse('createChatCompletion', 400, answer)).toBeNull();
  expect(bodies).toEqual([]);
  expect(told).toEqual([]);
});

test('a request that breaks a rule is a 400 that says so', async () => {
  const { post } = await serve();
  const response = await post({ ...request(), max_tokens: 1, max_completion_tokens: 2 });
  expect(await response.json()).toMatchObject({ error: { code: 'conflicting_parameters' } });
});

test('a missing body is a 400', async () => {
  const { url } = await serve();
  const response = await fetch(`${url}/v1/chat/completions`, { method: 'POST' });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { code: 'missing_required_parameter' } });
});

test('parameters are held to the contract too, header names in any case', async () => {
  const { post, url } = await serve();
  const header = await post(request(), { 'X-No-Fallback': 'yes' });
  expect(await header.json()).toMatchObject({ error: { param: 'x-no-fallback' } });
  const path = await fetch(`${url}/v1/models/${'m'.repeat(257)}`);
  expect(await path.json()).toMatchObject({
    error: { message: 'model must have at most 256 characters, got 257.' },
  });
});

test('a route without an operation keeps a schema of its own', async () => {
  const { url } = await serve();
  expect(await (await fetch(`${url}/own?page=2`)).json()).toEqual({ page: 2 });
  expect((await fetch(`${url}/own?page=two`)).status).toBe(400);
});

test('a route of an operation that there is not fails', async () => {
  const { post } = await serve({ operations: {} });
  expect(await (await post(request())).json()).toMatchObject({
    message: 'The contract has no operation createChatCompletion.',
  });
});

describe('whole answers', () => {
  const wrong = { ...completion(), model: 'gpt' };

  test('one that breaks the contract is told, and leaves as it is', async () => {
    const { post, told } = await serve({}, async () => wrong);
    expect(await (await post(request())).json()).toEqual(wrong);
    expect(told).toMatchObject([[{ param: 'model', rule: 'M2' }, '/v1/chat/completions']]);
  });

  test.each<[string, RouteHandlerMethod]>([
    ['an object', async () => wrong],
    ['bytes', (_, reply) => reply.type('application/json').send(Buffer.from(JSON.stringify(wrong)))],
    ['a Response', async () => Response.json(wrong)],
    ['text', (_, reply) => reply.header('content-length', 3).send('Yes')],
    ['a page as a stream', (_, reply) => reply.type('text/html').send(Readable.from(['<h1>']))],
    [
      'an error of its own',
      async () => {
        throw new Error('No.');
      },
    ],
  ])('with enforce an error of the contract leaves in place of %s', async (_, handler) => {
    const { post, told } = await serve({ responses: 'enforce' }, handler);
    const response = await post(request());
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject(heldBack);
    expect(told).toHaveLength(1);
  });

  test('with off they are not looked at', async () => {
    const { post, told } = await serve({ responses: 'off' }, async () => ({}));
    expect(await (await post(request())).json()).toEqual({});
    expect(told).toEqual([]);
  });

  test('what only Parley asks is not asked of others', async () => {
    const { metadata: _, ...plain } = completion();
    const options = { operations: openai, responses: 'enforce' } as const;
    const { post, told } = await serve(options, async () => plain);
    expect(await (await post(request())).json()).toEqual(plain);
    expect(told).toEqual([]);
  });
});

describe.each<[string, (text: string) => unknown]>([
  ['a stream of Node', (text) => Readable.from([text])],
  ['a stream of the web', (text) => eventStream(text).body],
  ['a Response', (text) => eventStream(text)],
  ['text', (text) => text],
])('%s of events', (_, streamOf) => {
  const answer =
    (text: string): RouteHandlerMethod =>
    (_, reply) =>
      reply.type('text/event-stream').send(streamOf(text));

  test('passes unchanged, and tells nothing when it is well', async () => {
    const { post, told } = await serve({ responses: 'enforce' }, answer(good));
    expect(await (await post(request())).text()).toBe(good);
    expect(told).toEqual([]);
  });

  test('passes unchanged when it breaks a rule, which is told', async () => {
    const { post, told } = await serve({}, answer(bad));
    expect(await (await post(request())).text()).toBe(bad);
    expect(told.map(([{ rule }]) => rule)).toEqual(['S3']);
  });

  test('with enforce ends before the event that breaks a rule, with an error and no [DONE]', async () => {
    const { post, told } = await serve({ responses: 'enforce' }, answer(bad));
    const text = await (await post(request())).text();
    expect(text.startsWith(sse(start))).toBe(true);
    expect(JSON.parse(text.slice(sse(start).length + 'data: '.length))).toMatchObject(heldBack);
    expect(told.map(([{ rule }]) => rule)).toEqual(['S3']);
  });
});

describe('a stream of Node', () => {
  const piped =
    (source: Readable): RouteHandlerMethod =>
    (_, reply) =>
      reply.type('text/event-stream').send(source);

  test.each(['report', 'enforce'] as const)('with %s passes event by event', async (responses) => {
    const source = new PassThrough();
    const { post } = await serve({ responses }, piped(source));
    const sent = post(request());
    source.write(sse(start));
    const reader = (await sent).body?.getReader();
    for (const event of textStream().slice(1)) {
      expect(reader && (await read(reader, 1))).not.toBe('');
      source.write(sse(event));
    }
    source.end();
    expect(reader && (await read(reader, good.length))).toContain('[DONE]');
  });

  test('is destroyed when its reader goes away, and is not told as cut', async () => {
    const source = new PassThrough();
    const { post, told } = await serve({}, piped(source));
    const sent = post(request());
    source.write(sse(start));
    const reader = (await sent).body?.getReader();
    await reader?.read();
    const closed = new Promise((resolve) => source.once('close', resolve));
    await reader?.cancel();
    await closed;
    expect(told).toEqual([]);
  });

  test('is destroyed when enforce has ended the answer', async () => {
    const source = new PassThrough();
    const closed = new Promise((resolve) => source.once('close', resolve));
    const { post } = await serve({ responses: 'enforce' }, piped(source));
    source.write(bad);
    expect(await (await post(request())).text()).toContain('contract_violation');
    await closed;
  });

  test('that breaks off is told as cut, and breaks off for its reader too', async () => {
    const source = new PassThrough();
    const { post, told } = await serve({}, piped(source));
    const sent = post(request());
    source.write(sse(start));
    const reader = (await sent).body?.getReader();
    await reader?.read();
    source.destroy(new Error('The provider hung up.'));
    await expect(reader?.read()).rejects.toThrow();
    expect(told.map(([{ rule }]) => rule)).toEqual(['S13']);
  });
});

test('a stream of the web is cancelled when its reader goes away', async () => {
  const { body, send, cancelled } = tap();
  const { post, told } = await serve({}, (_, reply) => reply.type('text/event-stream').send(body));
  send(sse(start));
  const reader = (await post(request())).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await cancelled;
  expect(told).toEqual([]);
});
