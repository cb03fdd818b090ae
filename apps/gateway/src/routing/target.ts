import type { Listing } from '../catalog/catalog.ts';
import type { Provider } from '../providers/provider.ts';

/** A place to send the request to. */
export type Target = { provider: Provider; listing: Listing };
