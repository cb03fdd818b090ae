import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** Resolves when a process has said this, and goes on reading what it says. Rejects with all of it when it ends first. */
export function saysLine(child: ChildProcess, output: Readable, wanted: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    output.on('data', (bytes) => {
      if (said.includes(wanted)) return;
      said += String(bytes);
      if (said.includes(wanted)) resolve(said);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`It ended before it said "${wanted}":\n${said}`)));
  });
}

/** Sends a signal that ends a process, and resolves when it is gone. */
export async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}
