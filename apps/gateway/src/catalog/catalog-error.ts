/** Catalogue data that can't be used. The message is one for people. */
export class CatalogError extends Error {
  override readonly name = 'CatalogError';
}
