import { expect, test } from 'vitest';
import { startServer } from './support/run-example.ts';
import { simulated } from './support/simulated.ts';

async function start(model?: string) {
  const { environment, simulator } = await simulated();
  const { address, printed } = await startServer('route-handler/server.ts', environment(model));
  const ask = (body: string) => fetch(address, { method: 'POST', body });
  return { ask, printed, simulator };
}

test('the words come as plain text', async () => {
  const { ask } = await start();
  const response = await ask('{"question": "Count to 9."}');
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(await response.text()).toBe('1, 2, 3, 4, 5, 6, 7, 8, 9.');
});

test('what is no question is refused, and nobody is asked', async () => {
  const { ask, simulator } = await start();
  for (const body of ['{', '{}', '{"question": ""}']) expect((await ask(body)).status).toBe(400);
  expect(simulator.requests).toEqual([]);
});

test('what went wrong goes to the log, and not to the browser', async () => {
  const { ask, printed } = await start('fault-403');
  const response = await ask('{"question": "Count to 9."}');
  expect([response.status, await response.json()]).toEqual([500, { error: 'There is no answer.' }]);
  await expect.poll(() => printed.stderr, { timeout: 5000 }).toMatch(/^\w+: .+\n$/);
});

test('a stream that breaks off never looks whole', async () => {
  const { ask } = await start('fault-cut-3');
  const response = await ask('{"question": "Count to 9."}');
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow();
});

test('a reader who leaves ends the request too', async () => {
  const { ask, simulator } = await start('fault-stall-3');
  const response = await ask('{"question": "Count to 9."}');
  await response.body?.cancel();
  await expect.poll(() => simulator.requests[0]?.aborted, { timeout: 5000 }).toBe(true);
});
