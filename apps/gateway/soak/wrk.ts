import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Target } from './callers.ts';

/** Whether this machine has wrk. `.ci/run` installs it. */
export const hasWrk = spawnSync('wrk', ['--version']).error === undefined;

export type Load = {
  answers: number;
  /** Of those, of a status other than 2xx. */
  refused: number;
  broken: number;
  microseconds: number;
  /** Latency, in microseconds. */
  p50: number;
  p99: number;
};

const body = JSON.stringify({
  model: 'simulator/sim-small',
  max_tokens: 8,
  messages: [{ role: 'user', content: 'Say: hello' }],
});

/** wrk against one gateway, for whole answers. */
export async function wrk({ url, key }: Target, seconds: number): Promise<Load> {
  const script = join(import.meta.dirname, 'post.lua');
  const options = ['-t1', '-c16', `-d${seconds}s`, '-s', script, `${url}/v1/chat/completions`];
  const { stdout } = await promisify(execFile)('wrk', [...options, '--', key, body]);
  const [, told] = /^result (.*)$/m.exec(stdout) ?? [];
  if (told === undefined) throw new Error(`wrk says: ${stdout}`);
  // Our own script writes it.
  const load: Load = JSON.parse(told);
  return load;
}
