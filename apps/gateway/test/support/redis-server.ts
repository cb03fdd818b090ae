import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

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
  const stop = async () => {
    if (running.exitCode !== null || running.signalCode !== null) return;
    const exited = once(running, 'exit');
    running.kill('SIGKILL');
    await exited;
  };
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
  const child = spawn(
    'redis-server',
    ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  for await (const line of child.stdout) if (String(line).includes('Ready to accept connections')) break;
  return child;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
