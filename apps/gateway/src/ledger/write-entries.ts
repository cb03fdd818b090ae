import type { Insertable } from '#kysely';
import { type Picodollars, toPicodollars } from '../money.ts';
import type { RequestRecord } from '../pipeline/record.ts';
import { insertRows } from '../store/insert-rows.ts';
import type { Database, Tables } from '../store/tables.ts';
import { releaseUnsettled, settleBudgets } from './budgets.ts';
import type { Entry, Opening, RequestDocument } from './entry.ts';

type RequestRow = Insertable<Tables['requests']>;
type Ended = Extract<Entry, { kind: 'ended' }>;

/**
 * Brings lines of the journal into the store, all or none. However often the same lines come, each request is counted
 * once: what it cost is charged by the statement that ends its row, and a row ends once.
 */
export async function writeEntries(db: Database, entries: readonly Entry[], instance: string): Promise<void> {
  const ended = new Map<string, Ended>();
  const opened = new Map<string, Opening>();
  for (const entry of entries) {
    const { requestId } = entry.opening;
    if (entry.kind === 'opened') opened.set(requestId, entry.opening);
    else if (!ended.has(requestId)) ended.set(requestId, entry);
  }
  const running = [...opened.values()].filter(({ requestId }) => !ended.has(requestId));
  await db.transaction().execute(async (trx) => {
    const world = { db, trx };
    await insertRows(world, {
      name: 'running',
      rows: running.map((opening) => rowOfRunning(opening, instance)),
      write: (rows) =>
        db
          .insertInto('requests')
          .values(rows)
          .onConflict((conflict) => conflict.doNothing()),
    });
    const end = async (entries: Ended[], before: 'running' | 'unknown') => {
      const written = await insertRows(world, {
        name: `ended ${before}`,
        rows: entries.map((entry) => rowOfEnded(entry, instance)),
        write: (rows) => endRequests(db, rows, before),
      });
      return written.flatMap(({ id }) => ended.get(id) ?? []);
    };
    const awaited = await end([...ended.values()], 'running');
    const known = new Set(awaited);
    const late = await end(
      [...ended.values()].filter((entry) => !known.has(entry)),
      'unknown',
    );
    const fresh = [...awaited, ...late];
    await insertRows(world, {
      name: 'attempts',
      rows: fresh.flatMap(attemptRows),
      write: (rows) => db.insertInto('attempts').values(rows),
    });
    // Names that differ only where they are cut off are one.
    await insertRows(world, {
      name: 'labels',
      rows: fresh.flatMap(labelRows),
      write: (rows) =>
        db
          .insertInto('labels')
          .values(rows)
          .onConflict((conflict) => conflict.doNothing()),
    });
    await settleBudgets(trx, [
      ...awaited.map((entry) => ({ ...entry.opening, cost: spentBy(entry) })),
      ...late.map((entry) => ({ ...entry.opening, cost: spentBy(entry) - takenFor(entry) })),
    ]);
  });
}

/**
 * Ends requests that run, or that nobody heard of, and tells which those were; or those that were given up though they
 * went on, as a gateway does that is started on a copy of the data directory of one that lives.
 */
const endRequests = (db: Database, rows: RequestRow[], before: 'running' | 'unknown') =>
  db
    .insertInto('requests')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((row) => ({
          outcome: row.ref('excluded.outcome'),
          used_model: row.ref('excluded.used_model'),
          used_provider: row.ref('excluded.used_provider'),
          error_code: row.ref('excluded.error_code'),
          prompt_tokens: row.ref('excluded.prompt_tokens'),
          completion_tokens: row.ref('excluded.completion_tokens'),
          cached_tokens: row.ref('excluded.cached_tokens'),
          reasoning_tokens: row.ref('excluded.reasoning_tokens'),
          cost: row.ref('excluded.cost'),
          duration_ms: row.ref('excluded.duration_ms'),
          document: row.ref('excluded.document'),
        }))
        .where('requests.outcome', '=', before),
    )
    .returning('id');

/** What a budget is charged with: what was used at an unknown price counts as estimated, and not as nothing. */
function spentBy({ opening, record: { usage } }: Ended): Picodollars {
  if (usage === null) return 0n;
  return costOfUsage(usage) ?? BigInt(opening.estimate ?? 0);
}

