import type { Compilable, CompiledQuery, Transaction } from '#kysely';
import type { Database, Tables } from './tables.ts';

/** Statements take so many rows. To write one down takes longer than to run it, so there are few, and each is kept. */
const lengths = [256, 64, 16, 4, 1];

const statements = new WeakMap<Database, Map<string, CompiledQuery>>();

type Insertion<Row, Written> = {
  /** Under which its statements are kept. */
  name: string;
  /** All with the same columns in the same order. */
  rows: readonly Row[];
  /** The statement for rows such as these. */
  write: (rows: Row[]) => Compilable<Written>;
};

/** Inserts rows, many a statement, and gives what the statements return. */
export async function insertRows<Row extends object, Written>(
  { db, trx }: { db: Database; trx: Transaction<Tables> },
  { name, rows, write }: Insertion<Row, Written>,
): Promise<Written[]> {
  const kept = statements.get(db) ?? new Map<string, CompiledQuery<Written>>();
  statements.set(db, kept);
  const written: Written[] = [];
  let done = 0;
  for (const length of lengths) {
    for (; rows.length - done >= length; done += length) {
      const piece = rows.slice(done, done + length);
      const known = kept.get(`${name} ${length}`) ?? write(piece).compile();
      kept.set(`${name} ${length}`, known);
      const values = piece.flatMap((row) => Object.values(row));
      // Behind those of the rows stand those of the statement's conditions.
      const parameters = [...values, ...known.parameters.slice(values.length)];
      const result = await trx.executeQuery<Written>({ ...known, parameters });
      written.push(...result.rows);
    }
  }
  return written;
}
