import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

/** Where the whole reports are, with the raw exchange of each failure; they are not kept in the repository. */
export const exchangesFolder = join(folder, 'conformance/generated');

const wholeReports = (): string[] =>
  existsSync(exchangesFolder) ? readdirSync(exchangesFolder).filter((file) => file.endsWith('.html')) : [];

/** How gateways keep the contract, as it was left in reports/conformance.md. */
export function conformancePage(): Page {
  const links = wholeReports().map((file) => `- [${file}](../../generated/conformance/${file})`);
  const report = reportOr(
    'conformance.md',
    'No report yet. [The conformance kit](../../guides/conformance/) checks a gateway; a report that is kept here is shown.',
  );
  return {
    slug: 'reports/conformance',
    title: 'Conformance',
    description: 'How gateways keep the contract, check by check.',
    source: 'reports/conformance.md',
    body: links.length === 0 ? report : `${report}\n\n## Whole reports\n\n${links.join('\n')}`,
  };
}

function reportOr(name: string, absent: string): string {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8').replace(/^# .*\n/, '') : absent;
}
