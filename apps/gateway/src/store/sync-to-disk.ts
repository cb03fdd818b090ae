import { sql } from '#kysely';
import { isEmbedded } from './is-embedded.ts';
import type { Database } from './tables.ts';

/**
 * Resolves when all that was committed outlives a power cut. SQLite's log is synced when it is brought into the file,
 * and not at each commit; PostgreSQL's was before it said that it had committed.
 */
export async function syncToDisk(db: Database): Promise<void> {
  if (isEmbedded(db)) await sql`pragma wal_checkpoint(passive)`.execute(db);
}
