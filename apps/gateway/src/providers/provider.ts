import type { Dispatcher } from 'undici';
import type { Adapter } from './adapter.ts';

/** A provider that is switched on: an adapter with an address and credentials. */
export type Provider = {
  id: string;
  adapter: Adapter;
  /** Its `request` and the like are there only once undici's index was loaded. */
  pool: Pick<Dispatcher, 'dispatch' | 'close' | 'destroy'>;
  /** The origin of the base URL: `https://api.openai.com`. */
  origin: string;
  /** The path of the base URL, without a slash at its end: `/v1`. */
  basePath: string;
  headers: Record<string, string>;
  /** The same with each further key, where there are several. */
  otherHeaders?: Record<string, string>[];
  /** Headers that depend on the request or on the hour: a signature, a short-lived token. */
  sign?: (request: SignedRequest) => Promise<Record<string, string>>;
};

export type SignedRequest = { url: string; body: string; headers: Record<string, string> };
