// Brings what ships up to date: node --conditions=@parley/source scripts/update-models.ts FILE YYYY-MM-DD, then biome format.
// The file is one of the shape of https://models.dev/api.json, read on that day.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readModelsDev } from '../src/catalog/models-dev/read-models-dev.ts';
import { planUpdate } from '../src/catalog/update/plan-update.ts';
import { renderChanges } from '../src/catalog/update/render-changes.ts';
import { knownProviders } from '../src/providers/index.ts';
import { shippedModels } from '../src/providers/served-models.ts';

const [file, asOf] = process.argv.slice(2);
if (file === undefined || asOf === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(asOf))
  throw new Error('Give a file and the day on which it was read.');

const source = readModelsDev(JSON.parse(readFileSync(file, 'utf8')), Object.keys(knownProviders));
const { changes, next } = planUpdate(source, shippedModels, asOf);
for (const [provider, models] of next) {
  const path = join(import.meta.dirname, '../src/catalog/models', `${provider}.json`);
  writeFileSync(path, `${JSON.stringify({ provider, models }, null, 2)}\n`);
}
process.stdout.write(renderChanges(changes, source.refused));
