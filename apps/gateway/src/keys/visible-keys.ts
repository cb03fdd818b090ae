import type { Visible } from '../ledger/read-ledger.ts';
import type { Key } from './key.ts';

/** Whether a key may do what concerns others. The master key is `null`. */
export const isAdmin = (key: Key | null): boolean => key === null || key.scopes.includes('admin');

/** Whose keys and requests a caller may see. */
export const visibleTo = (key: Key | null): Visible =>
  key === null || isAdmin(key) ? 'all' : { keyId: key.id };

/** Whether a caller may see a key: itself and those below it. */
export const maySee = (caller: Key | null, key: Key): boolean =>
  caller === null || isAdmin(caller) || caller.id === key.id || key.ancestors.includes(caller.id);

/** Of those it may see, nobody changes itself or a key above it: its bounds are theirs to set. */
export const mayChange = (caller: Key | null, key: Key): boolean =>
  caller === null || !(caller.id === key.id || caller.ancestors.includes(key.id));
