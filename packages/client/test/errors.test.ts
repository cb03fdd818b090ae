import { expect, test } from 'vitest';
import { createClient, type ParleyError } from '../src/index.ts';
import { event, helloChunks, request, streamRequest } from './support/answers.ts';
import { caught } from './support/caught.ts';
import { type ScriptedAnswer, startScriptedServer } from './support/scripted-server.ts';

async function errorOf(answer: ScriptedAnswer): Promise<ParleyError> {
  const server = await startScriptedServer(answer);
  return caught(createClient({ baseUrl: server.baseUrl, maxRetries: 0 }).chat.completions.create(request));
}

const metadata = {
  request_id: 'req_1',
  requested_model: 'openai/gpt-4o',
  requested_provider: 'openai',
  routing: [
    {
      provider: 'openai',
      model: 'gpt-4o',
      status_code: 503,
      error_type: 'upstream_error',
      succeeded: false,
      duration_ms: 5,
    },
  ],
};

const contractError = {
  message: 'No provider could answer.',
  type: 'upstream_error',
  param: null,
  code: 'upstream_overloaded',
};

test("the contract's error comes with everything the server said", async () => {
  const error = await errorOf({
    status: 503,
    headers: { 'x-request-id': 'req_header', 'retry-after': '7' },
    body: { error: { ...contractError, param: 'model' }, metadata },
  });
  expect(error).toBeInstanceOf(Error);
  expect({ ...error, message: error.message }).toEqual({
    name: 'ParleyError',
    message: 'No provider could answer.',
    status: 503,
    code: 'upstream_overloaded',
    type: 'upstream_error',
    param: 'model',
    requestId: 'req_header',
    metadata,
    retryable: true,
    retryAfterMs: 7000,
  });
});

test('the same error inside a stream differs in its status alone', async () => {
  const server = await startScriptedServer({
    headers: { 'x-request-id': 'req_header' },
    body: [...helloChunks.slice(0, 2), { error: contractError, choices: [], metadata }].map(event),
  });
  const stream = await createClient({ baseUrl: server.baseUrl }).chat.completions.create(streamRequest);
  const error = await caught(stream.final());
  expect({ ...error, message: error.message }).toEqual({
    name: 'ParleyError',
    message: 'No provider could answer.',
    status: null,
    code: 'upstream_overloaded',
    type: 'upstream_error',
    param: null,
    requestId: 'req_header',
    metadata,
    retryable: true,
    retryAfterMs: null,
  });
});

test('without the header, the request id is that of the metadata', async () => {
  const error = await errorOf({ status: 503, body: { error: contractError, metadata } });
  expect(error.requestId).toBe('req_1');
});

test.each<[number, Record<string, string>, boolean]>([
  [400, {}, false],
  [401, {}, false],
  [402, {}, false],
  [404, {}, false],
  [408, {}, true],
  [409, {}, true],
  [409, { 'x-should-retry': 'false' }, false],
  [422, {}, false],
  [422, { 'x-should-retry': 'true' }, true],
  [429, {}, true],
  [429, { 'x-should-retry': 'false' }, false],
  [500, {}, true],
  [503, {}, true],
  [503, { 'x-should-retry': 'false' }, false],
  [529, {}, true],
])('status %i with headers %j: retryable is %s', async (status, headers, retryable) => {
  expect((await errorOf({ status, headers, body: { error: contractError } })).retryable).toBe(retryable);
});

test.each<[Record<string, string>, number | null]>([
  [{}, null],
  [{ 'retry-after-ms': '250' }, 250],
  [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
  [{ 'retry-after-ms': 'soon', 'retry-after': '9' }, 9000],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': '1.5' }, 1500],
  [{ 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }, 0],
  [{ 'retry-after': 'later' }, null],
])('headers %j ask for a wait of %s ms', async (headers, retryAfterMs) => {
  expect((await errorOf({ status: 429, headers, body: { error: contractError } })).retryAfterMs).toBe(
    retryAfterMs,
  );
});

test('a retry-after that is a date counts from now', async () => {
  const headers = { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() };
  const { retryAfterMs } = await errorOf({ status: 503, headers, body: { error: contractError } });
  expect(retryAfterMs).toBeGreaterThan(3_000_000);
  expect(retryAfterMs).toBeLessThanOrEqual(3_600_000);
});

test.each<[string, object | string, string]>([
  ["a proxy's page", '<html>\n<h1>502 Bad Gateway</h1></html>', '"<html> <h1>502 Bad Gateway</h1></html>"'],
  ['nothing', '', 'The server answered 502 Bad Gateway without a readable body.'],
  ['JSON of another kind', { detail: 'Not Found' }, '"{\\"detail\\":\\"Not Found\\"}"'],
  ['a list', '[1, 2]', '"[1,2]"'],
  ['an error that is no object', { error: true, status: 502 }, 'status'],
  ['a very long text', 'x'.repeat(5000), `"${'x'.repeat(200)}…"`],
])('%s instead of an error still gives a ParleyError', async (_, body, message) => {
  const error = await errorOf({ status: 502, headers: { 'x-request-id': 'req_9' }, body });
  expect(error).toMatchObject({
    code: 'unknown_error',
    status: 502,
    type: null,
    param: null,
    metadata: null,
  });
  expect(error).toMatchObject({ requestId: 'req_9', retryable: true });
  expect(error.message).toContain(message);
  expect(error.message.length).toBeLessThan(300);
});

test.each<[object, object]>([
  [{ error: 'model is loading' }, { message: 'model is loading', code: 'unknown_error' }],
  [{ error: { message: 'Bad key', code: null } }, { message: 'Bad key', code: 'unknown_error', type: null }],
  [{ error: { message: 'Slow down', code: 429 } }, { message: 'Slow down', code: 'unknown_error' }],
  [{ error: { message: 'New', code: 'code_of_tomorrow' } }, { message: 'New', code: 'code_of_tomorrow' }],
])("another server's error %j is read as far as it goes", async (body, read) => {
  expect(await errorOf({ status: 400, body })).toMatchObject(read);
});

test('an error whose body is cut keeps its status', async () => {
  const error = await errorOf({ status: 500, body: '{"error": {', end: 'cut' });
  expect(error).toMatchObject({ code: 'unknown_error', status: 500 });
  expect(error.cause).toBeInstanceOf(Error);
});
