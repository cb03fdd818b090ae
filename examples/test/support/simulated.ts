import { type Simulator, startSimulator } from '@parley/simulator';
import { onTestFinished } from 'vitest';
import type { Environment } from './run-example.ts';

export const apiKey = 'sk-example';

/** A simulator that wants a key, and what the environment has to say for a program to find it. */
export async function simulated(): Promise<{
  simulator: Simulator;
  environment(model?: string): Environment;
}> {
  const simulator = await startSimulator({ apiKey });
  onTestFinished(() => simulator.close());
  return {
    simulator,
    environment: (model = 'sim-large') => ({
      PARLEY_BASE_URL: simulator.origin,
      PARLEY_API_KEY: apiKey,
      PARLEY_MODEL: model,
    }),
  };
}
