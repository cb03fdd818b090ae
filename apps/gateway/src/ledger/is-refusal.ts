// https://www.postgresql.org/docs/current/errcodes-appendix.html: bad data, broken constraints, limits of the program.
const refusedByPostgres = /^(22|23|54)/;
// https://www.sqlite.org/rescode.html: too big, a constraint, the wrong type, out of range.
const refusedBySqlite = new Set([18, 19, 20, 25]);
// A number that no column holds, told by us or by Node.
const unfitValues = [RangeError, SyntaxError];

/** Whether the store refuses a row for what it says: then it will the next time, unlike a store that is unwell. */
export function isRefusal(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  if (unfitValues.some((kind) => thrown instanceof kind)) return true;
  const code = 'code' in thrown ? thrown.code : null;
  if (code === 'ERR_INVALID_ARG_VALUE') return true;
  if (code === 'ERR_SQLITE_ERROR' && 'errcode' in thrown)
    return refusedBySqlite.has(Number(thrown.errcode) & 0xff);
  return typeof code === 'string' && code.length === 5 && refusedByPostgres.test(code);
}
