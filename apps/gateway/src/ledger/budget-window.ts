/** How often a budget starts anew, in UTC; `total`: never. Weeks begin on Monday. */
export type BudgetWindow = 'day' | 'week' | 'month' | 'total';

const dayMs = 86_400_000;

/** When the window that a moment lies in began, and when the next one does; `null`: there is no next one. */
export function windowAt(window: BudgetWindow, nowMs: number): { startMs: number; endMs: number | null } {
  const now = new Date(nowMs);
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  switch (window) {
    case 'total':
      return { startMs: 0, endMs: null };
    case 'day':
      return { startMs: Date.UTC(year, month, day), endMs: Date.UTC(year, month, day + 1) };
    case 'week': {
      const monday = Date.UTC(year, month, day) - ((now.getUTCDay() + 6) % 7) * dayMs;
      return { startMs: monday, endMs: monday + 7 * dayMs };
    }
    case 'month':
      return { startMs: Date.UTC(year, month, 1), endMs: Date.UTC(year, month + 1, 1) };
  }
}
