import pg from 'pg';
import type { Logger } from 'pino';
import { type Dialect, PostgresDialect } from '#kysely';

const eightByteInteger = 20;

/** PostgreSQL by address. A server that hangs fails a query after `queryMs`; the pool lives on and connects again. */
export function postgresDialect(
  connectionString: string,
  { log, queryMs = 2_000 }: { log: Pick<Logger, 'warn'>; queryMs?: number },
): Dialect {
  const pool = new pg.Pool({
    connectionString,
    max: 10,
    connectionTimeoutMillis: 2_000,
    query_timeout: queryMs,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === eightByteInteger ? BigInt : pg.types.getTypeParser(oid, format ?? 'text'),
    },
  });
  // A connection that breaks while nobody waits for it would end the process: idle, which the pool tells of, or between
  // two statements of a transaction, which the connection itself does.
  pool.on('error', (err) => log.warn({ err }, 'a connection to PostgreSQL broke'));
  pool.on('connect', (client) => client.on('error', () => {}));
  return new PostgresDialect({ pool });
}
