import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, expect, test } from 'vitest';
import { type ContractOptions, contract, InvalidRequestError } from '../src/fastify.ts';
import type { Problem } from '../src/index.ts';
import { completion, request } from './support/valid.ts';

const servers: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A server on loopback whose chat route answers `answer` and keeps the bodies it was given. */
async function serve(options: ContractOptions = {}, answer: unknown = completion()) {
  const app = Fastify({ routerOptions: { maxParamLength: 300 } });
  servers.push(app);
  const bodies: unknown[] = [];
  app.register(contract, options);
  app.post('/v1/chat/completions', { config: { operationId: 'createChatCompletion' } }, async (received) => {
    bodies.push(received.body);
    return answer;
  });
  app.get('/v1/models/:model', { config: { operationId: 'getModel' } }, async () => ({ object: 'model' }));
  app.get('/v1/stream', { config: { operationId: 'getLiveness' } }, (_, reply) =>
    reply.type('text/event-stream').send('data: [DONE]\n\n'),
  );
  app.get<{ Querystring: { page: number } }>(
    '/own',
    { schema: { querystring: { type: 'object', properties: { page: { type: 'integer' } } } } },
    async ({ query }) => ({ page: query.page }),
  );
  app.setErrorHandler((error, _, reply) => {
    if (error instanceof InvalidRequestError)
      return reply.code(error.statusCode).send({ problem: error.problem });
    throw error;
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const post = (body: unknown, headers = {}) =>
    fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  return { url, post, bodies };
}

test('a good request reaches its handler as it was sent', async () => {
  const { post, bodies } = await serve();
  const body = { ...request(), temperature: 0, stop: null, surprise: { a: 1 } };
  expect((await post(body)).status).toBe(200);
  expect(bodies).toEqual([body]);
});

test('a bad body is a 400 with its problem, and is not coerced', async () => {
  const { post, bodies } = await serve();
  const response = await post({ ...request(), temperature: '1' });
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    problem: {
      param: 'temperature',
      message: 'temperature must be a number or null, got "1".',
      kind: 'invalid',
      rule: null,
    },
  });
  expect(bodies).toEqual([]);
});

test('a request that breaks a rule is a 400 that names the rule', async () => {
  const { post } = await serve();
  const response = await post({ ...request(), max_tokens: 1, max_completion_tokens: 2 });
  expect(await response.json()).toMatchObject({ problem: { rule: 'R1', kind: 'conflict' } });
});

test('a missing body is a 400', async () => {
  const { url } = await serve();
  const response = await fetch(`${url}/v1/chat/completions`, { method: 'POST' });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ problem: { param: null, kind: 'missing' } });
});

test('parameters are held to the contract too, header names in any case', async () => {
  const { post, url } = await serve();
  const header = await post(request(), { 'X-No-Fallback': 'yes' });
  expect(await header.json()).toMatchObject({ problem: { param: 'x-no-fallback' } });
  const path = await fetch(`${url}/v1/models/${'m'.repeat(257)}`);
  expect(await path.json()).toMatchObject({
    problem: { message: 'model must have at most 256 characters, got 257.' },
  });
});

test('without an error handler Fastify answers 400 with the sentence', async () => {
  const app = Fastify();
  servers.push(app);
  app.register(contract);
  app.post('/chat', { config: { operationId: 'createChatCompletion' } }, async () => 'unreachable');
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const response = await fetch(`${url}/chat`, { method: 'POST' });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ message: 'The body is missing; it must be an object.' });
});

test('a route without an operation keeps a schema of its own', async () => {
  const { url } = await serve();
  expect(await (await fetch(`${url}/own?page=2`)).json()).toEqual({ page: 2 });
  expect((await fetch(`${url}/own?page=two`)).status).toBe(400);
});

test('an answer that breaks the contract is told, and leaves as it is', async () => {
  const told: [Problem, string][] = [];
  const onViolation: ContractOptions['onViolation'] = (problem, { url }) => told.push([problem, url]);
  const wrong = { ...completion(), model: 'gpt' };
  const { post } = await serve({ validateResponses: true, onViolation }, wrong);
  expect(await (await post(request())).json()).toEqual(wrong);
  expect(told).toMatchObject([[{ param: 'model', rule: 'M2' }, '/v1/chat/completions']]);
});

test('good answers, streams and other routes tell nothing', async () => {
  const told: Problem[] = [];
  const { post, url } = await serve({
    validateResponses: true,
    onViolation: (problem) => told.push(problem),
  });
  expect((await post(request())).status).toBe(200);
  expect(await (await fetch(`${url}/v1/stream`)).text()).toBe('data: [DONE]\n\n');
  expect(await (await fetch(`${url}/own?page=2`)).json()).toEqual({ page: 2 });
  expect(told).toEqual([]);
});

test('answers are not looked at unless that is asked for', async () => {
  const told: Problem[] = [];
  const { post } = await serve({ onViolation: (problem) => told.push(problem) }, {});
  expect(await (await post(request())).json()).toEqual({});
  expect(told).toEqual([]);
});

test('a callback that throws keeps the answer from leaving', async () => {
  const onViolation: ContractOptions['onViolation'] = (problem) => {
    throw new Error(problem.message);
  };
  const { url } = await serve({ validateResponses: true, onViolation });
  const response = await fetch(`${url}/v1/models/gpt`);
  expect(response.status).toBe(500);
});

test('an answer that says it is JSON and is not is told', async () => {
  const told: Problem[] = [];
  const app = Fastify();
  servers.push(app);
  await app.register(contract, { validateResponses: true, onViolation: (problem) => told.push(problem) });
  app.get('/live', { config: { operationId: 'getLiveness' } }, (_, reply) =>
    reply.type('application/json').send('{"status":'),
  );
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  await (await fetch(`${url}/live`)).text();
  expect(told).toMatchObject([{ param: null, message: 'The body is missing; it must be an object.' }]);
});
