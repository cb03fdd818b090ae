import type { OperationId } from '@parley/validator';
import type { Answer } from './answer.ts';
import { gatewayWith, keyOfElsewhere, makeKey, reach, whileClosing, withSlowBody } from './reach.ts';
import type { RunningGateway } from './start-gateway.ts';

type Rows = { [status: number]: () => Promise<Answer> };

const named = { name: 'a key' };

/** What all operations have in common: who asks is looked at first. */
const everywhere = (gateway: RunningGateway, method: string, path: string): Rows => ({
  400: () => reach(gateway, method, path, { headers: { 'x-request-id': 'not valid' } }),
  401: () => reach(gateway, method, path, { as: 'wrong' }),
  403: async () => reach(gateway, method, path, { as: await keyOfElsewhere(gateway) }),
  503: () => whileClosing(`${method} ${path}`),
});

/** And what those have that are sent something. */
const withBody = (gateway: RunningGateway, method: string, path: string): Rows => ({
  ...everywhere(gateway, method, path),
  408: () => withSlowBody(`${method} ${path}`),
  413: async () =>
    reach(await gatewayWith({ limits: { bodyBytes: 1024 } }), method, path, {
      body: { name: 'x'.repeat(2000) },
    }),
  415: () => reach(gateway, method, path, { body: named, headers: { 'content-type': 'text/plain' } }),
});

/** Every status of the operations on keys, and on what is on the books. */
export function reachKeys(
  gateway: RunningGateway,
): Pick<
  { [Id in OperationId]: Rows },
  | 'createKey'
  | 'listKeys'
  | 'getKey'
  | 'updateKey'
  | 'revokeKey'
  | 'rotateKey'
  | 'getCurrentKey'
  | 'listGenerations'
  | 'getGeneration'
  | 'getUsage'
> {
  const nobody = '/v1/keys/key_none';
  const at = async () => `/v1/keys/${(await makeKey(gateway)).id}`;
  return {
    createKey: {
      ...withBody(gateway, 'POST', '/v1/keys'),
      201: () => reach(gateway, 'POST', '/v1/keys', { body: named }),
    },
    listKeys: {
      ...everywhere(gateway, 'GET', '/v1/keys'),
      200: () => reach(gateway, 'GET', '/v1/keys'),
    },
    getKey: {
      ...everywhere(gateway, 'GET', nobody),
      200: async () => reach(gateway, 'GET', await at()),
      404: () => reach(gateway, 'GET', nobody),
    },
    updateKey: {
      ...withBody(gateway, 'PATCH', nobody),
      200: async () => reach(gateway, 'PATCH', await at(), { body: named }),
      404: () => reach(gateway, 'PATCH', nobody, { body: named }),
    },
    revokeKey: {
      ...everywhere(gateway, 'DELETE', nobody),
      200: async () => reach(gateway, 'DELETE', await at()),
      404: () => reach(gateway, 'DELETE', nobody),
    },
    rotateKey: {
      ...withBody(gateway, 'POST', `${nobody}/rotate`),
      200: async () => reach(gateway, 'POST', `${await at()}/rotate`, { body: {} }),
      404: () => reach(gateway, 'POST', `${nobody}/rotate`, { body: {} }),
    },
    getCurrentKey: {
      ...everywhere(gateway, 'GET', '/v1/key'),
      200: () => reach(gateway, 'GET', '/v1/key'),
    },
    listGenerations: {
      ...everywhere(gateway, 'GET', '/v1/generations'),
      200: () => reach(gateway, 'GET', '/v1/generations'),
    },
    getGeneration: {
      ...everywhere(gateway, 'GET', '/v1/generations/req_none'),
      200: async () => {
        const requestId = 'test-generation';
        await reach(gateway, 'POST', '/v1/chat/completions', {
          body: { model: 'simulator/sim-small', messages: [{ role: 'user', content: 'Say hello.' }] },
          headers: { 'x-request-id': requestId },
        });
        return reach(gateway, 'GET', `/v1/generations/${requestId}`);
      },
      404: () => reach(gateway, 'GET', '/v1/generations/req_none'),
    },
    getUsage: {
      ...everywhere(gateway, 'GET', '/v1/usage'),
      200: () => reach(gateway, 'GET', '/v1/usage?group_by=day,model'),
    },
  };
}
