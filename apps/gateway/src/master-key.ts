import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from './config.ts';
import { newSecret } from './keys/secret.ts';

export type MasterKey = {
  key: string;
  /** The file that holds it, when it did not come from the environment. */
  file: string | null;
  /** Made just now: to be shown once. */
  isNew: boolean;
};

/** The key with every scope: from the environment, or from the data directory, where it is made on the first start. */
export function loadMasterKey(given: string | undefined, dataDirectory: string): MasterKey {
  if (given !== undefined) {
    const key = given.trim();
    if (key === '') throw new ConfigError('PARLEY_MASTER_KEY is empty. Unset it, and a key is made.');
    if (!/^[\x21-\x7e]+$/.test(key))
      throw new ConfigError('PARLEY_MASTER_KEY may hold printable ASCII only, without spaces.');
    return { key, file: null, isNew: false };
  }
  const file = join(dataDirectory, 'master-key');
  if (existsSync(file)) {
    const key = readFileSync(file, 'utf8').trim();
    if (key === '') throw new ConfigError(`${file} is empty. Delete it, and a new key is made.`);
    return { key, file, isNew: false };
  }
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const key = newSecret();
  writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
  return { key, file, isNew: true };
}
