import type { Picodollars } from '../money.ts';
import { windowAt } from './budget-window.ts';
import type { BudgetHolder, BudgetPeriod } from './budgets.ts';
import type { Reserved } from './reserve.ts';

const mostPeriods = 10_000;

/**
 * What this process last saw of budgets, to go by while the store is gone. It hands out no more than was left then;
 * two processes that both lost the store may hand out the same money, up to what each saw.
 */
export function createBudgetShadow() {
  const left = new Map<string, Picodollars>();
  const nameOf = ({ keyId, windowStartMs }: BudgetPeriod) => `${keyId} ${windowStartMs}`;
  const periodsOf = (holders: readonly BudgetHolder[], nowMs: number): BudgetPeriod[] =>
    holders.map(({ keyId, window }) => ({ keyId, windowStartMs: windowAt(window, nowMs).startMs }));
  return {
    /** Whether it can tell anything of these. */
    knows: (holders: readonly BudgetHolder[], nowMs: number): boolean =>
      periodsOf(holders, nowMs).every((period) => left.has(nameOf(period))),
    learn(reserved: readonly Reserved[]): void {
      if (left.size > mostPeriods) left.clear();
      for (const period of reserved) left.set(nameOf(period), period.left);
    },
    take(
      holders: readonly BudgetHolder[],
      amount: Picodollars,
      nowMs: number,
    ): BudgetPeriod[] | 'insufficient_funds' | 'ledger_unavailable' {
      const periods = periodsOf(holders, nowMs);
      const known = periods.map((period) => left.get(nameOf(period)));
      if (known.includes(undefined)) return 'ledger_unavailable';
      if (known.some((amountLeft) => (amountLeft ?? 0n) < amount)) return 'insufficient_funds';
      for (const [index, period] of periods.entries())
        left.set(nameOf(period), (known[index] ?? 0n) - amount);
      return periods;
    },
  };
}
