import type { Selectable, Transaction } from '#kysely';
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
  /** From when on the secret is none: it was replaced, or the key or one above it was revoked, or expires. `null`: never. */
  endsAtMs: number | null;
};

/** A key and those next to it, which stay as they are while it is decided what becomes of it. */
export type Family = { key: Key; creator: Key | null; children: Key[] };

export type Keys = {
  /**
   * Makes a key below another (`null`: below the master key), as `decide` says. Its secret is given here and never
   * again. What `decide` throws is thrown, and nothing is made.
   */
  create(
    creatorId: string | null,
    decide: (creator: Key | null) => KeySettings,
  ): Promise<{ key: Key; secret: string }>;
  get(id: string): Promise<Key | null>;
  /** Newest first. */
  list(page: KeyPage): Promise<Key[]>;
  /** Changes a key as `decide` says. What that throws is thrown, and nothing is changed. */
  update(id: string, decide: (family: Family) => KeySettings): Promise<Key | null>;
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
  // The row stays as it is until the transaction ends, in the one database as in the other.
  async function lock(trx: Transaction<Tables>, id: string): Promise<Key | null> {
    const row = await trx
      .updateTable('keys')
      .set((key) => ({ name: key.ref('name') }))
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
    return row === undefined ? null : toKey(row);
  }
  async function lockCreator(trx: Transaction<Tables>, id: string | null): Promise<Key | null> {
    const creator = id === null ? null : await lock(trx, id);
    if (id !== null && creator === null) throw new Error(`There is no key ${id}, which made another.`);
    return creator;
  }
  const rowsAbove = async (ancestors: string[]): Promise<KeyRow[]> =>
    ancestors.length === 0 ? [] : db.selectFrom('keys').selectAll().where('id', 'in', ancestors).execute();
  const descendants = (id: string) =>
    db.selectFrom('key_ancestors').select('key_id').where('ancestor_id', '=', id);
  return {
    get,
    async create(creatorId, decide) {
      const { secret, columns } = fresh();
      const key = await db.transaction().execute(async (trx) => {
        const creator = await lockCreator(trx, creatorId);
        const ancestors = creator === null ? [] : [creator.id, ...creator.ancestors];
        const row: KeyRow = {
          ...columnsOf(decide(creator), ancestors),
          ...columns,
          id: newKeyId(),
          previous_digest: null,
          previous_expires_at: null,
          created_by: creatorId,
          created_at: BigInt(now()),
          revoked_at: null,
        };
        await trx.insertInto('keys').values(row).execute();
        const above = ancestors.map((ancestor_id) => ({ key_id: row.id, ancestor_id }));
        if (above.length > 0) await trx.insertInto('key_ancestors').values(above).execute();
        return toKey(row);
      });
      return { key, secret };
    },
    async list({ below, limit, after }) {
      let query = db.selectFrom('keys').selectAll();
      if (below !== null) query = query.where('id', 'in', descendants(below));
      if (after !== null) query = query.where('id', '<', after);
      return (await query.orderBy('id', 'desc').limit(limit).execute()).map(toKey);
    },
    async update(id, decide) {
      const found = await get(id);
      if (found === null) return null;
      return db.transaction().execute(async (trx) => {
        // From above to below, always: two that lock the same keys don't wait for each other.
        const creator = await lockCreator(trx, found.createdBy);
        const key = await lock(trx, id);
        if (key === null) return null;
        // Whoever makes or changes one of these waits for the lock on the key.
        const children = await trx
          .selectFrom('keys')
          .selectAll()
          .where('created_by', '=', id)
          .where('revoked_at', 'is', null)
          .execute();
        const settings = decide({ key, creator, children: children.map(toKey) });
        await trx.updateTable('keys').set(columnsOf(settings, key.ancestors)).where('id', '=', id).execute();
        return { ...key, ...settings };
      });
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
      const rows = [row, ...(await rowsAbove(key.ancestors))];
      return {
        key,
        holders: rows.flatMap(({ id, budget_window }) =>
          budget_window === null ? [] : [{ keyId: id, window: budget_window }],
        ),
        endsAtMs: earliest([
          row.digest === digest ? null : row.previous_expires_at,
          ...rows.flatMap(({ revoked_at, expires_at }) => [revoked_at, expires_at]),
        ]),
      };
    },
  };
}

const earliest = (moments: (bigint | null)[]): number | null =>
  moments.reduce<number | null>(
    (first, moment) => (moment === null ? first : Math.min(first ?? Infinity, Number(moment))),
    null,
  );

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
