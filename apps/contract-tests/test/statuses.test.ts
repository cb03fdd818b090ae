// Every status that the contract documents is one that the gateway can give.
import { type OperationId, validateResponse } from '@parley/validator';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Answer } from './support/answer.ts';
import { operations } from './support/contract.ts';
import { gatewayWith, keyOfElsewhere, makeKey, whileClosing, withSlowBody } from './support/reach.ts';
import { reachKeys } from './support/reach-keys.ts';
import { apiKey, openaiAt, type RunningGateway, startTestGateway } from './support/start-gateway.ts';
import { startUpstream } from './support/start-upstream.ts';
import unreached from './unreached.json' with { type: 'json' };

const plain = await startTestGateway();
afterAll(() => plain.close());

const paths = {
  createChatCompletion: '/v1/chat/completions',
  explainRoute: '/v1/route',
  listModels: '/v1/models',
  getModel: '/v1/models/simulator/sim-small',
  getLiveness: '/health/live',
  getReadiness: '/health/ready',
};
const authorization = `Bearer ${apiKey}`;
const chat = { model: 'simulator/sim-small', messages: [{ role: 'user', content: 'Say hello.' }] };

async function get(path: string, headers: Record<string, string> = { authorization }): Promise<Answer> {
  const response = await fetch(plain.url + path, { headers });
  return { status: response.status, body: await response.json() };
}

const post = (body: object, headers: object = {}, to: RunningGateway = plain): Promise<Answer> =>
  postTo(paths.createChatCompletion, body, headers, to);

const explain = (body: object, headers: object = {}, to: RunningGateway = plain): Promise<Answer> =>
  postTo(paths.explainRoute, body, headers, to);

async function postTo(path: string, body: object, headers: object, to: RunningGateway): Promise<Answer> {
  const response = await fetch(to.url + path, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

/** An answer that the contract has no room for, which is held back: the name of a function is too long. */
async function withImpossibleAnswer(): Promise<Answer> {
  const call = { id: 'call_1', type: 'function', function: { name: 'x'.repeat(300), arguments: '{}' } };
  const message = { role: 'assistant', content: null, tool_calls: [call] };
  const upstream = await startUpstream((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ choices: [{ index: 0, message, finish_reason: 'tool_calls' }] }));
  });
  onTestFinished(() => upstream.close());
  return post({ ...chat, model: 'openai/any' }, {}, await gatewayWith(openaiAt(upstream.baseUrl)));
}

const named = (name: string) => ({ 'idempotency-key': name });

/** Asks under the key of a request that still runs. */
async function whileRunning(): Promise<Answer> {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const slow = { ...chat, model: 'simulator/fault-slow-headers-60000' };
  const headers = { authorization, 'content-type': 'application/json', ...named('runs') };
  const init = { method: 'POST', headers, body: JSON.stringify(slow), signal: abort.signal };
  const first = fetch(plain.url + paths.createChatCompletion, init).catch(() => null);
  const second = await post(slow, named('runs'));
  abort.abort();
  await first;
  return second;
}

async function withKeyOfAnother(): Promise<Answer> {
  await post(chat, named('used'));
  return post({ ...chat, seed: 1 }, named('used'));
}

async function withSpentBudget(): Promise<Answer> {
  const { secret } = await makeKey(plain, { budget: { limit_usd: '0', window: 'total' } });
  return post(chat, { authorization: `Bearer ${secret}` });
}

type Reaching = { [Id in OperationId]: { [status: number]: () => Promise<Answer> } };

