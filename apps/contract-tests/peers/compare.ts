import { areas, type Report, type Result } from '@parley/conformance';
import type { Peer } from './peer.ts';

export type Finding = { peer: Peer; versions: Record<string, string>; report: Report };

/** The page that shows gateways side by side: of each only what any OpenAI-compatible gateway is held to. */
export function renderComparison(findings: readonly Finding[]): string {
  const [first] = findings;
  const columns = findings.map(({ peer }) => peer.title);
  const rows = Object.entries(areas).map(([name, { title }]) => [
    title,
    ...findings.map(({ report }) => share(asked(report).filter(({ area }) => area === name))),
  ]);
  const total = ['**All**', ...findings.map(({ report }) => `**${share(asked(report))}**`)];
  return [
    '# Conformance',
    [
      `${asked(first?.report).length} checks that OpenAI's document, or its official clients, ask of every server;`,
      `each gateway with the same simulated provider behind it, on ${first?.report.startedAt.slice(0, 10)} with Node ${process.version}.`,
      "What only Parley's contract asks is not counted here.",
      `Every failure with its raw exchange: ${findings.map(wholeReport).join('; ')}.`,
      '`npm run peers` makes all of it anew.',
    ].join(' '),
    table(['Area', ...columns], [...rows, total]),
    ...findings.map(describe),
    ...findings.map(failuresOf),
    '',
  ].join('\n\n');
}

/** Links to what `run.ts` writes of one gateway, as the docs site serves it. */
const wholeReport = ({ peer: { id, title } }: Finding): string =>
  `[${title}](../../generated/conformance/${id}.html) ([JSON](../../generated/conformance/${id}.json), [Markdown](../../generated/conformance/${id}.md))`;

const asked = (report: Report | undefined): Result[] =>
  (report?.results ?? []).filter(({ contract }) => contract === 'openai');

function share(results: readonly Result[]): string {
  const run = results.filter(({ outcome }) => outcome !== 'skipped');
  const passed = run.filter(({ outcome }) => outcome === 'passed').length;
  return run.length === 0 ? 'none' : `${passed} of ${run.length}`;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

function describe({ peer, versions, report }: Finding): string {
  const built = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const whole =
    peer.contract === 'parley' ? [`Of all ${report.results.length} checks it passes ${passes(report)}.`] : [];
  return [
    `## ${peer.title}`,
    [`[${built.join(', ')}](${peer.homepage}).`, ...peer.notes, ...whole].join(' '),
  ].join('\n\n');
}

const passes = ({ results }: Report): number => results.filter(({ outcome }) => outcome === 'passed').length;

function failuresOf({ peer, report }: Finding): string {
  const failures = report.results.flatMap((result) => (result.outcome === 'failed' ? [result] : []));
  const heading = `### Where ${peer.title} fails`;
  if (failures.length === 0) return `${heading}\n\nIt passes every check.`;
  const rows = failures.map(({ id, severity, title, expected, found }) => [
    id,
    severity,
    cell(title),
    cell(expected),
    cell(found),
  ]);
  return `${heading}\n\n${table(['Check', 'Severity', 'Should', 'Expected', 'Found'], rows)}`;
}

const cell = (text: string): string => text.replace(/\s+/g, ' ').replace(/([\\`*_[\]<>|#{}])/g, '\\$1');
