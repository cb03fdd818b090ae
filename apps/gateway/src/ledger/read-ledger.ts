import { sql } from '#kysely';
import type { Picodollars } from '../money.ts';
import type { RequestRecord } from '../pipeline/record.ts';
import { isOneOf } from '../store/is-one-of.ts';
import type { Database, Tables } from '../store/tables.ts';
import type { RequestDocument } from './entry.ts';

/** A request as it stands on the books. */
export type BookedRequest = {
  id: string;
  /** What the caller knows it by. */
  givenId: string;
  keyId: string;
  createdAtMs: number;
  requestedModel: string;
  /** `unknown`: the process that served it ended without a word. */
  outcome: Tables['requests']['outcome'];
  /** `null`: it is `unknown` what it cost, or it has no price. */
  cost: Picodollars | null;
  /** How it went; `null` while it runs, and where nobody can tell any more. */
  record: RequestRecord | null;
};

/** Whose requests may be seen: those of a key and of the keys below it, or everybody's. */
export type Visible = { keyId: string } | 'all';

export type RequestFilter = {
  visible: Visible;
  keyId?: string | undefined;
  /** `provider/model`, or a bare name. */
  model?: string | undefined;
  provider?: string | undefined;
  outcome?: BookedRequest['outcome'] | undefined;
  sinceMs?: number | undefined;
  untilMs?: number | undefined;
};

/** Where a page ends: the next one goes on behind it. */
export type Cursor = { createdAtMs: number; id: string };

/**
 * The keys whose requests a filter lets through; `null`: all. They are read first: a condition that looks them up keeps
 * PostgreSQL from the index, and the requests of a key from being found without those of all others.
 */
export async function keysOf(db: Database, { visible, keyId }: RequestFilter): Promise<string[] | null> {
  if (visible === 'all') return keyId === undefined ? null : [keyId];
  const below = await db
    .selectFrom('key_ancestors')
    .select('key_id')
    .where('ancestor_id', '=', visible.keyId)
    .execute();
  const keyIds = [visible.keyId, ...below.map(({ key_id }) => key_id)];
  return keyId === undefined ? keyIds : keyIds.filter((id) => id === keyId);
}

/** Requests of some keys (`null`: of all) that a filter lets through. */
export function filtered(
  db: Database,
  filter: Omit<RequestFilter, 'visible' | 'keyId'>,
  keyIds: readonly string[] | null,
) {
  const { model, provider, outcome, sinceMs, untilMs } = filter;
  let wanted = db.selectFrom('requests');
  if (keyIds !== null) wanted = wanted.where(isOneOf(db, 'requests.key_id', keyIds));
  if (provider !== undefined) wanted = wanted.where('used_provider', '=', provider);
  if (outcome !== undefined) wanted = wanted.where('outcome', '=', outcome);
  if (sinceMs !== undefined) wanted = wanted.where('created_at', '>=', BigInt(sinceMs));
  if (untilMs !== undefined) wanted = wanted.where('created_at', '<', BigInt(untilMs));
  if (model !== undefined)
    wanted = wanted.where((row) =>
      row.or([
        row('used_model', '=', model),
        row(sql<string>`used_provider || '/' || used_model`, '=', model),
      ]),
    );
  return wanted;
}

/** One request by its id, or the last one that the caller gave this id; `null` when there is none that may be seen. */
export async function readRequest(db: Database, id: string, visible: Visible): Promise<BookedRequest | null> {
  const keyIds = await keysOf(db, { visible });
  const row = await filtered(db, {}, keyIds)
    .selectAll()
    .where((request) => request.or([request('id', '=', id), request('given_id', '=', id)]))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : toBooked(row);
}

/** Requests, newest first. */
export async function listRequests(
  db: Database,
  filter: RequestFilter,
  { limit, after }: { limit: number; after: Cursor | null },
): Promise<BookedRequest[]> {
  let query = filtered(db, filter, await keysOf(db, filter));
  if (after !== null) {
    const createdAt = BigInt(after.createdAtMs);
    query = query.where((row) =>
      row.or([
        row('created_at', '<', createdAt),
        row.and([row('created_at', '=', createdAt), row('id', '<', after.id)]),
      ]),
    );
  }
  const rows = await query
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toBooked);
}

function toBooked(row: Tables['requests']): BookedRequest {
  const document: RequestDocument = JSON.parse(row.document);
  return {
    id: row.id,
    givenId: row.given_id,
    keyId: row.key_id,
    createdAtMs: Number(row.created_at),
    requestedModel: row.requested_model,
    outcome: row.outcome,
    cost: row.cost,
    record: document.running ? null : document.record,
  };
}