/** What a budget was charged with when the request was given up. */
const takenFor = ({ opening }: Ended): Picodollars => BigInt(opening.estimate ?? 0);

/** What a usage costs; `null`: it has no price. */
export const costOfUsage = (usage: RequestRecord['usage']): Picodollars | null =>
  usage?.cost_usd_total === undefined ? null : toPicodollars(usage.cost_usd_total);

function rowOfRunning(
  { requestId, givenId, keyId, requestedModel, createdAtMs, periods, estimate }: Opening,
  instance: string,
): RequestRow {
  const document: RequestDocument = { running: true, periods, estimate };
  return {
    ...{
      id: requestId,
      given_id: givenId,
      key_id: keyId,
      instance,
      created_at: BigInt(createdAtMs),
      outcome: 'running' as const,
    },
    ...{ requested_model: kept(requestedModel), used_model: null, used_provider: null, error_code: null },
    ...{ prompt_tokens: null, completion_tokens: null, cached_tokens: null, reasoning_tokens: null },
    ...{ cost: null, duration_ms: null, document: JSON.stringify(document) },
  };
}

function rowOfEnded({ opening, record }: Ended, instance: string): RequestRow {
  // Of an answer from the cache the tokens were counted when it was made.
  const usage = record.cached ? null : record.usage;
  const document: RequestDocument = { running: false, record };
  const slash = record.usedModel?.indexOf('/') ?? -1;
  return {
    id: opening.requestId,
    given_id: opening.givenId,
    key_id: opening.keyId,
    instance,
    created_at: BigInt(opening.createdAtMs),
    outcome: record.outcome,
    requested_model: kept(opening.requestedModel),
    used_model: record.usedModel === null ? null : kept(record.usedModel.slice(slash + 1)),
    used_provider: record.usedModel?.slice(0, slash) ?? null,
    error_code: record.errorCode,
    prompt_tokens: tokens(usage?.prompt_tokens),
    completion_tokens: tokens(usage?.completion_tokens),
    cached_tokens: tokens(usage?.prompt_tokens_details?.cached_tokens),
    reasoning_tokens: tokens(usage?.reasoning_tokens),
    cost: costOfUsage(record.usage),
    duration_ms: BigInt(record.durationMs),
    document: JSON.stringify(document),
  };
}

const tokens = (count: number | null | undefined): bigint | null => (count == null ? null : BigInt(count));

// PostgreSQL keeps no NUL, which may stand in a name that is passed through.
const kept = (name: string): string => name.replaceAll('\0', '\uFFFD');

/** As much of a label's name as PostgreSQL can look up by. The record has all of it. */
const longestName = 200;

const labelRows = ({ opening, record }: Ended): Insertable<Tables['labels']>[] =>
  Object.entries(record.labels).map(([name, value]) => ({
    request_id: opening.requestId,
    name: kept(name.slice(0, longestName)),
    value: kept(value),
  }));

const attemptRows = ({ opening, record }: Ended): Insertable<Tables['attempts']>[] =>
  record.attempts.map((attempt, position) => ({
    request_id: opening.requestId,
    position: BigInt(position),
    provider: attempt.provider,
    model: kept(attempt.model),
    status_code: BigInt(attempt.status_code),
    error_type: attempt.error_type,
    duration_ms: BigInt(Math.round(attempt.duration_ms)),
    cost: costOfUsage(attempt.usage ?? null),
  }));

/**
 * Ends what was running when this instance ended without a word: what it cost is unknown, and taken to be what was
 * estimated. To be called before new requests are taken, when the whole journal is in the store.
 */
export async function endAbandoned(db: Database, instance: string): Promise<number> {
  const rows = await db
    .selectFrom('requests')
    .select(['id', 'document'])
    .where('instance', '=', instance)
    .where('outcome', '=', 'running')
    .execute();
  for (const { id, document } of rows) {
    const { running, ...rest }: RequestDocument = JSON.parse(document);
    if (!running || !('periods' in rest)) continue;
    const cost = rest.estimate === null ? null : BigInt(rest.estimate);
    await db.transaction().execute(async (trx) => {
      await trx.updateTable('requests').set({ outcome: 'unknown', cost }).where('id', '=', id).execute();
      await settleBudgets(trx, [{ requestId: id, periods: rest.periods, cost: cost ?? 0n }]);
    });
  }
  await releaseUnsettled(db, { instance });
  return rows.length;
}
