import { areas } from '../areas.ts';
import type { Check } from '../check.ts';
import { countOutcomes } from '../report/summary.ts';
import type { Result } from '../result.ts';
import type { Terminal } from './terminal.ts';

export type Progress = {
  tell(result: Result, done: number, all: number): void;
  end(): void;
};

/** On a terminal one line that is written over; elsewhere a line for each area that is done. */
export function showProgress({ out, isTerminal }: Terminal, checks: readonly Check[]): Progress {
  return isTerminal ? oneLine(out) : lines(out, checks);
}

function oneLine(out: Terminal['out']): Progress {
  let failed = 0;
  return {
    tell({ id, area, outcome }, done, all) {
      if (outcome === 'failed') failed += 1;
      const failures = failed === 0 ? '' : `, ${failed} failed`;
      out(`\r\u001B[2K[${done}/${all}] ${id} ${areas[area].title}${failures}`);
    },
    end: () => out('\r\u001B[2K'),
  };
}

function lines(out: Terminal['out'], checks: readonly Check[]): Progress {
  const results: Result[] = [];
  return {
    tell(result) {
      results.push(result);
      const { area } = result;
      const own = results.filter((one) => one.area === area);
      if (own.length < checks.filter((check) => check.area === area).length) return;
      const { failed, skipped } = countOutcomes(own);
      out(`${areas[area].title}: ${own.length} checks, ${failed} failed, ${skipped} skipped\n`);
    },
    end: () => undefined,
  };
}
