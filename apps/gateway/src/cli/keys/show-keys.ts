import type { BudgetState, Key, KeyBudget } from '@parley/types';

/** Rows under a head, in columns as wide as what is in them. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return rows.map((row) => `${line(row)}\n`).join('');
}

const budgetText = (budget: KeyBudget | null | undefined): string =>
  budget ? `${budget.limit_usd}/${budget.window}` : '';

function stateOf({ revoked_at, expires_at }: Key, nowMs: number): string {
  if (revoked_at !== null) return 'revoked';
  if (expires_at == null) return '';
  return Date.parse(expires_at) <= nowMs ? 'expired' : `until ${expires_at}`;
}

/** A line a key. */
export function showKeys(keys: readonly Key[], nowMs: number): string {
  if (keys.length === 0) return 'There are no keys.\n';
  return table([
    ['ID', 'NAME', 'SECRET', 'SCOPES', 'BUDGET', 'STATE'],
    ...keys.map((key) => [
      ...[key.id, key.name, `${key.prefix}…`, key.scopes.join(','), budgetText(key.budget)],
      stateOf(key, nowMs),
    ]),
  ]);
}

/** A line a field, without those that leave it open. */
export function showKey({ object: _object, prefix, budget, tags, ...key }: Key): string {
  const fields = {
    ...key,
    prefix: `${prefix}…`,
    budget: budgetText(budget) || null,
    tags: Object.entries(tags ?? {}).map(([name, value]) => `${name}=${value}`),
  };
  const shown = Object.entries(fields).filter(
    ([, value]) => value !== null && value !== false && !(Array.isArray(value) && value.length === 0),
  );
  return table(shown.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]));
}

/** What is left of a budget. */
export const showBudget = ({
  limit_usd,
  used_usd,
  reserved_usd,
  remaining_usd,
  resets_at,
}: BudgetState): string =>
  `\n$${used_usd} of $${limit_usd} used, $${reserved_usd} set aside, $${remaining_usd} left${resets_at === null ? '' : `, anew at ${resets_at}`}.\n`;
