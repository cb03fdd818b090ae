import type { Deps } from '../deps.ts';
import { gatewayError } from '../gateway-error.ts';
import { exceeds } from '../keys/exceeds.ts';
import type { Key, KeySettings } from '../keys/key.ts';
import { mayChange, maySee } from '../keys/visible-keys.ts';

/** A key that the caller may see. One that it may not is told apart from one that isn't there by nothing. */
export async function findKey(id: string, caller: Key | null, { keys }: Pick<Deps, 'keys'>): Promise<Key> {
  const key = await keys.get(id);
  if (key === null || !maySee(caller, key)) throw gatewayError('key_not_found', { id }, { param: 'key_id' });
  return key;
}

/** A key that the caller may change: neither its own nor one above it. */
export async function findKeyToChange(
  id: string,
  caller: Key | null,
  deps: Pick<Deps, 'keys'>,
): Promise<Key> {
  const key = await findKey(id, caller, deps);
  if (!mayChange(caller, key))
    throw gatewayError('permission_denied', {
      message: 'A key is changed by those above it, and not by itself or by one below it.',
    });
  return key;
}

/** Throws when a key has ended for good. */
export function checkNotRevoked({ id, revokedAtMs }: Key): void {
  if (revokedAtMs === null) return;
  const message = `Key "${id}" is revoked, for good. Make another.`;
  throw gatewayError('invalid_parameter', { message }, { param: 'key_id' });
}

/** Throws when a key would get more than the one it comes from. `null`: the master key, which has everything. */
export function checkWithin(settings: KeySettings, creator: KeySettings | null): void {
  if (creator === null) return;
  const field = exceeds(settings, creator);
  if (field !== null) {
    const message = `"${field}" would give the key more than the one above it has.`;
    throw gatewayError('permission_denied', { message }, { param: field });
  }
}
