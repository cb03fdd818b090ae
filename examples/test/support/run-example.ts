import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export type Environment = { PARLEY_BASE_URL: string; PARLEY_API_KEY: string; PARLEY_MODEL: string };

/** A program of the examples, started; stopped at the latest when the test is over. */
export function startExample(program: string, environment: Environment, ...args: string[]) {
  const child = spawn(process.execPath, ['--conditions=@parley/source', program, ...args], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, ...environment, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed.stderr += text;
  });
  const ended = once(child, 'close').then(([exitCode]: unknown[]) => ({ ...printed, exitCode }));
  const spoke = Promise.race([once(child.stdout, 'data'), ended]);
  onTestFinished(async () => {
    child.kill();
    await ended;
  });
  return { child, printed, spoke, ended };
}

/** What a program printed, and its exit code. */
export function runExample(...given: Parameters<typeof startExample>) {
  return startExample(...given).ended;
}

/** A server of the examples, and the address that it printed. */
export async function startServer(program: string, environment: Environment) {
  const { printed, spoke } = startExample(program, environment);
  await spoke;
  if (printed.stdout === '') throw new Error(printed.stderr);
  return { address: printed.stdout.trim(), printed };
}
