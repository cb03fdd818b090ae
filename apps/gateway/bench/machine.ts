import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';

/** What a run ran on, and how it was started. */
export type Machine = {
  at: string;
  commit: string;
  command: string;
  cpu: string;
  cores: number;
  memoryGigabytes: number;
  node: string;
  isPinned: boolean;
  /** How many processes wanted a core before the run began: from 0.5 on others worked here too. */
  loadBefore: number;
};

export function describeMachine({ isPinned, loadBefore }: Pick<Machine, 'isPinned' | 'loadBefore'>): Machine {
  const parameters = process.argv.slice(2);
  return {
    at: new Date().toISOString().slice(0, 10),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
    command: ['npm run bench', ...(parameters.length > 0 ? ['--', ...parameters] : [])].join(' '),
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    isPinned,
    loadBefore,
  };
}
