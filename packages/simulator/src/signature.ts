import { hash } from './random.ts';

/** A token that is made for one payload, as providers sign what must come back unchanged; the salt makes tokens differ. */
export function sign(payload: string, salt: string): string {
  return Buffer.from(`${salt}.${hash(`${salt}/${payload}`)}`).toString('base64');
}

/** Whether the token was made by `sign` for just this payload. */
export function isSignatureOf(payload: string, token: unknown): boolean {
  if (typeof token !== 'string') return false;
  const [salt = ''] = Buffer.from(token, 'base64').toString().split('.', 1);
  return token === sign(payload, salt);
}
