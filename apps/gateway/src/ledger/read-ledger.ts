import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from '#kysely';
import type { Picodollars } from '../money.ts';
import type { RequestRecord } from '../pipeline/record.ts';
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

type RequestQuery<Row> = SelectQueryBuilder<Tables, 'requests', Row>;

/** A query for what a filter lets through. */
export function filtered<Row>(query: RequestQuery<Row>, filter: RequestFilter): RequestQuery<Row> {
  const { visible, keyId, model, provider, outcome, sinceMs, untilMs } = filter;
  let wanted = query;
  if (visible !== 'all') wanted = wanted.where(isVisible(visible.keyId));
  if (keyId !== undefined) wanted = wanted.where('requests.key_id', '=', keyId);
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

const isVisible = (keyId: string): Expression<SqlBool> =>
  sql<SqlBool>`(requests.key_id = ${keyId} or requests.key_id in (select key_id from key_ancestors where ancestor_id = ${keyId}))`;

/** One request by its id, or the last one that the caller gave this id; `null` when there is none that may be seen. */
export async function readRequest(db: Database, id: string, visible: Visible): Promise<BookedRequest | null> {
  const row = await filtered(db.selectFrom('requests'), { visible })
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
  let query = filtered(db.selectFrom('requests'), filter);
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
