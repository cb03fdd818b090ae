import type { Report } from './report.ts';
import { showExchange } from './show-exchange.ts';
import { failuresOf, sentenceOf, summarizeAreas } from './summary.ts';

/** For a pull request or a page: the areas, then each failure with its exchanges folded away. */
export function renderMarkdown(report: Report): string {
  const rows = summarizeAreas(report).map(
    ({ letter, title, passed, failed, skipped }) =>
      `| ${failed > 0 ? '❌' : passed > 0 ? '✅' : '➖'} | ${letter} | ${title} | ${passed} | ${failed} | ${skipped} |`,
  );
  const failures = failuresOf(report).map(({ id, severity, title, source, expected, found, exchanges }) =>
    [
      `### ${id} ${cell(title)}`,
      `${severity}, asked by ${cell(source)}`,
      `- Expected: ${cell(expected)}\n- Found: ${cell(found)}`,
      ...exchanges.map((exchange) => {
        const shown = showExchange(exchange);
        const fence = fenceOf(shown);
        return `<details><summary>${exchange.request.method} → ${exchange.answer?.status ?? 'no answer'}</summary>\n\n${fence}\n${shown}\n${fence}\n\n</details>`;
      }),
    ].join('\n\n'),
  );
  return [
    '# Conformance',
    `${report.baseUrl}, model ${code(report.model)}, contract ${report.contract}, ${report.startedAt.slice(0, 10)}`,
    sentenceOf(report),
    ['| | | Area | Passed | Failed | Skipped |', '|---|---|---|---|---|---|', ...rows].join('\n'),
    ...(failures.length === 0 ? [] : ['## Failures', ...failures]),
    '',
  ].join('\n\n');
}

const code = (text: string): string => `\`${text.replaceAll('`', "'")}\``;
const cell = (text: string): string => text.replace(/[\r\n]+/g, ' ').replace(/([\\`*_[\]<>|#])/g, '\\$1');

/** A fence longer than any in the text. */
function fenceOf(text: string): string {
  const longest = [...text.matchAll(/`+/g)].reduce((most, [ticks]) => Math.max(most, ticks.length), 2);
  return '`'.repeat(longest + 1);
}
