import { expect, test } from 'vitest';
import { createClient } from '../src/index.ts';
import { errorBody, hello, rateLimited, request } from './support/answers.ts';
import { caught } from './support/caught.ts';
import { startScriptedServer } from './support/scripted-server.ts';

test('the body is sent as it is, and the answer given as it is', async () => {
  const server = await startScriptedServer({ body: hello });
  const client = createClient({ baseUrl: server.baseUrl, apiKey: 'sk-1' });
  expect(await client.chat.completions.create({ ...request, temperature: 0, stop: null })).toEqual(hello);
  expect(server.requests[0]).toMatchObject({
    method: 'POST',
    url: '/v1/chat/completions',
    headers: { authorization: 'Bearer sk-1', 'content-type': 'application/json', accept: 'application/json' },
    body: { ...request, temperature: 0, stop: null },
  });
});

test('without a key no authorization is sent', async () => {
  const server = await startScriptedServer({ body: hello });
  await createClient({ baseUrl: server.baseUrl }).chat.completions.create(request);
  expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
});

test("a call's headers and request id are sent, and win over the client's", async () => {
  const server = await startScriptedServer({ body: hello });
  const client = createClient({ baseUrl: server.baseUrl, headers: { 'x-team': 'blue', 'x-source': 'a' } });
  await client.chat.completions.create(request, { headers: { 'x-team': 'red' }, requestId: 'req_mine' });
  expect(server.requests[0]?.headers).toMatchObject({
    'x-team': 'red',
    'x-source': 'a',
    'x-request-id': 'req_mine',
  });
});

test.each(['', '/', '/v1', '/v1/', '/proxy', '/proxy/v1'])(
  'a base URL that ends in "%s" is understood',
  async (end) => {
    const server = await startScriptedServer({ body: hello });
    await createClient({ baseUrl: server.baseUrl + end }).chat.completions.create(request);
    expect(server.requests[0]?.url).toBe(
      end.startsWith('/proxy') ? '/proxy/v1/chat/completions' : '/v1/chat/completions',
    );
  },
);

test("an answer that lacks usage and metadata, as other servers' do, is given as it is", async () => {
  const { usage: _usage, metadata: _metadata, ...bare } = hello;
  const server = await startScriptedServer({ body: bare });
  expect(await createClient({ baseUrl: server.baseUrl }).chat.completions.create(request)).toEqual(bare);
});

test('models.list gives the list', async () => {
  const list = { object: 'list', data: [{ id: 'openai/gpt-4o' }] };
  const server = await startScriptedServer({ body: list });
  expect(await createClient({ baseUrl: server.baseUrl }).models.list()).toEqual(list);
  expect(server.requests[0]).toMatchObject({ method: 'GET', url: '/v1/models' });
});

test('models.get asks for an id with a slash in one piece', async () => {
  const server = await startScriptedServer({ body: { id: 'openai/gpt-4o' } });
  const model = await createClient({ baseUrl: server.baseUrl }).models.get('openai/gpt-4o');
  expect(model).toEqual({ id: 'openai/gpt-4o' });
  expect(server.requests[0]?.url).toBe('/v1/models/openai%2Fgpt-4o');
});

test('the http client has the key, the headers and the fetch, and does not throw or retry', async () => {
  const server = await startScriptedServer({ status: 429, body: rateLimited });
  const seen: string[] = [];
  const client = createClient({
    baseUrl: server.baseUrl,
    apiKey: 'sk-1',
    fetch: (sent) => {
      seen.push(sent.url);
      return fetch(sent);
    },
  });
  const { data, error, response } = await client.http.GET('/v1/models');
  expect([data, error?.error.code, response.status]).toEqual([undefined, 'rate_limit_exceeded', 429]);
  expect(seen).toEqual([`${server.baseUrl}/v1/models`]);
  expect(server.requests[0]?.headers['authorization']).toBe('Bearer sk-1');
});

test('a fetch is not called as a method, which browsers refuse of their own', async () => {
  const server = await startScriptedServer({ body: hello });
  const owners: unknown[] = [];
  async function owned(this: unknown, sent: Request) {
    owners.push(this);
    return fetch(sent);
  }
  await createClient({ baseUrl: server.baseUrl, fetch: owned }).chat.completions.create(request);
  expect(owners).toEqual([undefined]);
});

test("the http client's middleware sees every call", async () => {
  const server = await startScriptedServer({ body: hello });
  const client = createClient({ baseUrl: server.baseUrl });
  client.http.use({ onRequest: ({ request: sent }) => sent.headers.set('x-seen', 'yes') });
  await client.chat.completions.create(request);
  expect(server.requests[0]?.headers['x-seen']).toBe('yes');
});

test('a request that cannot be written as JSON fails as it is, and nothing is sent', async () => {
  const server = await startScriptedServer({ body: hello });
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  const tools = [{ type: 'function' as const, function: { name: 'f', parameters: circular } }];
  const client = createClient({ baseUrl: server.baseUrl });
  await expect(client.chat.completions.create({ ...request, tools })).rejects.toThrow(TypeError);
  expect(server.requests).toEqual([]);
});

test.each([
  [
    'a web page',
    '<html>\n  <b>Welcome</b></html>',
    'text/html',
    'is not JSON (text/html): "<html> <b>Welcome</b></html>"',
  ],
  ['nothing', '', 'application/json', 'is not JSON (application/json): ""'],
  ['half an answer', '{"id": "chatcmpl-1", "choi', 'application/json', 'is not JSON'],
  ['another object', '{"ok":true}', 'application/json', 'has another shape than the contract says'],
  [
    'an answer without choices',
    '{"choices":[]}',
    'application/json',
    'has another shape than the contract says',
  ],
])('%s with status 200 is an invalid_response', async (_, body, type, message) => {
  const server = await startScriptedServer({
    headers: { 'content-type': type, 'x-request-id': 'req_7' },
    body,
  });
  const error = await caught(createClient({ baseUrl: server.baseUrl }).chat.completions.create(request));
  expect(error).toMatchObject({
    code: 'invalid_response',
    status: 200,
    requestId: 'req_7',
    retryable: false,
  });
  expect(error.message).toContain(message);
  expect(server.requests).toHaveLength(1);
});

test('an error with status 200 is thrown as that error', async () => {
  const body = errorBody('upstream_overloaded', 'upstream_error', 'Everyone is busy.');
  const server = await startScriptedServer({ body });
  const error = await caught(createClient({ baseUrl: server.baseUrl }).chat.completions.create(request));
  expect(error).toMatchObject({ code: 'upstream_overloaded', status: 200, message: 'Everyone is busy.' });
});

test('an answer that is cut is a connection_error, and is not asked for again', async () => {
  const server = await startScriptedServer({
    headers: { 'content-type': 'application/json' },
    body: '{"id": "chatcmpl-1", ',
    end: 'cut',
  });
  const error = await caught(createClient({ baseUrl: server.baseUrl }).chat.completions.create(request));
  expect(error).toMatchObject({ code: 'connection_error', status: null, retryable: true });
  expect(error.cause).toBeInstanceOf(Error);
  expect(server.requests).toHaveLength(1);
});
