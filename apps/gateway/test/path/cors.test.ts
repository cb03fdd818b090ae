import { expect, test } from 'vitest';
import { testGateway } from '../support/test-gateway.ts';

const page = 'https://app.example.com';
const body = (stream: boolean) =>
  JSON.stringify({ model: 'auto', stream, messages: [{ role: 'user', content: 'Hello.' }] });

const ask = (url: string, key: string, stream: boolean, origin = page) =>
  fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { origin, authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: body(stream),
  });

test.each([false, true])(
  'a page of an origin that is allowed reads the answer (stream: %s)',
  async (stream) => {
    await using gateway = await testGateway({ cors: { origins: [page] } });
    const answer = await ask(gateway.url, gateway.key, stream);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(page);
    expect(answer.headers.get('access-control-expose-headers')).toContain('x-request-id');
    expect(await answer.text()).toContain('chat.completion');
  },
);

test('what the browser asks beforehand is answered without a key, and an error can be read too', async () => {
  await using gateway = await testGateway({ cors: { origins: [page] } });
  const preflight = await fetch(`${gateway.url}/v1/chat/completions`, {
    method: 'OPTIONS',
    headers: {
      origin: page,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,idempotency-key',
    },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-headers')).toContain('idempotency-key');
  const refused = await ask(gateway.url, 'wrong', false);
  expect(refused.status).toBe(401);
  expect(refused.headers.get('access-control-allow-origin')).toBe(page);
});

test('a path that is not there is not there, though every path may be asked about beforehand', async () => {
  await using gateway = await testGateway({ cors: { origins: [page] } });
  const there = await fetch(`${gateway.url}/favicon.ico`);
  expect(there.status).toBe(404);
  const wrong = await fetch(`${gateway.url}/v1/chat/completions`);
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST']);
});

test.each<[string, string[], string]>([
  ['another origin', [page], 'https://evil.example.com'],
  ['any, where none is allowed', [], page],
])('%s gets no such permission', async (_who, origins, origin) => {
  await using gateway = await testGateway({ cors: { origins } });
  const answer = await ask(gateway.url, gateway.key, false, origin);
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
});
