import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/** A commit in a folder of its own, with its own packages, what is generated of them, and the dependencies of this tree. */
export function checkOut(revision: string): Disposable & { source: string } {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  const git = (...parameters: string[]) =>
    execFileSync('git', ['-C', root, ...parameters], { stdio: 'pipe' });
  git('worktree', 'add', '--force', '--detach', folder, revision);
  linkDependencies(folder);
  execFileSync('turbo', ['run', 'generate', '--output-logs=errors-only'], { cwd: folder, stdio: 'inherit' });
  return {
    source: join(folder, 'apps/gateway/src'),
    [Symbol.dispose]: () => void git('worktree', 'remove', '--force', folder),
  };
}

function linkDependencies(folder: string): void {
  const from = join(root, 'node_modules');
  const to = join(folder, 'node_modules');
  mkdirSync(join(to, '@parley'), { recursive: true });
  for (const name of readdirSync(from)) if (name !== '@parley') symlinkSync(join(from, name), join(to, name));
  // Relative, so that they lead to the packages of that commit.
  for (const name of readdirSync(join(from, '@parley')))
    symlinkSync(readlinkSync(join(from, '@parley', name)), join(to, '@parley', name));
}
