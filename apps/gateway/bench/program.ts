import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** A process that is measured from outside. */
export type Program = {
  pid: number;
  child: ChildProcess;
  /** User and system time since it began, of all its threads. */
  cpuMs(): number;
  residentMegabytes(): number;
  stop(): Promise<void>;
};

type Start = {
  /** `null`: whichever is free. */
  core: number | null;
  environment?: { [name: string]: string };
  /** What it says is thrown away, at no cost to anybody. */
  isMute?: boolean;
};

export const canPin = answers('taskset', ['-c', '0', 'true']);
// Node's own measure of what it has: pages and ticks of the clock, as /proc has them.
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK']));
const pageBytes = Number(execFileSync('getconf', ['PAGESIZE']));

/** Starts a program on one core, where the machine can pin. What it says of errors is shown. */
export function startProgram(
  command: string,
  parameters: string[],
  { core, environment, isMute = false }: Start,
): Program {
  const pinned = core !== null && canPin;
  const child = spawn(
    pinned ? 'taskset' : command,
    pinned ? ['-c', String(core), command, ...parameters] : parameters,
    {
      stdio: ['pipe', isMute ? 'ignore' : 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...environment },
    },
  );
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} could not be started.`);
  return {
    pid,
    child,
    cpuMs() {
      const [user = 0, system = 0] = statOf(pid).slice(11, 13).map(Number);
      return ((user + system) * 1000) / ticksPerSecond;
    },
    residentMegabytes: () => (Number(statOf(pid)[21]) * pageBytes) / 2 ** 20,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** The fields of /proc/<pid>/stat behind the name, which may hold anything. */
function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** Whether a command can be run here. */
export function answers(command: string, parameters: string[]): boolean {
  try {
    execFileSync(command, parameters, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The port that a program of the bench says it listens on. */
export async function portOf({ child }: Program): Promise<number> {
  let said = '';
  for await (const bytes of child.stdout ?? []) {
    said += bytes;
    const [, port] = /listening on (\d+)\n/.exec(said) ?? [];
    if (port !== undefined) {
      child.stdout?.resume();
      return Number(port);
    }
  }
  throw new Error(`It ended before it listened: ${said}`);
}
