import { join } from 'node:path';
import type { Logger } from 'pino';
import { Kysely } from '#kysely';
import { Migrator } from '#kysely/migration';
import { migrations } from './migrations/index.ts';
import type { PostgresOptions } from './postgres.ts';
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
    databaseUrl === null
      ? new Kysely<Tables>({ dialect: sqliteDialect(join(dataDirectory, 'parley.sqlite')) })
      : connectTo(databaseUrl, { log, ...given });
  const migrating = await open({ queryMs: longestMigrationMs });
  try {
    await migrate(migrating);
  } finally {
    await migrating.destroy();
  }
  return open();
}

/** Connections to the same store for what may take long, and which nothing else waits for. The embedded one has its own. */
export const openReportStore = async ({ databaseUrl, log }: StoreOptions, db: Database): Promise<Database> =>
  databaseUrl === null
    ? db
    : connectTo(databaseUrl, { log, connections: 2, queryMs: longestReportMs, connectMs: longestReportMs });

const longestReportMs = 30_000;

async function connectTo(databaseUrl: string, options: PostgresOptions): Promise<Database> {
  const { postgresDialect } = await import('./postgres.ts');
  return new Kysely<Tables>({ dialect: postgresDialect(databaseUrl, options) });
}

/** One that writes a large table anew, or waits for a replica that does. */
const longestMigrationMs = 30 * 60_000;

/** Runs what is missing, up to `until` or to the last. */
export async function migrate(db: Database, until?: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = until === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(until);
  if (error !== undefined) throw error;
}
