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

/** The whole reports of each gateway, with the raw exchange of each failure: the report links to them. */
export const exchangesFolder = join(folder, 'conformance/generated');

/** How gateways keep the contract, as `npm run peers` left it in reports/conformance.md. */
export const conformancePage = (): Page => ({
  slug: 'reports/conformance',
  title: 'Conformance',
  description: 'How gateways keep the contract, check by check.',
  source: 'reports/conformance.md',
  body: reportOr('conformance.md', 'Not checked yet. `npm run peers` writes what it finds here.'),
});

function reportOr(name: string, absent: string): string {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8').replace(/^# .*\n/, '') : absent;
}
