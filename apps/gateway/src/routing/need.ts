import type { Listing } from '../catalog/catalog.ts';
import type { Adapter } from '../providers/adapter.ts';

/** Something that is asked of a model, and the field of the request that asks it. */
export type Need = {
  param: string;
  /** As in `no model … supports image input`. */
  can: string;
  /** As in `this model … does not support image input`. */
  lack: string;
  /** What helps when nobody meets it, where that isn't plain. */
  remedy?: string;
  metBy(listing: Listing, adapter: Adapter): boolean;
  /** The error when nobody meets it, where that isn't `unsupported_by_model`. */
  code?: 'permission_denied';
};

export const support = (param: string, what: string, metBy: Need['metBy']): Need => ({
  param,
  can: `supports ${what}`,
  lack: `does not support ${what}`,
  metBy,
});
