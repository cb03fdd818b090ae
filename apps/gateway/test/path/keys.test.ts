import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AskedHeaders, ask, askStream } from '../support/ask.ts';
import { type FaultServer, faultServer, type Program } from '../support/fault-server.ts';
import { began, event, httpAnswer, inChunk, lastChunk, said, streamHead } from '../support/openai-wire.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';

const canary = 'sk-canary-5ae1f5';

/** A provider that repeats the key wherever it can. */
const tells: Program = ({ socket, headers, body }) => {
  const error = {
    message: `Your key ${headers['authorization']} is bad`,
    code: canary,
    type: canary,
    param: canary,
  };
  if (body['stream'] === true) {
    socket.write(streamHead() + inChunk(began + said('Hi') + event({ error })) + lastChunk);
  } else
    socket.write(
      httpAnswer({ error }, { status: Number(body['seed']), headers: { 'x-request-id': canary } }),
    );
};

let faults: FaultServer;
let elsewhere: FaultServer;
let gateway: TestGateway;
beforeAll(async () => {
  faults = await faultServer({ tells, resets: ({ socket }) => socket.resetAndDestroy() });
  elsewhere = await faultServer({});
  gateway = await testGateway(
    { providers: { it: { adapter: 'openai-compatible', baseUrl: faults.url, apiKey: 'env:KEY' } } },
    { environment: { KEY: `${canary}\n` } },
  );
});
afterAll(async () => {
  await gateway.close();
  await faults[Symbol.asyncDispose]();
  await elsewhere[Symbol.asyncDispose]();
});

describe('C15 the caller’s key', () => {
  const model = 'it/tells';
  const cases: [what: string, headers: AskedHeaders, status: number, code: string][] = [
    ['is taken from Authorization', {}, 400, 'upstream_invalid_request'],
    [
      'is taken from x-api-key',
      { authorization: null, 'x-api-key': 'test-master-key' },
      400,
      'upstream_invalid_request',
    ],
    [
      'may come in both, if it is the same',
      { 'x-api-key': 'test-master-key' },
      400,
      'upstream_invalid_request',
    ],
    ['the scheme in any case', { authorization: 'bearer test-master-key' }, 400, 'upstream_invalid_request'],
    ['two that differ', { 'x-api-key': 'another' }, 400, 'conflicting_credentials'],
    ['a wrong one', { authorization: 'Bearer wrong' }, 401, 'invalid_api_key'],
    ['a wrong one in x-api-key', { authorization: null, 'x-api-key': 'wrong' }, 401, 'invalid_api_key'],
    ['another scheme', { authorization: 'Basic test-master-key' }, 401, 'invalid_api_key'],
    ['none', { authorization: null }, 401, 'invalid_api_key'],
    ['one with something behind it', { authorization: 'Bearer test-master-key x' }, 401, 'invalid_api_key'],
  ];
  test.each(cases)('%s', async (_what, headers, status, code) => {
    const { status: got, failure, headers: answered } = await ask(gateway, { model, seed: 400 }, headers);
    expect([got, failure?.error.code]).toEqual([status, code]);
    if (status === 401) expect(answered.get('www-authenticate')).toBe('Bearer');
  });

  test('whatever stands in its place, the answer is the same 401 (CVE-2026-42208)', async () => {
    const first = await ask(gateway, { model }, { authorization: 'Bearer wrong' });
    const text = fc.stringMatching(/^[\x21-\x7e]{1,60}$/);
    await fc.assert(
      fc.asyncProperty(text, async (key) => {
        const { status, failure } = await ask(gateway, { model }, { authorization: `Bearer ${key}` });
        expect([status, failure?.error]).toEqual([401, first.failure?.error]);
      }),
      { numRuns: 60, examples: [["'; drop table keys --"], ['__proto__'], ['%00']] },
    );
    expect(faults.exchanges.every(({ headers }) => headers['authorization'] === `Bearer ${canary}`)).toBe(
      true,
    );
  });
});

describe('the provider’s key', () => {
  test('reaches the provider, and is in no answer and no line of the log (LiteLLM #8075)', async () => {
    const answers = [];
    for (const seed of [400, 401, 403, 404, 429, 500, 503])
      answers.push(await ask(gateway, { model: 'it/tells', seed }));
    answers.push(await askStream(gateway, { model: 'it/tells' }));
    answers.push(await ask(gateway, { model: 'it/resets' }));
    for (const { requestId } of answers) await gateway.recordOf(requestId);
    expect(faults.exchanges.at(-1)?.headers['authorization']).toBe(`Bearer ${canary}`);
    for (const answer of answers) {
      expect(JSON.stringify(answer) + JSON.stringify([...answer.headers])).not.toContain(canary);
    }
    expect(gateway.logged.length).toBeGreaterThan(answers.length);
    expect(gateway.logged.join('')).not.toContain(canary);
    expect(gateway.logged.join('')).not.toContain(gateway.key);
  });

  test('goes nowhere else, whatever a caller sends (CVE-2024-6587, CVE-2025-66405)', async () => {
    const there = elsewhere.url;
    const fields = [
      'api_base',
      'base_url',
      'baseUrl',
      'url',
      'endpoint',
      'host',
      'custom_host',
      'provider',
      'proxy',
    ];
    const headers = [
      'x-portkey-custom-host',
      'x-forwarded-host',
      'x-base-url',
      'x-parley-base-url',
      'forwarded',
    ];
    const before = faults.exchanges.length;
    const { failure } = await ask(
      gateway,
      {
        model: 'it/tells',
        seed: 400,
        ...Object.fromEntries(fields.map((field) => [field, there])),
        metadata: { base_url: there },
      },
      Object.fromEntries(headers.map((name) => [name, there])),
    );
    await ask(gateway, { model: `it/${there}/chat/completions?` });
    await ask(gateway, { model: 'it/../../tells' });
    expect(failure?.error.code).toBe('upstream_invalid_request');
    expect(elsewhere.exchanges).toEqual([]);
    const paths = faults.exchanges.slice(before).map(({ path }) => path);
    expect(new Set(paths)).toEqual(new Set(['/v1/chat/completions']));
    const [exchange] = faults.exchanges.slice(before);
    expect(exchange?.headers['host']).toBe(new URL(faults.url).host);
    expect(Object.keys(exchange?.headers ?? {}).filter((name) => name.startsWith('x-'))).toEqual([]);
    expect(fields.filter((field) => field in (exchange?.body ?? {}))).toEqual([]);
  });
});

test('x-request-id is the caller’s, or one of ours', async () => {
  const { headers } = await ask(gateway, { model: 'it/tells', seed: 400 }, { 'x-request-id': 'mine-1' });
  expect(headers.get('x-request-id')).toBe('mine-1');
  const response = await fetch(`${gateway.url}/v1/models`);
  expect(response.headers.get('x-request-id')).toMatch(/^req_[\w-]+$/);
});
