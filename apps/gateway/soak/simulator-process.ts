import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Picodollars } from '../src/money.ts';
import { endProcess } from '../test/support/server-process.ts';

/** What the simulator charges for an answer. `isAborted`: the gateway hung up before its end. */
export type Line = { cost: Picodollars; isAborted: boolean };

export type SimulatorProcess = AsyncDisposable & {
  url: string;
  /** What was charged since it was asked last, by what each request asked it to say: one line for each answer. */
  bill(): Promise<Map<string, Line[]>>;
};

export async function simulatorProcess(): Promise<SimulatorProcess> {
  const child = fork(join(import.meta.dirname, 'simulator-child.ts'));
  const [url] = await once(child, 'message');
  return {
    url: String(url),
    async bill() {
      child.send('bill');
      const [lines]: [string, string, boolean][][] = await once(child, 'message');
      const bill = new Map<string, Line[]>();
      for (const [said, cost, isAborted] of lines ?? [])
        bill.set(said, [...(bill.get(said) ?? []), { cost: BigInt(cost), isAborted }]);
      return bill;
    },
    [Symbol.asyncDispose]: () => endProcess(child, 'SIGKILL'),
  };
}
