import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Deps } from '../deps.ts';
import { gatewayError } from '../gateway-error.ts';

/** Who is calling. */
export type Caller = { keyId: string };

export const digestOf = (key: string): Buffer => createHash('sha256').update(key).digest();

/** Reads the key from `Authorization`, then from `x-api-key`. Every cause of a refusal gets the same answer. */
export function authenticate(
  headers: IncomingHttpHeaders,
  { masterKeyDigest }: Pick<Deps, 'masterKeyDigest'>,
): Caller {
  const bearer = bearerOf(headers.authorization);
  const apiKey = headers['x-api-key'];
  if (bearer !== null && apiKey !== undefined && bearer !== apiKey)
    throw gatewayError('conflicting_credentials');
  const key = bearer ?? (typeof apiKey === 'string' ? apiKey : '');
  if (!timingSafeEqual(digestOf(key), masterKeyDigest)) {
    throw gatewayError('invalid_api_key', undefined, { headers: { 'www-authenticate': 'Bearer' } });
  }
  return { keyId: 'master' };
}

// A scheme other than Bearer holds no key of ours: it is a wrong key, and not the absence of one.
function bearerOf(authorization: string | undefined): string | null {
  if (authorization === undefined) return null;
  return /^Bearer +(\S+)\s*$/i.exec(authorization)?.[1] ?? '';
}
