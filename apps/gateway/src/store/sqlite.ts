import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { type Dialect, SqliteDialect, type SqliteStatement } from '#kysely';

// To prepare a statement takes longer than to run it.
const mostPrepared = 200;

/** Kysely's SQLite dialect over the SQLite that Node brings. Integers come as bigint: money outgrows a double. */
export function sqliteDialect(path: string): Dialect {
  const database = new DatabaseSync(path);
  // The journal in front of it is what makes a record durable. Without the last, the pages that a statement of many rows
  // might have to take back are written to a file first: a quarter of what an insertion costs.
  database.exec(
    'pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 5000; pragma temp_store = memory',
  );
  const prepared = new Map<string, SqliteStatement>();
  function prepare(sql: string): SqliteStatement {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    statement.setReadBigInts(true);
    const made: SqliteStatement = {
      reader: statement.columns().length > 0,
      all: (parameters) => statement.all(...parameters.map(toInput)),
      // A full disk takes a transaction back by itself, and to fail at it again would hide why.
      run: (parameters) =>
        sql === 'rollback' && !database.isTransaction
          ? { changes: 0, lastInsertRowid: 0 }
          : statement.run(...parameters.map(toInput)),
      iterate: (parameters) => statement.iterate(...parameters.map(toInput)),
    };
    if (prepared.size === mostPrepared) prepared.clear();
    prepared.set(sql, made);
    return made;
  }
  return new SqliteDialect({ database: async () => ({ close: () => database.close(), prepare }) });
}

function toInput(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`SQLite can't keep ${typeof value}`);
}
