import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { freePort } from './free-port.ts';
import { endProcess, saysLine } from './server-process.ts';

/** Whether this machine has a Redis of its own. `.ci/run` installs one. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

export type RedisServer = AsyncDisposable & {
  url: string;
  process: ChildProcess;
  /** Ends it, and resolves when it is gone. */
  stop(): Promise<void>;
  /** Starts it anew on the same port, empty. */
  start(): Promise<void>;
};

/** A Redis of the test's own, which keeps nothing. */
export async function redisServer(): Promise<RedisServer> {
  const port = await freePort();
  let running = await run(port);
  const stop = () => endProcess(running, 'SIGKILL');
  return {
    url: `redis://127.0.0.1:${port}`,
    get process() {
      return running;
    },
    stop,
    async start() {
      running = await run(port);
    },
    [Symbol.asyncDispose]: stop,
  };
}

async function run(port: number): Promise<ChildProcess> {
  const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] });
  await saysLine(child, child.stdout, 'Ready to accept connections');
  return child;
}
