import type { Catalog } from './catalog.ts';

export type LiveCatalog = Catalog & {
  /** From now on. Listings that were handed out stay what they are. */
  replace(next: Catalog): void;
};

/** A catalogue whose contents can be replaced while requests are under way. */
export function createLiveCatalog(first: Catalog): LiveCatalog {
  let current = first;
  return {
    get listings() {
      return current.listings;
    },
    find: (provider, name) => current.find(provider, name),
    named: (name) => current.named(name),
    nearest: (name) => current.nearest(name),
    replace(next) {
      current = next;
    },
  };
}
