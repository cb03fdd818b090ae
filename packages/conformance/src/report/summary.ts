import { type Area, areas } from '../areas.ts';
import type { Result } from '../result.ts';
import type { Report } from './report.ts';

export type Counts = { passed: number; failed: number; skipped: number };

export type AreaSummary = Counts & { area: Area; letter: string; title: string; results: Result[] };

export type Failed = Extract<Result, { outcome: 'failed' }>;

export function countOutcomes(results: readonly Result[]): Counts {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { outcome } of results) counts[outcome] += 1;
  return counts;
}

/** The areas that were run, in their order. */
export function summarizeAreas({ results }: Report): AreaSummary[] {
  return Object.entries(areas).flatMap(([name, { letter, title }]) => {
    const own = results.filter(({ area }) => area === name);
    const [first] = own;
    if (first === undefined) return [];
    return [{ area: first.area, letter, title, results: own, ...countOutcomes(own) }];
  });
}

export function failuresOf({ results }: Report): Failed[] {
  return results.filter((result): result is Failed => result.outcome === 'failed');
}

/** In one sentence: "240 of 250 checks passed, 4 failed (3 must, 1 should), 6 were skipped." */
export function sentenceOf(report: Report): string {
  const { passed, failed, skipped } = countOutcomes(report.results);
  const failures = failuresOf(report);
  const parts = (['must', 'should', 'may'] as const)
    .map((severity) => ({ severity, count: failures.filter((one) => one.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`);
  const ofThem = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
  return `${passed} of ${report.results.length} checks passed, ${failed} failed${ofThem}, ${skipped} skipped.`;
}
