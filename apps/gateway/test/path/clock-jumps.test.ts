import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { ask, readEvents, send } from '../support/ask.ts';
import { deferred } from '../support/deferred.ts';
import { type FaultServer, faultServer } from '../support/fault-server.ts';
import { makeKey } from '../support/manage.ts';
import {
  began,
  completion,
  done,
  finished,
  httpAnswer,
  inChunk,
  lastChunk,
  said,
  streamHead,
  used,
} from '../support/openai-wire.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';

const hourMs = 3_600_000;
let goOn = deferred();
let faults: FaultServer;
let gateway: TestGateway;
beforeAll(async () => {
  faults = await faultServer({
    says: ({ socket }) => socket.write(httpAnswer(completion())),
    async waits({ socket }) {
      socket.write(streamHead() + inChunk(began + said('Hello')));
      await goOn.promise;
      socket.write(inChunk(said(' there') + finished() + used() + done) + lastChunk);
    },
  });
  gateway = await testGateway({
    providers: { it: { adapter: 'openai-compatible', baseUrl: faults.url } },
    timeouts: { totalMs: hourMs / 2, idleMs: hourMs / 2 },
  });
});
afterAll(async () => {
  await gateway.close();
  await faults[Symbol.asyncDispose]();
});

// Timers go on as they do when somebody sets a machine's clock.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});
afterEach(() => {
  vi.useRealTimers();
});
const jump = (ms: number) => vi.setSystemTime(Date.now() + ms);

test.each([hourMs, -hourMs])(
  'G7 a clock that jumps by %i ms lets nobody past a limit, and locks nobody out',
  async (ms) => {
    const { secret } = await makeKey(gateway, { requests_per_minute: 2 });
    const caller = { url: gateway.url, key: secret };
    const statuses = [];
    for (const by of [0, ms, 0]) {
      jump(by);
      statuses.push((await ask(caller, { model: 'it/says' })).status);
    }
    expect(statuses).toEqual([200, 200, 429]);
  },
);

test.each([hourMs, -hourMs])(
  'G7 a stream over which the clock jumps by %i ms comes whole, and took as long as it took',
  async (ms) => {
    goOn = deferred();
    const startedAt = performance.now();
    const { requestId, response } = await send(gateway, { model: 'it/waits', stream: true });
    jump(ms);
    goOn.resolve();
    expect(readEvents(await response.text())).toMatchObject({ text: 'Hello there', done: true, error: null });
    const { durationMs, attempts } = await gateway.recordOf(requestId);
    for (const took of [durationMs, attempts[0]?.duration_ms ?? -1]) {
      expect(took).toBeGreaterThanOrEqual(0);
      expect(took).toBeLessThanOrEqual(Math.ceil(performance.now() - startedAt));
    }
  },
);
