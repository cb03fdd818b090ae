import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ConfigError } from '../config.ts';

export type DataDirectory = {
  path: string;
  /** The same at every start in this directory: whose journal holds the end of a request. */
  instance: string;
  release(): void;
};

/**
 * Takes a data directory for this process. The lock is the system's, on a file, and goes with the process however that
 * ends. Throws a ConfigError that names the file when another process has it.
 */
export function openDataDirectory(path: string, newInstance: () => string): DataDirectory {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const file = join(path, 'lock');
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive; commit');
  } catch {
    lock.close();
    throw new ConfigError(
      `Another process uses this data directory: it holds the lock ${file}. Stop it, or set PARLEY_DATA_DIR. Several gateways share PostgreSQL (DATABASE_URL), each with a data directory of its own.`,
    );
  }
  return { path, instance: instanceOf(path, newInstance), release: () => lock.close() };
}

function instanceOf(path: string, newInstance: () => string): string {
  const file = join(path, 'instance');
  try {
    writeFileSync(file, newInstance(), { flag: 'wx', mode: 0o600 });
  } catch {
    // It was there.
  }
  return readFileSync(file, 'utf8').trim();
}
