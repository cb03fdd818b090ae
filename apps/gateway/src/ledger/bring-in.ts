import { appendFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { Database } from '../store/tables.ts';
import type { Entry } from './entry.ts';
import { isRefusal } from './is-refusal.ts';
import { writeEntries } from './write-entries.ts';

export type Destination = {
  db: Database;
  instance: string;
  /** A file for what the store refuses, a line of JSON each. */
  refused: string;
  log: Pick<Logger, 'error'>;
};

/**
 * Brings lines of the journal into the store. One that the store refuses for what it says is put aside in a file, so
 * that it doesn't hold up those behind it. Rejects when the store is unwell: then the same lines are to come again.
 */
export async function bringIn(entries: readonly Entry[], destination: Destination): Promise<void> {
  const { db, instance, refused, log } = destination;
  const [first] = entries;
  if (first === undefined) return;
  try {
    await writeEntries(db, entries, instance);
  } catch (err) {
    if (!isRefusal(err)) throw err;
    if (entries.length > 1) {
      const middle = entries.length >> 1;
      await bringIn(entries.slice(0, middle), destination);
      await bringIn(entries.slice(middle), destination);
      return;
    }
    await appendFile(refused, `${JSON.stringify(first)}\n`, { mode: 0o600, flush: true });
    log.error({ err, requestId: first.opening.requestId, file: refused }, 'the store refuses a request');
  }
}
