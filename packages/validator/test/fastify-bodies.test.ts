// Bodies that Fastify can't read: its own errors for them break the contract.
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { describe, expect, test } from 'vitest';
import { invalidJson } from '../src/error-body.ts';
import { type ContractOptions, contract } from '../src/fastify.ts';
import { validateResponse } from '../src/index.ts';
import { request } from './support/valid.ts';

type ErrorHandler = Parameters<FastifyInstance['setErrorHandler']>[0];

/** An app with a chat route that fails, and one that is no operation. */
function appWith(
  contractOptions: ContractOptions,
  options: FastifyServerOptions = {},
  handle?: ErrorHandler,
) {
  const app = Fastify(options);
  if (handle) app.setErrorHandler(handle);
  app.register(contract, contractOptions);
  app.post('/v1/chat/completions', { config: { operationId: 'createChatCompletion' } }, async () => {
    throw new Error('No.');
  });
  app.post('/own', async () => ({}));
  return async (payload: string, headers: Record<string, string> = {}, url = '/v1/chat/completions') => {
    const sent = { 'content-type': 'application/json', ...headers };
    const answer = await app.inject({ method: 'POST', url, payload, headers: sent });
    return { status: answer.statusCode, answer: answer.json<unknown>() };
  };
}

describe.each(['report', 'enforce', 'off'] as const)('with %s', (responses) => {
  const bytes = JSON.stringify(request());
  test.each<[string, string, Record<string, string>, number, string]>([
    ['no JSON', '{"model":', {}, 400, 'invalid_json'],
    ['JSON that reaches for a prototype', '{"__proto__": {}}', {}, 400, 'invalid_json'],
    ['no body', '', {}, 400, 'missing_required_parameter'],
    ['a body that was cut', '{}', { 'content-length': '5' }, 400, 'invalid_http_request'],
    ['XML', '<a/>', { 'content-type': 'text/xml' }, 415, 'unsupported_media_type'],
    ['too large a body', bytes, {}, 413, 'request_too_large'],
  ])('%s is an error of the contract', async (_, payload, headers, status, code) => {
    const told: unknown[] = [];
    const onViolation: ContractOptions['onViolation'] = (problem) => told.push(problem);
    const post = appWith({ responses, onViolation }, { bodyLimit: 20 });
    const refused = await post(payload, headers);
    expect(refused).toMatchObject({ status, answer: { error: { type: 'invalid_request_error', code } } });
    expect(validateResponse('createChatCompletion', status, refused.answer)).toBeNull();
    expect(told).toEqual([]);
  });
});

describe('an error handler of the app', () => {
  const own = { error: { message: 'Ours.', type: 'api_error', param: null, code: 'internal_error' } };

  test('keeps its say of bodies where that fits the contract, and of all other errors', async () => {
    const post = appWith({ responses: 'enforce' }, {}, (_, __, reply) => reply.code(500).send(own));
    expect(await post('{')).toEqual({ status: 500, answer: own });
    expect(await post(JSON.stringify(request()))).toEqual({ status: 500, answer: own });
  });

  test('has none where what it says of a body breaks the contract', async () => {
    const oops = { oops: true };
    const post = appWith({}, {}, (_, __, reply) => reply.code(418).send(oops));
    expect(await post('{')).toEqual({ status: 400, answer: invalidJson });
    expect(await post('{', {}, '/own')).toEqual({ status: 418, answer: oops });
    expect(await post(JSON.stringify(request()))).toEqual({ status: 418, answer: oops });
  });
});
