import { expect, test } from 'vitest';
import { ask, send } from '../support/ask.ts';
import { deferred } from '../support/deferred.ts';
import { faultServer } from '../support/fault-server.ts';
import { completion, httpAnswer } from '../support/openai-wire.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';

test('G9 beyond what the process can bear a request is refused at once, told when to come back, and costs nothing', async () => {
  const goOn = deferred();
  await using faults = await faultServer({
    async waits({ socket }) {
      await goOn.promise;
      socket.write(httpAnswer(completion()));
    },
  });
  await using gateway = await testGateway({
    providers: { it: { adapter: 'openai-compatible', baseUrl: faults.url } },
    limits: { concurrentRequests: 3 },
  });
  const running = [1, 2, 3].map(() => send(gateway, { model: 'it/waits' }));
  await expect.poll(() => faults.of('waits')).toHaveLength(3);
  const { status, headers, failure, requestId } = await ask(gateway, { model: 'it/waits' });
  expect([status, failure?.error.code]).toEqual([503, 'overloaded']);
  expect([headers.get('retry-after'), headers.get('x-should-retry')]).toEqual(['1', 'true']);
  expect(gateway.recordsOf(requestId)).toEqual([]);
  expect((await fetch(`${gateway.url}/health/ready`)).status).toBe(200);
  goOn.resolve();
  expect((await Promise.all(running)).map(({ response }) => response.status)).toEqual([200, 200, 200]);
  expect(faults.of('waits')).toHaveLength(3);
  expect((await ask(gateway, { model: 'it/waits' })).status).toBe(200);
});

const patient = { timeout: 20_000 };
const statusOf = async (gateway: TestGateway) => (await ask(gateway, { model: 'simulator/sim-free' })).status;

async function expectShed(gateway: TestGateway, shortage: string): Promise<void> {
  await expect.poll(() => statusOf(gateway), patient).toBe(503);
  const { headers, failure, requestId } = await ask(gateway, { model: 'simulator/sim-free' });
  expect(failure?.error.code).toBe('overloaded');
  expect([headers.get('retry-after'), headers.get('x-should-retry')]).toEqual(['1', 'true']);
  expect(gateway.recordsOf(requestId)).toEqual([]);
  const answers = await Promise.all(
    ['/health/ready', '/v1/models', '/metrics'].map((path) =>
      fetch(gateway.url + path, { headers: { authorization: `Bearer ${gateway.key}` } }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await answers.at(-1)?.text()).toMatch(
    new RegExp(`^parley_shed_requests_total{shortage="${shortage}"} [1-9]`, 'm'),
  );
}

test('G10 a heap that is fuller than it may be refuses chat completions, and nothing else', async () => {
  await using gateway = await testGateway({ overload: { heapShare: 0 } });
  await expectShed(gateway, 'heap');
});

test('G10 an event loop that is late refuses them too, until it is in time again', async () => {
  await using gateway = await testGateway({ overload: { eventLoopDelayMs: 75 } });
  await expect.poll(() => statusOf(gateway), patient).toBe(200);
  const busy = setInterval(() => {
    const until = performance.now() + 200;
    while (performance.now() < until);
  });
  try {
    await expectShed(gateway, 'event_loop');
  } finally {
    clearInterval(busy);
  }
  await expect.poll(() => statusOf(gateway), patient).toBe(200);
});
