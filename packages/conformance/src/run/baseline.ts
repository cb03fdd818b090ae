import { listAt } from '../at.ts';
import { parseJson } from '../http/parse-json.ts';
import type { Report } from '../report/report.ts';
import { failuresOf } from '../report/summary.ts';
import type { Result } from '../result.ts';
import { CannotRun } from './cannot-run.ts';

/** What a run comes to, beside the failures that were known before. */
export type Verdict = {
  known: readonly string[];
  /** Failures of checks that must pass, and that nobody knew of. */
  unexpected: Result[];
  /** The ids of known failures that pass now. A baseline may only shrink, so they have to leave it. */
  fixed: string[];
  passed: boolean;
};

/** Judges a run by the ids of the failures that are known. */
export function judge(report: Report, known: readonly string[] = []): Verdict {
  const unexpected = failuresOf(report).filter(
    ({ id, severity }) => severity === 'must' && !known.includes(id),
  );
  const passing = passingIn(report);
  const fixed = known.filter((id) => passing.has(id));
  return { known, unexpected, fixed, passed: unexpected.length === 0 && fixed.length === 0 };
}

/** The ids in the text of a baseline file. Throws `CannotRun` when it is none. */
export function parseBaseline(text: string, file: string): string[] {
  const ids = listAt(parseJson(text), 'known').filter((id) => typeof id === 'string');
  if (ids.length === 0 && !/"known"\s*:\s*\[\s*\]/.test(text))
    throw new CannotRun(`${file} is no baseline: it should be {"known": ["S-03", …]}.`);
  return ids;
}

/** The known failures after a run: without what passes now, and with nothing new, unless there was no file before. */
export function nextBaseline(report: Report, known: readonly string[] | null): string[] {
  const passing = passingIn(report);
  return known === null ? failuresOf(report).map(({ id }) => id) : known.filter((id) => !passing.has(id));
}

export function renderBaseline(known: readonly string[]): string {
  return `${JSON.stringify({ known }, null, 2)}\n`;
}

function passingIn({ results }: Report): Set<string> {
  return new Set(results.filter(({ outcome }) => outcome === 'passed').map(({ id }) => id));
}
