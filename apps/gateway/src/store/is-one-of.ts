import { type Expression, type SqlBool, sql } from '#kysely';
import { isEmbedded } from './is-embedded.ts';
import type { Database } from './tables.ts';

/** Whether a column holds one of these values: one parameter, however many they are. */
export function isOneOf(db: Database, column: string, values: readonly string[]): Expression<SqlBool> {
  const [first] = values;
  // An index gives the rows of one value in order.
  if (first !== undefined && values.length === 1) return sql`${sql.ref(column)} = ${first}`;
  return isEmbedded(db)
    ? sql`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`
    : sql`${sql.ref(column)} = any(${values}::text[])`;
}
