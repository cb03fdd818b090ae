// The simulator in a process of its own, so that its invoice outlives the gateway.
import { startSimulator } from '@parley/simulator';

const simulator = await startSimulator();
process.send?.(simulator.url);

// Asked for its bill, it tells each line with the words that it was asked to say, and begins anew.
process.on('message', () => {
  const lines = simulator.invoice().lines.map(({ request, picodollars }) => {
    const { body = '', aborted = false } = simulator.requests[request] ?? {};
    return [/Say: ([\w-]+)/.exec(body)?.[1] ?? '', picodollars.toString(), aborted];
  });
  simulator.reset();
  process.send?.(lines);
});
process.on('disconnect', () => process.exit());
