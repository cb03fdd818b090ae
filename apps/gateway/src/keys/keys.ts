import type { Selectable } from 'kysely';
import type { BudgetHolder } from '../ledger/budgets.ts';
import type { Database, Tables } from '../store/tables.ts';
import type { Key, KeySettings } from './key.ts';
import { digestOf, newSecret, prefixOf } from './secret.ts';

type KeyRow = Selectable<Tables['keys']>;

/** What stands as JSON in a key's row. */
type KeyDocument = Pick<Key, 'scopes' | 'rules' | 'limits' | 'cacheTtlSeconds' | 'tags' | 'ancestors'>;

export type KeyPage = {
  /** Keys below this one; `null`: all there are. */
  below: string | null;
  limit: number;
  /** The last of the page before. */
  after: string | null;
};

export type FoundKey = {
  key: Key;
  /** The key and those above it, as far as they have a budget: what it spends counts against them all. */
  holders: BudgetHolder[];
  /** When this secret ends, where it was replaced by another. */
  secretEndsAtMs: number | null;
};

export type Keys = {
  /** Makes a key. Its secret is given here and never again. */
  create(
    settings: KeySettings,
    creator: Pick<Key, 'id' | 'ancestors'> | null,
  ): Promise<{ key: Key; secret: string }>;
  get(id: string): Promise<Key | null>;
  /** Newest first. */
  list(page: KeyPage): Promise<Key[]>;
  /** The keys that were made by a key and still work. */
  childrenOf(id: string): Promise<Key[]>;
  update(id: string, settings: KeySettings): Promise<Key | null>;
  /** Gives the key a new secret. The one before works for so much longer. */
  rotate(id: string, overlapMs: number): Promise<{ key: Key; secret: string } | null>;
  /** Ends a key and all below it, for good. */
  revoke(id: string): Promise<Key | null>;
  /** The key of a secret, be it in use or not. */
  find(secret: string): Promise<FoundKey | null>;
};

type KeysOptions = {
  pepper: string;
  newKeyId: () => string;
  /** Milliseconds since 1970. */
  now: () => number;
};

/** The keys of a store. */
export function createKeys(db: Database, { pepper, newKeyId, now }: KeysOptions): Keys {
  const fresh = () => {
    const secret = newSecret();
    return { secret, columns: { digest: digestOf(secret, pepper), prefix: prefixOf(secret) } };
  };
  const get = async (id: string) => {
    const row = await db.selectFrom('keys').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : toKey(row);
  };
  async function holdersOf({ id, budget, ancestors }: Key): Promise<BudgetHolder[]> {
    const own = budget === null ? [] : [{ keyId: id, window: budget.window }];
    if (ancestors.length === 0) return own;
    const above = await db
      .selectFrom('keys')
      .select(['id', 'budget_window'])
      .where('id', 'in', ancestors)
      .execute();
    return [
      ...own,
      ...above.flatMap(({ id: keyId, budget_window: window }) =>
        window === null ? [] : [{ keyId, window }],
      ),
    ];
  }
  const descendants = (id: string) =>
    db.selectFrom('key_ancestors').select('key_id').where('ancestor_id', '=', id);
  return {
    get,
    async create(settings, creator) {
      const { secret, columns } = fresh();
      const ancestors = creator === null ? [] : [creator.id, ...creator.ancestors];
      const row: KeyRow = {
        ...columnsOf(settings, ancestors),
        ...columns,
        id: newKeyId(),
        previous_digest: null,
        previous_expires_at: null,
        created_by: creator?.id ?? null,
        created_at: BigInt(now()),
        revoked_at: null,
      };
      await db.transaction().execute(async (trx) => {
        await trx.insertInto('keys').values(row).execute();
        const above = ancestors.map((ancestor_id) => ({ key_id: row.id, ancestor_id }));
        if (above.length > 0) await trx.insertInto('key_ancestors').values(above).execute();
      });
      return { key: toKey(row), secret };
    },
    async list({ below, limit, after }) {
      let query = db.selectFrom('keys').selectAll();
      if (below !== null) query = query.where('id', 'in', descendants(below));
      if (after !== null) query = query.where('id', '<', after);
      return (await query.orderBy('id', 'desc').limit(limit).execute()).map(toKey);
    },
    async childrenOf(id) {
      const rows = await db
        .selectFrom('keys')
        .selectAll()
        .where('created_by', '=', id)
        .where('revoked_at', 'is', null)
        .execute();
      return rows.map(toKey);
    },
    async update(id, settings) {
      const key = await get(id);
      if (key === null) return null;
      await db.updateTable('keys').set(columnsOf(settings, key.ancestors)).where('id', '=', id).execute();
      return get(id);
    },
    async rotate(id, overlapMs) {
      const { secret, columns } = fresh();
      await db
        .updateTable('keys')
        .set((row) => ({
          ...columns,
          previous_digest: row.ref('digest'),
          previous_expires_at: BigInt(now() + overlapMs),
        }))
        .where('id', '=', id)
        .execute();
      const key = await get(id);
      return key === null ? null : { key, secret };
    },
    async revoke(id) {
      await db
        .updateTable('keys')
        .set({ revoked_at: BigInt(now()) })
        .where('revoked_at', 'is', null)
        .where((row) => row.or([row('id', '=', id), row('id', 'in', descendants(id))]))
        .execute();
      return get(id);
    },
    async find(secret) {
      const digest = digestOf(secret, pepper);
      const row = await db
        .selectFrom('keys')
        .selectAll()
        .where((where) => where.or([where('digest', '=', digest), where('previous_digest', '=', digest)]))
        .executeTakeFirst();
      if (row === undefined) return null;
      const key = toKey(row);
      const isCurrent = row.digest === digest;
      return {
        key,
        holders: await holdersOf(key),
        secretEndsAtMs: isCurrent ? null : Number(row.previous_expires_at),
      };
    },
  };
}

function columnsOf(settings: KeySettings, ancestors: string[]) {
  const { name, expiresAtMs, budget, scopes, rules, limits, cacheTtlSeconds, tags } = settings;
  const document: KeyDocument = { scopes, rules, limits, cacheTtlSeconds, tags, ancestors };
  return {
    name,
    expires_at: expiresAtMs === null ? null : BigInt(expiresAtMs),
    budget_limit: budget?.limit ?? null,
    budget_window: budget?.window ?? null,
    document: JSON.stringify(document),
  };
}

function toKey(row: KeyRow): Key {
  const document: KeyDocument = JSON.parse(row.document);
  const { budget_limit: limit, budget_window: window } = row;
  return {
    ...document,
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    createdAtMs: Number(row.created_at),
    createdBy: row.created_by,
    expiresAtMs: row.expires_at === null ? null : Number(row.expires_at),
    revokedAtMs: row.revoked_at === null ? null : Number(row.revoked_at),
    budget: limit === null || window === null ? null : { limit, window },
  };
}
