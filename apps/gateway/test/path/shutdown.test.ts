import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEvents, send } from '../support/ask.ts';
import { deferred } from '../support/deferred.ts';
import { type FaultServer, faultServer } from '../support/fault-server.ts';
import { began, done, finished, inChunk, lastChunk, said, streamHead, used } from '../support/openai-wire.ts';
import { testGateway } from '../support/test-gateway.ts';

const goOn = deferred();
let faults: FaultServer;
beforeAll(async () => {
  faults = await faultServer({
    async waits({ socket }) {
      socket.write(streamHead() + inChunk(began + said('Hello')));
      await goOn.promise;
      socket.write(inChunk(said(' there') + finished() + used() + done) + lastChunk);
    },
    hangs: ({ socket }) => socket.write(streamHead() + inChunk(began + said('Hello'))),
    silent: () => {},
  });
});
afterAll(() => faults[Symbol.asyncDispose]());

const start = (shutdownMs: number, drainMs = 0) =>
  testGateway({
    providers: { it: { adapter: 'openai-compatible', baseUrl: faults.url } },
    timeouts: { shutdownMs, drainMs },
  });

/** Asks for a stream and reads it as far as its first word. */
async function begun(gateway: Awaited<ReturnType<typeof start>>, model: string) {
  const { requestId, response } = await send(gateway, { model, stream: true });
  const reader = response.body?.getReader();
  if (reader === undefined) throw new Error('There is no body.');
  let bytes = '';
  const read = async (until: (text: string) => boolean) => {
    while (!until(bytes)) {
      const { done: over, value } = await reader.read();
      if (over) break;
      bytes += Buffer.from(value).toString('utf8');
    }
    return bytes;
  };
  await read((text) => text.includes('Hello'));
  return { requestId, rest: () => read(() => false) };
}

test('G1 a running stream is let finish, and then the gateway is gone', async () => {
  const gateway = await start(20_000);
  const { requestId, rest } = await begun(gateway, 'it/waits');
  const closed = gateway.close();
  goOn.resolve();
  expect(readEvents(await rest())).toMatchObject({ text: 'Hello there', done: true, error: null });
  await closed;
  expect(gateway.recordsOf(requestId)).toEqual([expect.objectContaining({ outcome: 'completed' })]);
  await expect(send(gateway, { model: 'it/waits' })).rejects.toThrow();
});

test('G1 it says that it is not ready, and still takes requests for as long as a balancer needs to notice', async () => {
  const gateway = await start(5_000, 300);
  const closed = gateway.close();
  const ready = await fetch(`${gateway.url}/health/ready`);
  expect(ready.status).toBe(503);
  const { response } = await send(gateway, { model: 'it/waits', stream: true });
  expect(readEvents(await response.text())).toMatchObject({ text: 'Hello there', done: true });
  await closed;
  await expect(fetch(`${gateway.url}/health/ready`)).rejects.toThrow();
});

test('G1 a stream that takes too long is ended with an error, and recorded before the gateway is gone', async () => {
  const gateway = await start(50);
  const { requestId, rest } = await begun(gateway, 'it/hangs');
  const [bytes] = await Promise.all([rest(), gateway.close()]);
  expect(readEvents(bytes)).toMatchObject({
    text: 'Hello',
    done: false,
    error: { error: { code: 'gateway_shutdown', type: 'api_error' } },
  });
  expect(gateway.recordsOf(requestId)).toEqual([
    expect.objectContaining({ outcome: 'failed', errorCode: 'gateway_shutdown' }),
  ]);
  await Promise.all(faults.of('hangs').map((exchange) => exchange.closed));
});

test('G1 a request that has no answer yet gets a 503 that may be sent again', async () => {
  const gateway = await start(50);
  const sent = send(gateway, { model: 'it/silent' });
  while (faults.of('silent').length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  const [{ response }] = await Promise.all([sent, gateway.close()]);
  expect(response.status).toBe(503);
  expect(response.headers.get('x-should-retry')).toBe('true');
  expect(await response.json()).toMatchObject({
    error: { code: 'gateway_shutdown' },
    metadata: { routing: [{ provider: 'it', error_type: 'abandoned' }] },
  });
});
