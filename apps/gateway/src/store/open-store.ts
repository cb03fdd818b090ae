import { join } from 'node:path';
import type { Logger } from 'pino';
import { Kysely } from '#kysely';
import { Migrator } from '#kysely/migration';
import { migrations } from './migrations/index.ts';
import { sqliteDialect } from './sqlite.ts';
import type { Database, Tables } from './tables.ts';

export type StoreOptions = {
  /** `postgres://…`; `null`: a file in the data directory. */
  databaseUrl: string | null;
  dataDirectory: string;
  log: Logger;
};

/** Opens the store and brings its tables up to date; replicas that start together wait for one another. */
export async function openStore({ databaseUrl, dataDirectory, log }: StoreOptions): Promise<Database> {
  const open = async (given: { queryMs?: number } = {}) =>
    new Kysely<Tables>({
      dialect:
        databaseUrl === null
          ? sqliteDialect(join(dataDirectory, 'parley.sqlite'))
          : (await import('./postgres.ts')).postgresDialect(databaseUrl, { log, ...given }),
    });
  const migrating = await open({ queryMs: longestMigrationMs });
  try {
    await migrate(migrating);
  } finally {
    await migrating.destroy();
  }
  return open();
}

/** One that writes a large table anew, or waits for a replica that does. */
const longestMigrationMs = 30 * 60_000;

/** Runs what is missing, up to `until` or to the last. */
export async function migrate(db: Database, until?: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = until === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(until);
  if (error !== undefined) throw error;
}
