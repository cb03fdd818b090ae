import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { renderHtml } from '../report/html.ts';
import { renderJunit } from '../report/junit.ts';
import { renderMarkdown } from '../report/markdown.ts';
import type { Report } from '../report/report.ts';
import { painter, renderTerminal } from '../report/terminal.ts';
import { judge, nextBaseline, parseBaseline, renderBaseline } from '../run/baseline.ts';
import { CannotRun } from '../run/cannot-run.ts';
import { runConformance } from '../run/run-conformance.ts';
import { selectChecks } from '../run/select-checks.ts';
import { help } from './help.ts';
import { showProgress } from './progress.ts';
import { type Arguments, type Format, formats, readArguments } from './read-arguments.ts';
import { startUpstream } from './start-upstream.ts';
import type { Terminal } from './terminal.ts';

const renderers: Record<Format, (report: Report) => string> = {
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
  junit: renderJunit,
  markdown: renderMarkdown,
  html: renderHtml,
};

/** The whole command. Gives the exit code: 0 when all that must pass does, 1 when not, 2 when it could not run. */
export async function runCommand(given: readonly string[], terminal: Terminal): Promise<0 | 1 | 2> {
  try {
    const options = readArguments(given);
    if (options.help) terminal.out(help);
    else if (options.list) terminal.out(listOf(options));
    else return await check(options, terminal);
    return 0;
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    terminal.error(`${error.message}\n`);
    return 2;
  }
}

async function check(options: Arguments, terminal: Terminal): Promise<0 | 1> {
  const { baseline, updateBaseline, files, upstreamPort } = options;
  const known = baseline === null ? null : await readBaseline(baseline);
  const progress = showProgress(terminal, selectChecks(options));
  const upstream = upstreamPort === null ? null : await startUpstream(upstreamPort, options, terminal);
  try {
    const owned = upstream === null ? {} : { upstream };
    const report = await runConformance({ ...options, ...owned, onResult: progress.tell }).finally(
      progress.end,
    );
    for (const format of formats) await write(files[format], renderers[format](report));
    const next = updateBaseline ? nextBaseline(report, known) : (known ?? []);
    if (updateBaseline && baseline !== null) await write(baseline, renderBaseline(next));
    const verdict = judge(report, next);
    terminal.out(renderTerminal(report, verdict, painter(terminal.colors)));
    return verdict.passed ? 0 : 1;
  } finally {
    await upstream?.close();
  }
}

/** Null when there is no such file yet. */
async function readBaseline(file: string): Promise<string[] | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : parseBaseline(text, file);
}

async function write(file: string | undefined, text: string): Promise<void> {
  if (file === undefined) return;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

function listOf(options: Arguments): string {
  const lines = selectChecks(options).map(
    ({ id, severity, contract, title }) => `${id}  ${severity.padEnd(6)}  ${contract.padEnd(6)}  ${title}`,
  );
  return `${lines.join('\n')}\n`;
}
