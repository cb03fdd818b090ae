import type { BudgetState, Key as ShownKey } from '@parley/types';
import { windowAt } from '../ledger/budget-window.ts';
import { toDecimal } from '../money.ts';
import type { Database } from '../store/tables.ts';
import type { Key } from './key.ts';

const moment = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** A key as the contract shows it. */
export const describeKey = (key: Key): ShownKey => ({
  id: key.id,
  object: 'key',
  name: key.name,
  prefix: key.prefix,
  scopes: key.scopes,
  created_at: new Date(key.createdAtMs).toISOString(),
  created_by: key.createdBy,
  expires_at: moment(key.expiresAtMs),
  revoked_at: moment(key.revokedAtMs),
  ...key.rules,
  ...key.limits,
  cache_ttl_seconds: key.cacheTtlSeconds,
  budget: key.budget === null ? null : { limit_usd: toDecimal(key.budget.limit), window: key.budget.window },
  tags: key.tags,
});

/** A key's own budget as it stands now; `null`: it has none. */
export async function describeBudget(db: Database, key: Key, nowMs: number): Promise<BudgetState | null> {
  if (key.budget === null) return null;
  const { limit, window } = key.budget;
  const { startMs, endMs } = windowAt(window, nowMs);
  const row = await db
    .selectFrom('budgets')
    .select(['used', 'reserved'])
    .where('key_id', '=', key.id)
    .where('window_start', '=', BigInt(startMs))
    .executeTakeFirst();
  const { used, reserved } = row ?? { used: 0n, reserved: 0n };
  const left = limit - used - reserved;
  return {
    limit_usd: toDecimal(limit),
    window,
    used_usd: toDecimal(used),
    reserved_usd: toDecimal(reserved),
    remaining_usd: toDecimal(left > 0n ? left : 0n),
    resets_at: moment(endMs),
  };
}
