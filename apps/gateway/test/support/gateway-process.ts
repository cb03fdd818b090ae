import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ConfigFile } from '../../src/config.ts';
import { endProcess, saysLine } from './server-process.ts';

const main = resolve(import.meta.dirname, '../../bin/parley.js');

export type GatewayProcess = AsyncDisposable & {
  url: string;
  /** Of every scope. */
  key: string;
  process: ChildProcess;
  /** What it logged so far. */
  logged(): string;
  /** As a power cut does. */
  kill(): Promise<void>;
  /** As a person does, with Ctrl+C or by the system: gives the exit code. */
  stop(): Promise<number | null>;
};

export type GatewayProcessOptions = {
  config: ConfigFile;
  dataDirectory: string;
  databaseUrl?: string;
  redisUrl?: string;
  /** Over what it is given otherwise. */
  environment?: { [name: string]: string };
};

/** The gateway as it is started for real, in a process of its own. Rejects when it ends before it listens. */
export async function gatewayProcess(options: GatewayProcessOptions): Promise<GatewayProcess> {
  const child = spawnGateway(options);
  let logged = '';
  child.stdout?.on('data', (bytes) => {
    logged = (logged + String(bytes)).slice(-100_000);
  });
  if (child.stdout === null) throw new Error('Nobody hears what it says.');
  const said = await saysLine(child, child.stdout, '/v1/chat/completions');
  const [, url = ''] = /Parley is at +(\S+)\/v1/.exec(said) ?? [];
  const kill = () => endProcess(child, 'SIGKILL');
  return {
    ...{ url, key: masterKey, process: child, kill },
    logged: () => logged,
    async stop() {
      await endProcess(child, 'SIGTERM');
      return child.exitCode;
    },
    [Symbol.asyncDispose]: kill,
  };
}

const masterKey = 'soak-master-key';

/** The same, not waited for. */
export function spawnGateway({
  config,
  dataDirectory,
  databaseUrl,
  redisUrl,
  environment = {},
}: GatewayProcessOptions): ChildProcess {
  const file = join(dataDirectory, 'config.json');
  writeFileSync(file, JSON.stringify(config));
  return spawn(process.execPath, ['--conditions=@parley/source', main], {
    env: {
      ...{ PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '0', PARLEY_CONFIG: file },
      ...{ PARLEY_DATA_DIR: dataDirectory, PARLEY_MASTER_KEY: masterKey, PARLEY_LOG_LEVEL: 'warn' },
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
      ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
