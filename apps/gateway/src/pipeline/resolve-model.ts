import { type Catalog, type Listing, passThrough } from '../catalog/catalog.ts';
import type { Deps } from '../deps.ts';
import { gatewayError } from '../gateway-error.ts';

/** What the caller named. `pinned` goes to one provider, `bare` leaves the provider open, `auto` the model too. */
export type NamedModel =
  | { kind: 'auto'; name: string; provider: null; listings: Listing[] }
  | {
      kind: 'pinned';
      name: string;
      provider: string;
      listings: [Listing];
      /** The same model at other providers. */
      elsewhere: Listing[];
    }
  | { kind: 'bare'; name: string; provider: null; listings: Listing[] };

/**
 * Splits at the first slash: the rest may hold more of them. A prefix that is no provider makes the name a bare one.
 * `param` is where in the request the name stood.
 */
export function resolveModel(
  name: string,
  { catalog, providers }: Pick<Deps, 'catalog' | 'providers'>,
  param = 'model',
): NamedModel {
  if (name === 'auto') return { kind: 'auto', name, provider: null, listings: catalog.listings };
  const slash = name.indexOf('/');
  const provider = name.slice(0, Math.max(slash, 0));
  if (providers.has(provider)) {
    const rest = name.slice(slash + 1);
    if (rest === '') throw notFound({ name, param }, catalog);
    const known = catalog.find(provider, rest);
    // Of a name that is passed through nobody knows whether another provider means the same by it.
    const same = known === undefined ? [] : catalog.named(known.model.id);
    return {
      kind: 'pinned',
      name,
      provider,
      listings: [known ?? passThrough(provider, rest)],
      elsewhere: same.filter((listing) => listing.provider !== provider),
    };
  }
  const listings = catalog.named(name);
  if (listings.length === 0) throw notFound({ name, param }, catalog);
  return { kind: 'bare', name, provider: null, listings };
}

const notFound = ({ name, param }: { name: string; param: string }, catalog: Catalog) =>
  gatewayError('model_not_found', { model: name, near: catalog.nearest(name) }, { param });
