import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { expect, test } from 'vitest';
import { openaiCompatible } from '../providers/openai-compatible/index.ts';
import type { Provider } from '../providers/provider.ts';
import { send } from './send.ts';

test('credentials that can’t be had are a failed authentication, and nothing is sent', async () => {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests++;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: Provider = {
    id: 'signed',
    adapter: openaiCompatible,
    origin,
    basePath: '',
    headers: {},
    pool: new Pool(origin),
    sign: () => Promise.reject(new Error('no credentials on this machine')),
  };
  const sent = await send({
    provider,
    path: '/x',
    body: {},
    signal: new AbortController().signal,
  });
  expect(sent).toMatchObject({ ok: false, failure: { code: 'upstream_auth_failed', status: 0 } });
  expect(requests).toBe(0);
  await provider.pool.destroy();
  await new Promise((resolve) => server.close(resolve));
});
