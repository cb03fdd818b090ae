import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { models } from '@parley/simulator';
import type { CatalogModel } from './model.ts';
import { simulatorModels } from './simulator-models.ts';

/** What the catalogue knows of a provider, before configuration adds to it: models/<provider>.json. */
export function knownModels(provider: string): CatalogModel[] {
  if (provider === 'simulator') return simulatorModels(models, '2026-11-22');
  const file = join(import.meta.dirname, 'models', `${provider}.json`);
  if (!existsSync(file)) return [];
  const { models: known }: { models: CatalogModel[] } = JSON.parse(readFileSync(file, 'utf8'));
  return known;
}
