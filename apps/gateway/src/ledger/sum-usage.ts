import { type Expression, type RawBuilder, sql } from '#kysely';
import type { Picodollars } from '../money.ts';
import { isEmbedded } from '../store/is-embedded.ts';
import type { Database } from '../store/tables.ts';
import { inSlices } from './in-slices.ts';
import { filtered, keysOf, type RequestFilter } from './read-ledger.ts';

export type Grouping = 'day' | 'key' | 'model' | 'provider' | 'label';

/** What requests of one group used together. */
export type UsageSum = {
  /** Of what they are the sum, in the order that was asked for. `null`: they have none. */
  group: (string | null)[];
  requests: number;
  /** Of those, how many did not come to their end. */
  failed: number;
  /** Of those, how many have no price, and are missing in the cost. */
  unpriced: number;
  promptTokens: number;
  completionTokens: number;
  cachedTokens: number;
  reasoningTokens: number;
  cost: Picodollars;
};

type Grouped = { by: readonly Grouping[]; label: string | null };

const dayMs = 86_400_000;

/** Sums of what was used, by days (UTC), keys, models, providers or the values of a label. */
export async function sumUsage(db: Database, filter: RequestFilter, grouped: Grouped): Promise<UsageSum[]> {
  const keyIds = await keysOf(db, filter);
  const sums = new Map<string, UsageSum>();
  for await (const range of isEmbedded(db) ? inSlices(db, filter, keyIds) : [{}])
    for (const sum of await sumRange(db, filtered(db, { ...filter, ...range }, keyIds), grouped)) {
      const name = JSON.stringify(sum.group);
      sums.set(name, plus(sums.get(name), sum));
    }
  return [...sums.values()].sort(inOrder);
}

async function sumRange(
  db: Database,
  requests: ReturnType<typeof filtered>,
  { by, label }: Grouped,
): Promise<UsageSum[]> {
  const columns: Record<Grouping, RawBuilder<string | bigint | null>> = {
    day: sql<bigint>`requests.created_at / ${sql.lit(dayMs)}`,
    key: sql<string>`requests.key_id`,
    model: sql<string | null>`requests.used_provider || '/' || requests.used_model`,
    provider: sql<string | null>`requests.used_provider`,
    label: sql<string | null>`labels.value`,
  };
  const sum = (what: Expression<unknown>) => sql<bigint>`cast(coalesce(sum(${what}), 0) as bigint)`;
  const inner = requests
    .$if(label !== null, (query) =>
      query.leftJoin('labels', (join) =>
        join.onRef('labels.request_id', '=', 'requests.id').on('labels.name', '=', label),
      ),
    )
    .select(['outcome', 'cost', 'prompt_tokens', 'completion_tokens', 'cached_tokens', 'reasoning_tokens'])
    .select(by.map((grouping, index) => columns[grouping].as(`group_${index}`)));
  const names = by.map((_, index) => sql.ref(`group_${index}`));
  const { rows } = await sql<Record<string, bigint | string | null>>`
    select ${sql.join([...names, sql`count(*) as requests`])},
      ${sum(sql`case when outcome in ('completed', 'running') then 0 else 1 end`)} as failed,
      ${sum(sql`case when cost is null and outcome = 'completed' then 1 else 0 end`)} as unpriced,
      ${sum(sql`prompt_tokens`)} as prompt_tokens,
      ${sum(sql`completion_tokens`)} as completion_tokens,
      ${sum(sql`cached_tokens`)} as cached_tokens,
      ${sum(sql`reasoning_tokens`)} as reasoning_tokens,
      ${sum(sql`cost`)} as cost
    from ${inner.as('chosen')}
    ${by.length === 0 ? sql`` : sql`group by ${sql.join(names)}`}`.execute(db);
  return rows.map((row) => ({
    group: by.map((grouping, index) => nameOf(grouping, row[`group_${index}`] ?? null)),
    requests: Number(row['requests']),
    failed: Number(row['failed']),
    unpriced: Number(row['unpriced']),
    promptTokens: Number(row['prompt_tokens']),
    completionTokens: Number(row['completion_tokens']),
    cachedTokens: Number(row['cached_tokens']),
    reasoningTokens: Number(row['reasoning_tokens']),
    cost: BigInt(row['cost'] ?? 0),
  }));
}

const plus = (a: UsageSum | undefined, b: UsageSum): UsageSum =>
  a === undefined
    ? b
    : {
        group: a.group,
        requests: a.requests + b.requests,
        failed: a.failed + b.failed,
        unpriced: a.unpriced + b.unpriced,
        promptTokens: a.promptTokens + b.promptTokens,
        completionTokens: a.completionTokens + b.completionTokens,
        cachedTokens: a.cachedTokens + b.cachedTokens,
        reasoningTokens: a.reasoningTokens + b.reasoningTokens,
        cost: a.cost + b.cost,
      };

// Here, since databases disagree on where `null` and capitals stand.
function inOrder({ group: a }: UsageSum, { group: b }: UsageSum): number {
  const index = a.findIndex((value, place) => value !== b[place]);
  const [left, right] = [a[index] ?? null, b[index] ?? null];
  if (left === right || index < 0) return 0;
  if (left === null || right === null) return left === null ? -1 : 1;
  return left < right ? -1 : 1;
}

function nameOf(grouping: Grouping, value: bigint | string | null): string | null {
  if (value === null) return null;
  return grouping === 'day' ? new Date(Number(value) * dayMs).toISOString().slice(0, 10) : String(value);
}
