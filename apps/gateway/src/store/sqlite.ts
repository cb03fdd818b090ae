import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { type Dialect, SqliteDialect } from 'kysely';

/** Kysely's SQLite dialect over the SQLite that Node brings. Integers come as bigint: money outgrows a double. */
export function sqliteDialect(path: string): Dialect {
  const database = new DatabaseSync(path);
  // The journal in front of it is what makes a record durable.
  database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 5000');
  return new SqliteDialect({
    database: async () => ({
      close: () => database.close(),
      prepare(sql) {
        const statement = database.prepare(sql);
        statement.setReadBigInts(true);
        return {
          reader: statement.columns().length > 0,
          all: (parameters) => statement.all(...parameters.map(toInput)),
          run: (parameters) => statement.run(...parameters.map(toInput)),
          iterate: (parameters) => statement.iterate(...parameters.map(toInput)),
        };
      },
    }),
  });
}

function toInput(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`SQLite can't keep ${typeof value}`);
}
