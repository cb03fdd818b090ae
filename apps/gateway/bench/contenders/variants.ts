import { names } from '../names.ts';
import type { Start } from './contender.ts';
import { fillStore, storedKeys, storedRequests } from './fill-store.ts';
import { parley } from './parley.ts';

const memory = '/dev/shm';
const manyModels = 10_000;

/** The gateway as it grows, without a disk under its journal, and with a provider that fails. */
export const variants = new Map<string, Start>(
  [
    { name: names.parley },
    { name: `Parley, ${inEnglish(manyModels)} models more`, models: manyModels },
    {
      name: `Parley, ${inEnglish(storedKeys)} keys and ${inEnglish(storedRequests)} requests in its store`,
      prepare: fillStore,
    },
    { name: 'Parley, journal in memory', disk: memory },
    { name: 'Parley, first provider answers 503', fallsBack: true },
  ].map((setup) => [setup.name, parley(setup)]),
);

function inEnglish(count: number): string {
  return count.toLocaleString('en');
}
