import { type CatalogModel, nativeName, uncataloguedModel } from './model.ts';
import { nearestName } from './nearest-name.ts';

/** A model at a provider: a place where a request can go. */
export type Listing = { provider: string; model: CatalogModel };

export type Catalog = {
  /** Everything that can be served, ordered by `provider/id`. */
  listings: Listing[];
  /** One listing by provider and name (id or alias). */
  find(provider: string, name: string): Listing | undefined;
  /** Every provider's listing of a bare name. */
  named(name: string): Listing[];
  /** The known name that is most like this one, or `null`. */
  nearest(name: string): string | null;
};

export type ProviderModels = { provider: string; models: CatalogModel[] };

export const listingId = ({ provider, model }: Listing): string => `${provider}/${model.id}`;

/** Indexes the models of the providers that are on. Nothing is searched per request. */
export function createCatalog(providers: ProviderModels[]): Catalog {
  const listings = providers
    .flatMap(({ provider, models }) => models.map((model) => ({ provider, model })))
    .sort((a, b) => (listingId(a) < listingId(b) ? -1 : 1));
  const byId = new Map<string, Listing>();
  const byName = new Map<string, Listing[]>();
  for (const listing of listings) {
    byId.set(listingId(listing), listing);
    for (const name of [listing.model.id, ...(listing.model.aliases ?? [])]) {
      byName.set(name, [...(byName.get(name) ?? []), listing]);
    }
  }
  // A provider's own name for a model finds it too, beside its provider's. Where names clash, an id comes first.
  for (const listing of listings) {
    for (const name of [...(listing.model.aliases ?? []), nativeName(listing.model)]) {
      const key = `${listing.provider}/${name}`;
      if (!byId.has(key)) byId.set(key, listing);
    }
  }
  const names = [...byId.keys(), ...byName.keys()];
  return {
    listings,
    find: (provider, name) => byId.get(`${provider}/${name}`),
    named: (name) => byName.get(name) ?? [],
    nearest: (name) => nearestName(name, names),
  };
}

/** A listing for a name that the catalogue lacks. */
export const passThrough = (provider: string, name: string): Listing => ({
  provider,
  model: uncataloguedModel(name),
});
