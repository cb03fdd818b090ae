import { type Simulator, startSimulator } from '@parley/simulator';
import { CannotRun } from '../run/cannot-run.ts';
import { simulatedModel } from '../run/models.ts';
import type { Arguments } from './read-arguments.ts';
import type { Terminal } from './terminal.ts';

/** Starts the provider that the gateway is to have, says how to point it there, and waits until somebody did. */
export async function startUpstream(
  port: number,
  { model, yes }: Pick<Arguments, 'model' | 'yes'>,
  terminal: Terminal,
): Promise<Simulator> {
  if (simulatedModel(model, 'sim-large') === null)
    throw new CannotRun(
      `With --upstream the model is one of the simulator's, as the gateway calls it: sim-large, or …/sim-large. "${model}" is none.`,
    );
  const upstream = await startSimulator({ port }).catch((error: unknown) => {
    throw new CannotRun(
      `The simulator can't listen on port ${port}: ${error instanceof Error ? error.message : error}`,
    );
  });
  terminal.out(`A simulated provider listens on ${upstream.url}
  Give the gateway an OpenAI-compatible provider with that base URL and any key.
  Its models: sim-large, sim-small, sim-reasoner, sim-search, sim-image, and fault-<name> for each fault.
  In Parley's configuration: {"providers": {"simulator": {"apiKey": "any", "baseUrl": "${upstream.url}"}}}

`);
  if (yes) return upstream;
  if (!terminal.isAttended) {
    await upstream.close();
    throw new CannotRun('Nobody is there to press Enter: give --yes when the gateway is ready.');
  }
  terminal.out('Press Enter when the gateway is ready. ');
  await terminal.waitForEnter();
  return upstream;
}