const reached: Reaching = {
  createChatCompletion: {
    200: () => post(chat),
    400: () => post({ ...chat, temperature: 3 }),
    401: () => post(chat, { authorization: 'Bearer wrong' }),
    402: withSpentBudget,
    403: async () => post(chat, { authorization: `Bearer ${await keyOfElsewhere(plain)}` }),
    404: () => post({ ...chat, model: 'no-such-model' }),
    408: () => withSlowBody(`POST ${paths.createChatCompletion}`),
    409: whileRunning,
    413: async () =>
      post({ ...chat, user: 'x'.repeat(2000) }, {}, await gatewayWith({ limits: { bodyBytes: 1024 } })),
    415: () => post(chat, { 'content-type': 'text/plain' }),
    422: withKeyOfAnother,
    429: () => post({ ...chat, model: 'simulator/fault-429' }),
    500: withImpossibleAnswer,
    502: () => post({ ...chat, model: 'simulator/fault-500' }),
    503: () => post({ ...chat, model: 'simulator/fault-503' }),
    504: async () =>
      post(
        { ...chat, model: 'simulator/fault-slow-headers-60000' },
        {},
        await gatewayWith({ timeouts: { totalMs: 100 } }),
      ),
  },
  explainRoute: {
    200: () => explain(chat),
    400: () => explain({ ...chat, effort: 'low' }),
    401: () => explain(chat, { authorization: 'Bearer wrong' }),
    403: async () => explain(chat, { authorization: `Bearer ${await keyOfElsewhere(plain)}` }),
    404: () => explain({ ...chat, model: 'no-such-model' }),
    408: () => withSlowBody(`POST ${paths.explainRoute}`),
    413: async () =>
      explain({ ...chat, user: 'x'.repeat(2000) }, {}, await gatewayWith({ limits: { bodyBytes: 1024 } })),
    415: () => explain(chat, { 'content-type': 'text/plain' }),
    503: () => whileClosing(`POST ${paths.explainRoute}`),
  },
  listModels: {
    200: () => get(paths.listModels),
    400: () => get(paths.listModels, { authorization, 'x-request-id': 'not valid' }),
    401: () => get(paths.listModels, {}),
    403: async () => get(paths.listModels, { authorization: `Bearer ${await keyOfElsewhere(plain)}` }),
    503: () => whileClosing(`GET ${paths.listModels}`),
  },
  getModel: {
    200: () => get(paths.getModel),
    400: () => get(paths.getModel, { authorization, 'x-request-id': 'not valid' }),
    401: () => get(paths.getModel, {}),
    403: async () => get(paths.getModel, { authorization: `Bearer ${await keyOfElsewhere(plain)}` }),
    404: () => get('/v1/models/no-such-model'),
    503: () => whileClosing(`GET ${paths.getModel}`),
  },
  ...reachKeys(plain),
  getLiveness: {
    200: () => get(paths.getLiveness, {}),
    400: () => get(paths.getLiveness, { 'x-request-id': 'not valid' }),
  },
  getReadiness: {
    200: () => get(paths.getReadiness, {}),
    400: () => get(paths.getReadiness, { 'x-request-id': 'not valid' }),
    503: () => whileClosing(`GET ${paths.getReadiness}`),
  },
};

describe.each(operations.map(({ operation }) => operation))('$operationId', ({ operationId, responses }) => {
  const rows = Object.entries(reached[operationId]);
  const listed: { [operationId: string]: { [status: string]: string } | undefined } = unreached;

  test.each(rows)('can be answered with %s, in the documented form', async (status, reach) => {
    const answer = await reach();
    expect(answer).toMatchObject({ status: Number(status) });
    expect(validateResponse(operationId, answer.status, answer.body)).toBeNull();
  });

  test('has no status that is neither reached here nor listed with a reason, and none that is both', () => {
    const both = [...rows.map(([status]) => status), ...Object.keys(listed[operationId] ?? {})];
    expect(both.sort()).toEqual(Object.keys(responses).sort());
  });
});

test('nothing is listed as unreached of an operation that is not there', () => {
  const ids = new Set<string>(operations.map(({ operation }) => operation.operationId));
  expect(Object.keys(unreached).filter((id) => !ids.has(id))).toEqual([]);
});
