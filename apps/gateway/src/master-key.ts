import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { ConfigError } from './config.ts';

export type MasterKey = {
  key: string;
  /** The file that holds it, when it did not come from the environment. */
  file: string | null;
  /** Made just now: to be shown once. */
  isNew: boolean;
};

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `parley_`, 32 random characters, and 6 of a CRC-32, so that a typing error is found without asking a store. */
export function newKey(): string {
  const random = Array.from({ length: 32 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `parley_${random}${checksum(random)}`;
}

function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < 6; place++) {
    digits = alphabet[rest % alphabet.length] + digits;
    rest = Math.floor(rest / alphabet.length);
  }
  return digits;
}

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
  const key = newKey();
  writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
  return { key, file, isNew: true };
}
