import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Program } from '../program.ts';
import { startProgram } from '../program.ts';
import type { Measured, Plan } from './plan.ts';

export type Generator = { program: Program; run(plan: Plan): Promise<Measured>; stop(): Promise<void> };

/** Starts the load generator. It follows one plan at a time. */
export function startGenerator(core: number | null): Generator {
  const program = startProgram(process.execPath, [join(import.meta.dirname, 'load.ts')], { core });
  const { stdin, stdout } = program.child;
  if (stdin === null || stdout === null) throw new Error('The load generator can not be spoken to.');
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return {
    program,
    async run(plan) {
      stdin.write(`${JSON.stringify(plan)}\n`);
      const { value } = await lines.next();
      if (value === undefined) throw new Error('The load generator has ended.');
      const measured: Measured = JSON.parse(value);
      return measured;
    },
    stop: () => program.stop(),
  };
}
