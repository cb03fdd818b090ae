import { unwatchFile, watchFile } from 'node:fs';
import type { Logger } from 'pino';
import { CatalogError } from '../catalog-error.ts';
import { type CatalogUpdate, noUpdate } from './catalog-update.ts';
import { readUpdateFile } from './update-file.ts';

export type UpdateWatch = {
  /** The last update that could be used. */
  current(): CatalogUpdate;
  close(): void;
};

/**
 * Reads the update now, and again whenever its file changes, and hands what is new to `onChange`. A file that can't be used is
 * logged, and what was known before stays. Its times are polled, which works on every file system and across a rename.
 */
export function watchUpdate(
  { file, pollMs, log }: { file: string; pollMs: number; log: Logger },
  onChange: (update: CatalogUpdate) => void,
): UpdateWatch {
  let update = noUpdate;
  const read = (): boolean => {
    try {
      const found = readUpdateFile(file);
      // No file, as before: a watch on what isn't there begins with a change.
      if (found === update) return false;
      update = found;
      onChange(update);
      return true;
    } catch (thrown) {
      if (!(thrown instanceof CatalogError)) throw thrown;
      log.error({ file }, `the catalogue stays as it was: ${thrown.message}`);
      return false;
    }
  };
  read();
  const listener = () => {
    if (read()) log.info({ file, as_of: update.as_of }, 'the catalogue was read again');
  };
  watchFile(file, { interval: pollMs, persistent: false }, listener);
  return { current: () => update, close: () => unwatchFile(file, listener) };
}
