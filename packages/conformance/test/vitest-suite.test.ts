import { conformanceSuite } from '@parley/conformance/vitest';
import { type Simulator, startSimulator } from '@parley/simulator';
import { afterAll, beforeAll } from 'vitest';

let gateway: Simulator;
beforeAll(async () => {
  gateway = await startSimulator();
});
afterAll(() => gateway.close());

conformanceSuite({
  contract: 'openai',
  profile: 'tools',
  target: () => ({ baseUrl: gateway.url, key: 'any-key', model: 'sim-large' }),
});
