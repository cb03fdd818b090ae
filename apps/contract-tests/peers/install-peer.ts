import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readVersion } from './read-version.ts';

const cache = join(import.meta.dirname, '../../../node_modules/.cache/parley-peers');

export type Installed = { folder: string; versionOf(name: string): string };

/** Installs what `peers/<id>/package-lock.json` holds, outside the workspace, once. */
export function installPeer(id: string): Installed {
  const source = join(import.meta.dirname, id);
  const folder = join(cache, id);
  const lock = (at: string) => readFileSync(join(at, 'package-lock.json'), 'utf8');
  const isThere = existsSync(join(folder, 'node_modules')) && lock(folder) === lock(source);
  if (!isThere) {
    mkdirSync(folder, { recursive: true });
    cpSync(source, folder, { recursive: true });
    const { status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`npm could not install ${id}:\n${stderr}`);
  }
  return {
    folder,
    versionOf: (name) =>
      readVersion(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')),
  };
}
