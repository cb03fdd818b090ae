// The load generator, in a process of its own: reads plans from stdin, a line each, and writes what came of them.
import { createInterface } from 'node:readline';
import { closedLoop } from './closed-loop.ts';
import { paced } from './paced.ts';
import type { Measured, Plan } from './plan.ts';

for await (const line of createInterface({ input: process.stdin })) {
  const plan: Plan = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(await follow(plan))}\n`);
}

async function follow(plan: Plan): Promise<Measured> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  const tally = await (plan.kind === 'paced' ? paced(plan) : closedLoop(plan));
  const { user, system } = process.cpuUsage(before);
  return {
    ...tally.sum(),
    seconds: (performance.now() - startedAt) / 1000,
    loadCpuMs: (user + system) / 1000,
  };
}
