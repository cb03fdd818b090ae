import type { Pool } from 'undici';
import type { Adapter } from './adapter.ts';

/** A provider that is switched on: an adapter with an address and credentials. */
export type Provider = {
  id: string;
  adapter: Adapter;
  pool: Pool;
  /** The path of the base URL, without a slash at its end: `/v1`. */
  basePath: string;
  headers: Record<string, string>;
};
