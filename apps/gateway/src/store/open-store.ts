import { join } from 'node:path';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Logger } from 'pino';
import { migrations } from './migrations/index.ts';
import { postgresDialect } from './postgres.ts';
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
  const dialect =
    databaseUrl === null
      ? sqliteDialect(join(dataDirectory, 'parley.sqlite'))
      : postgresDialect(databaseUrl, log);
  const db = new Kysely<Tables>({ dialect });
  try {
    await migrate(db);
  } catch (thrown) {
    await db.destroy();
    throw thrown;
  }
  return db;
}

/** Runs what is missing, up to `until` or to the last. */
export async function migrate(db: Database, until?: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = until === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(until);
  if (error !== undefined) throw error;
}
