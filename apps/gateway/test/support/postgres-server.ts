import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { endProcess, saysLine } from './server-process.ts';

const debian = '/usr/lib/postgresql';

/** Where PostgreSQL's programs are: the newest of Debian's, or those in the PATH; `null`: nowhere. */
const programs = findPrograms();

/** Whether this machine has a PostgreSQL of its own. */
export const hasPostgres = programs !== null;

export type PostgresServer = AsyncDisposable & {
  /** Of a superuser's own database. */
  url: string;
  /** Ends it at once, as a crash does, and resolves when it is gone. */
  stop(): Promise<void>;
  /** Starts it anew with what it had, on the same port. */
  start(): Promise<void>;
  /** It lives and says nothing: connections are taken by the system, and never answered. */
  hang(): void;
  goOn(): void;
};

/** A PostgreSQL of the test's own, which doesn't wait for the disk. It won't run as root, and is given another user then. */
export async function postgresServer(): Promise<PostgresServer> {
  const owner = process.getuid?.() === 0 ? ownerOf('postgres') : null;
  const directory = mkdtempSync(join(tmpdir(), 'parley-postgres-'));
  if (owner !== null) chownSync(directory, owner.uid, owner.gid);
  const made = spawnSync(
    program('initdb'),
    ['-D', directory, '-U', 'parley', '-A', 'trust', '-N', '--locale=C', '-E', 'UTF8'],
    { ...owner, cwd: directory, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const port = await freePort();
  const start = () => run(directory, port, owner);
  let running = await start();
  const stop = () => endProcess(running, 'SIGQUIT');
  const signal = (name: NodeJS.Signals) => {
    for (const pid of familyOf(running)) process.kill(pid, name);
  };
  return {
    url: `postgres://parley@127.0.0.1:${port}/postgres`,
    stop,
    async start() {
      running = await start();
    },
    hang: () => signal('SIGSTOP'),
    goOn: () => signal('SIGCONT'),
    async [Symbol.asyncDispose]() {
      if (running.exitCode === null) signal('SIGCONT');
      await stop();
      rmSync(directory, { recursive: true });
    },
  };
}

type Owner = { uid: number; gid: number };

async function run(directory: string, port: number, owner: Owner | null): Promise<ChildProcess> {
  const settings = {
    ...{ listen_addresses: '127.0.0.1', port, unix_socket_directories: '', max_connections: 200 },
    ...{ fsync: 'off', full_page_writes: 'off', shared_buffers: '64MB', autovacuum: 'off' },
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(program('postgres'), ['-D', directory, ...options], {
    ...owner,
    cwd: directory,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await saysLine(child, child.stderr, 'ready to accept connections');
  return child;
}

/** The server and the processes that it answers by: the first one first, so that it starts no more of them. */
function familyOf({ pid }: ChildProcess): number[] {
  if (pid === undefined) return [];
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return [pid, ...children.split(' ').filter(Boolean).map(Number)];
}

function findPrograms(): string | null {
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const [newest] = versions.map((version) => join(debian, version, 'bin')).filter(existsSync);
  return newest ?? (spawnSync('postgres', ['--version']).status === 0 ? '' : null);
}

const program = (name: string): string => join(programs ?? '', name);

function ownerOf(user: string): Owner {
  const id = (option: string) => Number(spawnSync('id', [option, user], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}
