import type { Target } from '@parley/conformance';
import { startSimulator } from '@parley/simulator';
import { apiKey, type RunningGateway, simulatorAt, startTestGateway } from './start-gateway.ts';

/** A gateway before a simulator, as the conformance kit is to find it. */
export type KitTarget = { gateway: RunningGateway; target: Target; close(): Promise<void> };

export async function startKitTarget(): Promise<KitTarget> {
  const upstream = await startSimulator();
  const gateway = await startTestGateway({
    ...simulatorAt(upstream.url),
    // A provider that stalls or limits is given up on sooner than in the world.
    timeouts: { idleMs: 1_500 },
    upstream: { longestWaitMs: 100 },
  });
  return {
    gateway,
    target: { baseUrl: gateway.baseURL, key: apiKey, model: 'simulator/sim-large', upstream },
    async close() {
      await gateway.close();
      await upstream.close();
    },
  };
}
