import type { Simulator, SimulatorOptions } from './simulator.ts';

/** Rejects when the port is taken. What answers is loaded now: who wants only the models' names and prices does without. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { serve } = await import('./simulator.ts');
  return serve(options);
}
