import pg from 'pg';
import type { Logger } from 'pino';
import { type Dialect, PostgresDialect, type PostgresPool, type PostgresPoolClient } from '#kysely';
import { StoreUnavailable } from './store-unavailable.ts';

export type PostgresOptions = {
  log: Pick<Logger, 'warn'>;
  /** How long a statement may take. */
  queryMs?: number;
  /** How many there are, and how long to wait for one. */
  connections?: number;
  connectMs?: number;
};

const eightByteInteger = 20;
/** The server has so much longer to say that a statement took too long, before it is taken to hang. */
const graceMs = 500;

/**
 * PostgreSQL by address. A statement ends after `queryMs`, in the server too; one of a server that hangs ends here, with
 * its connection. The pool lives on and connects again.
 */
export function postgresDialect(
  connectionString: string,
  { log, queryMs = 2_000, connections = 10, connectMs = 2_000 }: PostgresOptions,
): Dialect {
  const pool = new pg.Pool({
    connectionString,
    max: connections,
    connectionTimeoutMillis: connectMs,
    query_timeout: queryMs + graceMs,
    // Not as a parameter of the connection, which poolers such as PgBouncer refuse.
    onConnect: async (client) => void (await client.query(`set statement_timeout = ${queryMs}`)),
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === eightByteInteger ? BigInt : pg.types.getTypeParser(oid, format ?? 'text'),
    },
  });
  // A connection that breaks while nobody waits for it would end the process: idle, which the pool tells of, or between
  // two statements of a transaction, which the connection itself does.
  pool.on('error', (err) => log.warn({ err }, 'a connection to PostgreSQL broke'));
  pool.on('connect', (client) => client.on('error', () => {}));
  const busy = new Set<PostgresPoolClient>();
  return new PostgresDialect({
    pool: {
      options: pool.options,
      connect: () => connect(pool, busy),
      async end() {
        for (const client of busy) client.release(true);
        await pool.end();
      },
    },
  });
}

/** A connection that is closed as soon as it fails otherwise than by the server's word: an answer may still come on it. */
async function connect(pool: PostgresPool, busy: Set<PostgresPoolClient>): Promise<PostgresPoolClient> {
  const connected = await pool.connect().catch(giveUp);
  const query = <Row>(statement: string, parameters: readonly unknown[]) =>
    connected.query<Row>(statement, parameters).catch((thrown: unknown) => {
      if (thrown instanceof pg.DatabaseError) throw thrown;
      client.release(true);
      return giveUp(thrown);
    });
  const client: PostgresPoolClient = {
    // Of its two forms, the one for cursors isn't used.
    query: query as PostgresPoolClient['query'],
    release(destroy) {
      if (busy.delete(client)) connected.release(destroy);
    },
  };
  busy.add(client);
  return client;
}

function giveUp(cause: unknown): never {
  throw new StoreUnavailable(cause);
}
