import { escapeXml } from './escape-xml.ts';
import type { Report } from './report.ts';
import { showExchange } from './show-exchange.ts';
import { countOutcomes, summarizeAreas } from './summary.ts';

/** A file that CI systems read: a suite for each area. */
export function renderJunit(report: Report): string {
  const { failed, skipped } = countOutcomes(report.results);
  const suites = summarizeAreas(report).map((area) => {
    const cases = area.results.map((result) => {
      const name = escapeXml(`${result.id} ${result.title}`);
      const open = `    <testcase classname="conformance.${area.area}" name="${name}" time="${seconds(result.durationMs)}"`;
      if (result.outcome === 'passed') return `${open}/>`;
      if (result.outcome === 'skipped')
        return `${open}><skipped message="${escapeXml(result.reason)}"/></testcase>`;
      const message = escapeXml(`expected ${result.expected}; found ${result.found}`);
      const details = escapeXml(result.exchanges.map(showExchange).join('\n\n'));
      return `${open}><failure type="${result.severity}" message="${message}">${details}</failure></testcase>`;
    });
    const totals = `tests="${area.results.length}" failures="${area.failed}" skipped="${area.skipped}"`;
    const time = seconds(area.results.reduce((sum, { durationMs }) => sum + durationMs, 0));
    return `  <testsuite name="${escapeXml(area.title)}" ${totals} time="${time}">\n${cases.join('\n')}\n  </testsuite>`;
  });
  const totals = `tests="${report.results.length}" failures="${failed}" skipped="${skipped}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escapeXml(report.baseUrl)}" ${totals} time="${seconds(report.durationMs)}">\n${suites.join('\n')}\n</testsuites>\n`;
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);
