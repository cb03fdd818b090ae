import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogModel } from './model.ts';

/** What the catalogue knows of a provider, before configuration adds to it: models/<provider>.json. */
export function knownModels(provider: string): CatalogModel[] {
  const file = join(import.meta.dirname, 'models', `${provider}.json`);
  if (!existsSync(file)) return [];
  const { models: known }: { models: CatalogModel[] } = JSON.parse(readFileSync(file, 'utf8'));
  return known;
}
