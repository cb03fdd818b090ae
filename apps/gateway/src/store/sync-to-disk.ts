import { SqliteAdapter, sql } from '#kysely';
import type { Database } from './tables.ts';

/**
 * Resolves when all that was committed outlives a power cut. SQLite's log is synced when it is brought into the file,
 * and not at each commit; PostgreSQL's was before it said that it had committed.
 */
export async function syncToDisk(db: Database): Promise<void> {
  if (db.getExecutor().adapter instanceof SqliteAdapter)
    await sql`pragma wal_checkpoint(passive)`.execute(db);
}
