import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

// Answers of real providers, kept beside the repository: they are not ours to publish.
const folder = join(import.meta.dirname, '../../../../../shared/recordings');

export const haveRecordings = existsSync(folder);

export type Recording = {
  name: string;
  /** The body of a whole answer, as it was on the wire. */
  whole: string | null;
  /** The data of each event of a stream, but for its `[DONE]`. */
  events: string[] | null;
};

/** The answers of a provider that speaks OpenAI's wire, by name. Errors are left out. Empty where there are none. */
export function recordingsOf(provider: string): Recording[] {
  if (!haveRecordings) return [];
  const files = readdirSync(join(folder, provider));
  const read = (file: string) =>
    files.includes(file) ? readFileSync(join(folder, provider, file), 'utf8') : null;
  const names = new Set(files.map((file) => basename(file).replace(/(\.chunks)?\.(json|txt)$/, '')));
  return [...names]
    .map((name) => ({
      name,
      whole: read(`${name}.json`),
      events: read(`${name}.chunks.txt`)?.trim().split('\n') ?? null,
    }))
    .filter(({ whole }) => whole === null || !('error' in JSON.parse(whole)));
}

/** The body of a recorded error. */
export const recordedError = (provider: string, name: string): string =>
  readFileSync(join(folder, provider, `${name}.json`), 'utf8');
