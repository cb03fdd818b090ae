import { describe, test } from 'vitest';
import { areas } from './areas.ts';
import type { Check } from './check.ts';
import { printable } from './expect/show.ts';
import type { RunOptions, Target } from './options.ts';
import { showExchange } from './report/show-exchange.ts';
import type { Result } from './result.ts';
import { learnNames } from './run/learn-names.ts';
import type { Names } from './run/names.ts';
import { runNamedCheck } from './run/run-check.ts';
import { selectChecks } from './run/select-checks.ts';

export type SuiteOptions = Pick<RunOptions, 'profile' | 'contract' | 'only'> & {
  /** The gateway, or a function that gives it: it is called when a check runs, after `beforeAll`. */
  target: Target | (() => Target);
  /** The ids of failures that are known. One that passes fails its test, so that the list gets shorter. */
  known?: readonly string[];
};

/** Declares a test for each check, in a `describe` for each area. Checks that must or should pass fail their tests. */
export function conformanceSuite({ target, known = [], ...selection }: SuiteOptions): void {
  const selected = selectChecks(selection);
  let names: Promise<Names> | undefined;
  for (const [name, { title }] of Object.entries(areas)) {
    declareAll(
      title,
      selected.filter(({ area, last = false }) => area === name && !last),
    );
  }
  declareAll(
    'After all others',
    selected.filter(({ last = false }) => last),
  );

  function declareAll(title: string, own: readonly Check[]): void {
    if (own.length > 0)
      describe(title, () => {
        for (const check of own) declare(check, known.includes(check.id));
      });
  }

  function declare(check: Check, isKnown: boolean): void {
    test(`${check.id} ${check.title}`, { timeout: 60_000 }, async ({ skip }) => {
      const given = typeof target === 'function' ? target() : target;
      names ??= learnNames(given);
      const asked: Target = { ...given, contract: selection.contract ?? given.contract ?? 'parley' };
      const { result } = await runNamedCheck(check, asked, await names);
      if (result.outcome === 'skipped') skip(result.reason);
      if (isKnown && result.outcome === 'passed')
        throw new Error(`${check.id} is a known failure and passes now: take it out of the list.`);
      if (!isKnown && result.outcome === 'failed' && result.severity !== 'may')
        throw new Error(describeFailure(result));
    });
  }
}

function describeFailure(result: Extract<Result, { outcome: 'failed' }>): string {
  const { expected, found, source, exchanges } = result;
  const lines = [
    `expected ${expected}`,
    `found    ${found}`,
    `asked by ${source}`,
    '',
    ...exchanges.map(showExchange),
  ];
  return printable(lines.join('\n'));
}
