import { setImmediate } from 'node:timers/promises';
import type { Database } from '../store/tables.ts';
import { filtered, type RequestFilter } from './read-ledger.ts';

/** To sum up so many takes a few milliseconds, in which this process does nothing else. */
const mostTogether = 2_000;

type Span = Pick<RequestFilter, 'sinceMs' | 'untilMs'>;

/** A span of time in pieces in which few requests of these keys began. Between two of them others have their turn. */
export async function* inSlices(
  db: Database,
  { sinceMs = 0, untilMs }: Span,
  keyIds: readonly string[] | null,
): AsyncGenerator<Span> {
  let begin = sinceMs;
  while (true) {
    const next = await filtered(db, { sinceMs: begin, untilMs }, keyIds)
      .select('created_at')
      .orderBy('created_at')
      .offset(mostTogether)
      .limit(1)
      .executeTakeFirst();
    if (next === undefined) return yield { sinceMs: begin, untilMs };
    // Of one moment there may be more.
    const end = Math.max(Number(next.created_at), begin + 1);
    yield { sinceMs: begin, untilMs: end };
    begin = end;
    await setImmediate();
  }
}
