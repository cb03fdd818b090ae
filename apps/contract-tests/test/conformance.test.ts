import type { Target } from '@parley/conformance';
import { conformanceSuite } from '@parley/conformance/vitest';
import { type Simulator, startSimulator } from '@parley/simulator';
import { afterAll, beforeAll, describe } from 'vitest';
import { apiKey, type RunningGateway, simulatorAt, startTestGateway } from './support/start-gateway.ts';

let upstream: Simulator;
let gateway: RunningGateway;

beforeAll(async () => {
  upstream = await startSimulator();
  gateway = await startTestGateway({
    ...simulatorAt(upstream.url),
    // A provider that stalls or limits is given up on sooner than in the world.
    timeouts: { idleMs: 1_500 },
    upstream: { longestWaitMs: 100 },
  });
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
});

const target = (): Target => ({
  baseUrl: gateway.baseURL,
  key: apiKey,
  model: 'simulator/sim-large',
  upstream,
});

describe('the gateway is held to the whole contract', () => conformanceSuite({ target }));
