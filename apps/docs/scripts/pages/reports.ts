import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '../page.ts';

const folder = join(import.meta.dirname, '../../reports');

/** What `npm run bench` measured, as it left it in reports/benchmarks.md. */
export const benchmarksPage = (): Page => ({
  slug: 'reports/benchmarks',
  title: 'Benchmarks',
  description: 'What a request costs in time and memory, as measured.',
  source: 'reports/benchmarks.md',
  body: reportOr('benchmarks.md', 'Not measured yet. `npm run bench` writes what it measures here.'),
});

/** What `npm run conformance` found, as it left it in reports/conformance.md. */
export const conformancePage = (): Page => ({
  slug: 'reports/conformance',
  title: 'Conformance',
  description: 'How gateways keep the contract, check by check.',
  source: 'reports/conformance.md',
  body: reportOr(
    'conformance.md',
    'No report yet. `npm run conformance` checks a gateway; a report that is kept here is shown.',
  ),
});

function reportOr(name: string, absent: string): string {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8').replace(/^# .*\n/, '') : absent;
}
