import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Deps } from '../deps.ts';
import { type GatewayError, gatewayError } from '../gateway-error.ts';
import { addressList, familyOf } from '../keys/exceeds.ts';
import type { Key, Scope } from '../keys/key.ts';
import type { BudgetHolder } from '../ledger/budgets.ts';

/** Who is calling. `key` is `null` for the master key, which may do everything and is counted nowhere. */
export type Caller = {
  keyId: string;
  key: Key | null;
  /** The budgets that it spends from. */
  holders: readonly BudgetHolder[];
};

/** What of a request says who sent it. */
type Incoming = { headers: IncomingHttpHeaders; ip: string };

export const digestOf = (key: string): Buffer => hash('sha256', key, 'buffer');

/**
 * Reads the key from `Authorization`, then from `x-api-key`, and asks whether it has a scope (`null`: any will do).
 * Every cause for which a key is no key, be it unknown, expired or revoked, gets the same 401.
 */
export async function authenticate(
  { headers, ip }: Incoming,
  scope: Scope | null,
  { masterKeyDigest, knownKeys }: Pick<Deps, 'masterKeyDigest' | 'knownKeys'>,
): Promise<Caller> {
  const bearer = bearerOf(headers.authorization);
  const apiKey = headers['x-api-key'];
  if (bearer !== null && apiKey !== undefined && bearer !== apiKey)
    throw gatewayError('conflicting_credentials');
  const secret = bearer ?? (typeof apiKey === 'string' ? apiKey : '');
  if (timingSafeEqual(digestOf(secret), masterKeyDigest)) return { keyId: 'master', key: null, holders: [] };
  const found = await knownKeys.find(secret);
  if (found === 'unavailable') throw gatewayError('ledger_unavailable');
  if (found === null) throw invalidApiKey();
  const { key, holders } = found;
  if (!mayComeFrom(key, ip))
    throw gatewayError('permission_denied', { message: 'This key may not be used from this address.' });
  if (scope !== null && !hasScope(key, scope))
    throw gatewayError('permission_denied', { message: `This key lacks the scope "${scope}".` });
  return { keyId: key.id, key, holders };
}

/** Whatever the reason is for which a key is none. */
export const invalidApiKey = (): GatewayError =>
  gatewayError('invalid_api_key', undefined, { headers: { 'www-authenticate': 'Bearer' } });

const hasScope = ({ scopes }: Key, scope: Scope): boolean =>
  scopes.includes(scope) || scopes.includes('admin');

// What a trusted proxy says may be no address at all, which then is in no range.
const mayComeFrom = ({ rules: { allowed_ips: ranges } }: Key, ip: string): boolean =>
  ranges === null || addressList(ranges).check(ip, familyOf(ip));

// A scheme other than Bearer holds no key of ours: it is a wrong key, and not the absence of one.
function bearerOf(authorization: string | undefined): string | null {
  if (authorization === undefined) return null;
  return /^Bearer +(\S+)\s*$/i.exec(authorization)?.[1] ?? '';
}
