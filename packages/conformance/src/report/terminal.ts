import type { Verdict } from '../run/baseline.ts';
import type { Report } from './report.ts';
import { failuresOf, sentenceOf, summarizeAreas } from './summary.ts';

type Style = 'red' | 'green' | 'yellow' | 'dim' | 'bold';
const codes: Record<Style, number> = { red: 31, green: 32, yellow: 33, dim: 2, bold: 1 };

/** Gives a text a colour, or leaves it as it is where there are none. */
export type Paint = (style: Style, text: string) => string;

export const painter =
  (colors: boolean): Paint =>
  (style, text) =>
    colors ? `\u001B[${codes[style]}m${text}\u001B[0m` : text;

/** The failures, then a table of the areas, then what it comes to. */
export function renderTerminal(report: Report, verdict: Verdict, paint: Paint): string {
  const failures = failuresOf(report).map(({ id, severity, title, source, expected, found }) => {
    const known = verdict.known.includes(id) ? paint('yellow', ' known') : '';
    return [
      `${paint('red', '✗')} ${paint('bold', id)} ${severity}${known}  ${title}`,
      `    expected  ${expected}`,
      `    found     ${found}`,
      paint('dim', `    asked by  ${source}`),
    ].join('\n');
  });
  const rows = summarizeAreas(report).map(({ letter, title, passed, failed, skipped }) => {
    const mark = failed > 0 ? paint('red', '✗') : passed > 0 ? paint('green', '✓') : paint('dim', '-');
    const numbers = [passed, failed, skipped].map((count) => (count === 0 ? '·' : String(count)).padStart(8));
    return `${mark} ${letter}  ${title.padEnd(30)}${numbers.join('')}`;
  });
  const head = paint(
    'dim',
    `${' '.repeat(35)}${['passed', 'failed', 'skipped'].map((word) => word.padStart(8)).join('')}`,
  );
  const fixed = verdict.fixed.map((id) => paint('yellow', `${id} passes now: take it out of the baseline.`));
  const blocks = [failures.join('\n\n'), [head, ...rows].join('\n'), fixed.join('\n'), sentenceOf(report)];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}
