// Keys, requests and sums through our own client, typed by the contract, against our own server, both as built.
import { createClient } from '@parley/client';
import type { CreateKeyRequest, UpdateKeyRequest } from '@parley/types';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { arbitraryOf } from './arbitraries/arbitrary-of.ts';
import { leadsTo, pathOf } from './mutants/param.ts';
import { schemaFaults } from './mutants/schema-faults.ts';
import { fits } from './schema/fits.ts';
import { schemaNamed } from './schema/schema.ts';
import { fuzzRuns, fuzzTimeoutMs } from './support/fuzz-runs.ts';
import { apiKey, startTestGateway } from './support/start-gateway.ts';

const gateway = await startTestGateway();
afterAll(() => gateway.close());
const clientOf = (key: string) => createClient({ baseUrl: gateway.url, apiKey: key, maxRetries: 0 });
const { http } = clientOf(apiKey);

/** What an answer holds that must be no failure. */
function dataOf<Data>({ data, error }: { data?: Data; error?: unknown }): Data {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}

async function made(body: CreateKeyRequest) {
  const { secret, key } = dataOf(await http.POST('/v1/keys', { body }));
  return { secret, key, path: { key_id: key.id } };
}

test('a key is made, seen, changed, rotated and revoked', async () => {
  const { secret, key, path } = await made({ name: 'mine', scopes: ['chat', 'keys'], tags: { team: 'a' } });
  expect(dataOf(await http.GET('/v1/keys/{key_id}', { params: { path } }))).toEqual(key);
  const own = clientOf(secret).http;
  expect(dataOf(await own.GET('/v1/key', {}))).toEqual({ key, budget: null });
  const changed = dataOf(await http.PATCH('/v1/keys/{key_id}', { params: { path }, body: { name: 'ours' } }));
  expect(changed).toEqual({ ...key, name: 'ours' });
  expect(dataOf(await http.GET('/v1/keys', { params: { query: { limit: '100' } } })).data).toContainEqual(
    changed,
  );
  const rotated = dataOf(
    await http.POST('/v1/keys/{key_id}/rotate', { params: { path }, body: { overlap_seconds: 60 } }),
  );
  expect(rotated.key).toEqual({ ...changed, prefix: rotated.secret.slice(0, 12) });
  const revoked = dataOf(await http.DELETE('/v1/keys/{key_id}', { params: { path } }));
  expect(revoked.revoked_at).not.toBeNull();
  const { error, response } = await own.GET('/v1/key', {});
  expect([response.status, error?.error.code]).toEqual([401, 'invalid_api_key']);
});

test('what a request cost is what its answer says, by itself, in the list and in the sums', async () => {
  const { secret, key } = await made({ name: 'mine', budget: { limit_usd: '1', window: 'day' } });
  const own = clientOf(secret);
  const answer = await own.chat.completions.create({
    model: 'simulator/sim-large',
    messages: [{ role: 'user', content: 'Name a river.' }],
  });
  const path = { generation_id: answer.metadata.request_id };
  const generation = dataOf(await own.http.GET('/v1/generations/{generation_id}', { params: { path } }));
  expect(generation).toMatchObject({ key_id: key.id, outcome: 'completed', usage: answer.usage });
  expect(Number(generation.cost_usd)).toBe(answer.usage.cost_usd_total);
  const query = { key_id: key.id };
  expect(dataOf(await http.GET('/v1/generations', { params: { query } }))).toMatchObject({
    ...{ data: [generation], next_cursor: null },
  });
  const { data: sums } = dataOf(
    await http.GET('/v1/usage', { params: { query: { ...query, group_by: 'model' } } }),
  );
  expect(sums).toMatchObject([{ model: 'simulator/sim-large', requests: 1, cost_usd: generation.cost_usd }]);
  const { budget } = dataOf(await own.http.GET('/v1/key', {}));
  expect(budget).toMatchObject({ used_usd: generation.cost_usd, reserved_usd: '0' });
});

test('a table is text', async () => {
  const { data } = await http.GET('/v1/usage', {
    params: { query: { format: 'csv', group_by: 'provider' } },
    parseAs: 'text',
  });
  expect(data).toMatch(/^provider,requests,/);
});

const isCreate = (value: unknown): value is CreateKeyRequest => fits('CreateKeyRequest', value);
const isUpdate = (value: unknown): value is UpdateKeyRequest => fits('UpdateKeyRequest', value);

/** What a schema can't say: a moment to come, addresses, and a million at most. */
function keepRules<Request extends UpdateKeyRequest>(request: Request): Request {
  const { expires_at, allowed_ips, budget } = request;
  return {
    ...request,
    ...(expires_at == null ? {} : { expires_at: '2999-01-01T00:00:00Z' }),
    ...(allowed_ips == null
      ? {}
      : { allowed_ips: allowed_ips.map((_, index) => `10.0.${index % 256}.0/24`) }),
    ...(budget == null
      ? {}
      : { budget: { ...budget, limit_usd: budget.limit_usd.slice(-6).replace(/^\./, '0.') } }),
  };
}

async function send(method: string, path: string, body: unknown): Promise<{ status: number; text: string }> {
  const response = await fetch(gateway.url + path, {
    method,
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

const operations = [
  ['CreateKeyRequest', isCreate, async (body: unknown) => send('POST', '/v1/keys', body)],
  [
    'UpdateKeyRequest',
    isUpdate,
    async (body: unknown) => send('PATCH', `/v1/keys/${(await made({ name: 'x' })).key.id}`, body),
  ],
] as const;

describe.each(operations)('%s', (schemaName, isRequest, sent) => {
  const requests = arbitraryOf(schemaNamed(schemaName)).map((value) => {
    if (!isRequest(value)) throw new Error(`Not a request: ${JSON.stringify(value)}`);
    return keepRules(value);
  });

  test('in which nothing is wrong is never refused', { timeout: fuzzTimeoutMs }, async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const { status, text } = await sent(request);
        expect({ status, text }).toEqual({ status: status === 201 ? 201 : 200, text: expect.any(String) });
      }),
      fuzzRuns(60),
    );
  });

  test('in which one thing is wrong is refused, and says where', { timeout: fuzzTimeoutMs }, async () => {
    await fc.assert(
      fc.asyncProperty(requests, fc.noBias(fc.nat()), async (request, index) => {
        const faults = schemaFaults(schemaName, request).filter(({ mutant }) => !fits(schemaName, mutant()));
        const fault = faults[index % faults.length];
        if (fault === undefined) return;
        const { status, text } = await sent(fault.mutant());
        expect({ kind: fault.kind, path: fault.path, status, text }).toMatchObject({ status: 400 });
        const { param }: { param: string | null } = JSON.parse(text).error;
        expect({ ...fault, param, isThere: leadsTo(pathOf(param), fault.path) }).toMatchObject({
          isThere: true,
        });
      }),
      fuzzRuns(60),
    );
  });
});
