import { CatalogError } from '../catalog/catalog-error.ts';
import { readModelsDev } from '../catalog/models-dev/read-models-dev.ts';
import { updateTo, withUpdate } from '../catalog/update/catalog-update.ts';
import { planUpdate } from '../catalog/update/plan-update.ts';
import { renderChanges } from '../catalog/update/render-changes.ts';
import { readUpdateFile, updateFile, writeUpdateFile } from '../catalog/update/update-file.ts';
import { knownProviders } from '../providers/index.ts';
import { shippedModels } from '../providers/served-models.ts';
import { CommandError, type World } from './command.ts';
import { readSource } from './read-source.ts';

/** Shows what changes in the catalogue, and writes it when the person agrees. Throws a CommandError. */
export async function updateCatalog(source: string, isAgreed: boolean, world: World): Promise<void> {
  const asOf = new Date(world.now()).toISOString().slice(0, 10);
  const file = updateFile(world.settings.dataDirectory);
  const known = readUpdateFile(file);
  const { changes, next, refused } = await plan(source, asOf, known, world);
  world.write(renderChanges(changes, refused));
  const prices = changes.filter(({ kind }) => kind === 'price').length;
  if (changes.every(({ kind }) => kind === 'kept')) return;
  if (prices > 0 && !isAgreed) await confirm(prices, world);
  const update = updateTo(next, shippedModels, { source, asOf });
  // Of providers that the source doesn't speak of, what was known stays known.
  writeUpdateFile(file, { ...update, providers: { ...known.providers, ...update.providers } });
  world.write(`\nWritten to ${file}. A gateway that runs on this directory reads it within seconds.\n`);
}

async function plan(source: string, asOf: string, known: ReturnType<typeof readUpdateFile>, world: World) {
  const document = await readSource(source, world);
  try {
    const read = readModelsDev(document, Object.keys(knownProviders));
    const modelsOf = (provider: string) => withUpdate(shippedModels(provider), provider, known);
    return { ...planUpdate(read, modelsOf, asOf), refused: read.refused };
  } catch (thrown) {
    if (thrown instanceof CatalogError) throw new CommandError(`${source} can't be used: ${thrown.message}`);
    throw thrown;
  }
}

async function confirm(prices: number, { ask }: World): Promise<void> {
  const what = `${prices} price${prices === 1 ? '' : 's'} would change`;
  if (ask === null)
    throw new CommandError(
      `${what}, and nobody is here to be asked. Nothing was written: add --yes to agree.`,
    );
  const answer = await ask(`\n${what}. Go on? [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError('Nothing was written.');
}
