import { createHmac, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const shape = /^parley_([0-9A-Za-z]{32})([0-9A-Za-z]{6})$/;

/** `parley_`, 32 random characters, and 6 of a CRC-32, so that a typing error is found without asking a store. */
export function newSecret(): string {
  const random = Array.from({ length: 32 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `parley_${random}${checksum(random)}`;
}

/** Whether a text can be a secret of ours at all. */
export function isSecret(text: string): boolean {
  const [, random, sum] = shape.exec(text) ?? [];
  return random !== undefined && sum === checksum(random);
}

/** What may be shown of a secret: enough to tell it from others. */
export const prefixOf = (secret: string): string => secret.slice(0, 'parley_'.length + 5);

/** What is kept of a secret. 190 random bits need no slow hash; the pepper keeps a list of digests from being searched. */
export const digestOf = (secret: string, pepper: string): string =>
  createHmac('sha256', pepper).update(secret).digest('base64url');

function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < 6; place++) {
    digits = alphabet[rest % alphabet.length] + digits;
    rest = Math.floor(rest / alphabet.length);
  }
  return digits;
}
