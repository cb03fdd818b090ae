/** The store was not reached, or fell silent: what it was asked for may be asked again. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';

  constructor(cause: unknown) {
    super(`The store is out of reach: ${reasonOf(cause)}`, { cause });
  }
}

// Of a host with several addresses none of which answers, only the code is told.
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.message === '' && 'code' in cause ? String(cause.code) : cause.message;
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html: the connection, its resources, its operator (who also
// ends what takes too long), the system; and one that only reads, as after a failover.
const saidByPostgres = /^(08...|53...|57...|58...|25006)$/;
// https://www.sqlite.org/rescode.html: busy, locked, read-only, a failing disk, a full one, a file that can't be opened.
const saidBySqlite = new Set([5, 6, 8, 10, 13, 14]);

/** Whether the store is unwell, whatever it was asked for. */
export function isStoreUnavailable(thrown: unknown): boolean {
  if (thrown instanceof StoreUnavailable) return true;
  if (!(thrown instanceof Error) || !('code' in thrown)) return false;
  if (thrown.code === 'ERR_SQLITE_ERROR' && 'errcode' in thrown)
    return saidBySqlite.has(Number(thrown.errcode) & 0xff);
  return typeof thrown.code === 'string' && saidByPostgres.test(thrown.code);
}
