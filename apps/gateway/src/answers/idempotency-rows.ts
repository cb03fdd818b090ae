import { sql } from '#kysely';
import type { Database, Tables } from '../store/tables.ts';

export type IdempotencyRow = Tables['idempotency'];

type Name = { key_id: string; idempotency_key: string };

/** What stands under a key now; `null`: nothing, or what is over. */
export async function findRow(
  db: Database,
  { key_id, idempotency_key }: Name,
  nowMs: number,
): Promise<IdempotencyRow | null> {
  const row = await db
    .selectFrom('idempotency')
    .selectAll()
    .where('key_id', '=', key_id)
    .where('idempotency_key', '=', idempotency_key)
    .where('expires_at', '>', BigInt(nowMs))
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Takes a key for a request that is about to run, whichever replica asks first. `null`: it is taken now; else what
 * stood there before. A request of this same instance that has no answer runs no more: the instance knows which do.
 */
export async function claimRow(
  db: Database,
  row: IdempotencyRow,
  nowMs: number,
): Promise<IdempotencyRow | null> {
  while (true) {
    const claimed = await db
      .insertInto('idempotency')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .columns(['key_id', 'idempotency_key'])
          .doUpdateSet((old) => ({
            body_digest: old.ref('excluded.body_digest'),
            request_id: old.ref('excluded.request_id'),
            instance: old.ref('excluded.instance'),
            answer: old.ref('excluded.answer'),
            expires_at: old.ref('excluded.expires_at'),
          }))
          .where((old) =>
            old.or([
              old('idempotency.expires_at', '<=', BigInt(nowMs)),
              old.and([
                old('idempotency.answer', 'is', null),
                old('idempotency.instance', '=', old.ref('excluded.instance')),
              ]),
            ]),
          ),
      )
      .returning('request_id')
      .executeTakeFirst();
    if (claimed !== undefined) return null;
    const occupant = await findRow(db, row, nowMs);
    // It may have been released in between.
    if (occupant !== null) return occupant;
  }
}

/** Keeps answers under the keys of their requests, but for those that another instance has by now. */
export async function writeRows(db: Database, rows: IdempotencyRow[]): Promise<void> {
  await db
    .insertInto('idempotency')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['key_id', 'idempotency_key'])
        .doUpdateSet((old) => ({
          body_digest: old.ref('excluded.body_digest'),
          request_id: old.ref('excluded.request_id'),
          answer: old.ref('excluded.answer'),
          expires_at: old.ref('excluded.expires_at'),
        }))
        .where((old) => old('idempotency.instance', '=', old.ref('excluded.instance'))),
    )
    .execute();
}

/** Frees a key whose request has no answer to keep. */
export async function releaseRow(
  db: Database,
  { key_id, idempotency_key }: Name,
  instance: string,
): Promise<void> {
  await db
    .deleteFrom('idempotency')
    .where('key_id', '=', key_id)
    .where('idempotency_key', '=', idempotency_key)
    .where('instance', '=', instance)
    .where('answer', 'is', null)
    .execute();
}

/** Frees the keys of requests that ran when this instance ended without a word. */
export async function releaseAbandoned(db: Database, instance: string): Promise<void> {
  await db.deleteFrom('idempotency').where('instance', '=', instance).where('answer', 'is', null).execute();
}

const batch = 500;

/** Erases some of what is over: others use the store meanwhile. */
export async function eraseExpired(db: Database, nowMs: number): Promise<'all' | 'more'> {
  const { numAffectedRows = 0n } = await sql`
    delete from idempotency where (key_id, idempotency_key) in (
      select key_id, idempotency_key from idempotency where expires_at <= ${BigInt(nowMs)} limit ${batch}
    )`.execute(db);
  return numAffectedRows < batch ? 'all' : 'more';
}
