import { expect, test } from 'vitest';
import { ask, send } from '../support/ask.ts';
import { deferred } from '../support/deferred.ts';
import { faultServer } from '../support/fault-server.ts';
import { completion, httpAnswer } from '../support/openai-wire.ts';
import { testGateway } from '../support/test-gateway.ts';

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
