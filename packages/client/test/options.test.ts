import { describe, expect, test } from 'vitest';
import { createClient } from '../src/index.ts';
import { hello, request } from './support/answers.ts';
import { startScriptedServer } from './support/scripted-server.ts';

test.each([undefined, null, 5])('a baseUrl of %s is named', (baseUrl) => {
  expect(() => createClient({ baseUrl: baseUrl as never })).toThrow(
    new TypeError(`baseUrl must be the gateway's address as a string, got ${baseUrl}.`),
  );
});

describe('a key', () => {
  test.each(['sk-a-secret\nkey', 'sk-a-secret\u0000', 'sk-a-secret\u2026'])(
    'that no header can hold is refused and not shown: %j',
    (apiKey) => {
      const create = () => createClient({ baseUrl: 'http://127.0.0.1:9', apiKey });
      expect(create).toThrow(TypeError);
      expect(create).toThrow(/^apiKey has a character that no header can hold, such as a line break\.$/);
    },
  );

  test('that was read with the end of its line is sent without', async () => {
    const server = await startScriptedServer({ body: hello });
    await createClient({ baseUrl: server.baseUrl, apiKey: 'sk-any\n' }).chat.completions.create(request);
    expect(server.requests[0]?.headers['authorization']).toBe('Bearer sk-any');
  });
});

test.each([
  ['a baseUrl that is no address', { baseUrl: 'gateway' }, {}],
  ['a header with a line break', {}, { headers: { 'x-a': 'b\nc' } }],
])('%s is a TypeError of the call', async (_, options, callOptions) => {
  const client = createClient({ baseUrl: 'http://127.0.0.1:9', maxRetries: 0, ...options });
  await expect(client.chat.completions.create(request, callOptions)).rejects.toThrow(TypeError);
});
