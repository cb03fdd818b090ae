import type { Check } from '../check.ts';
import type { RunOptions } from '../options.ts';
import type { Report } from '../report/report.ts';
import type { Result } from '../result.ts';
import { version } from '../version.ts';
import { isGone } from './ask-once.ts';
import { CannotRun } from './cannot-run.ts';
import { baseOf } from './create-context.ts';
import { learnNames } from './learn-names.ts';
import { runNamedCheck } from './run-check.ts';
import { selectChecks } from './select-checks.ts';

/**
 * Holds a gateway to the contract. Rejects with `CannotRun` when it can't answer the simplest question, or is gone before
 * the end; whatever else goes wrong is in the report.
 */
export async function runConformance(options: RunOptions): Promise<Report> {
  const { contract = 'parley', profile = 'all', concurrency = 4, signal, onResult } = options;
  const selected = selectChecks(options);
  const names = await learnNames(options);
  const startedAt = new Date();
  const results = new Map<Check, Result>();
  let goneSince: string | null = null;

  const work = async (waiting: Check[]) => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      if (signal?.aborted || goneSince !== null) return;
      const { result, foundNobody } = await runNamedCheck(check, options, names);
      if (foundNobody && (await isGone(options))) goneSince ??= check.id;
      if (goneSince !== null) return;
      results.set(check, result);
      onResult?.(result, results.size, selected.length);
    }
  };
  const others = selected.filter(({ last = false }) => !last);
  await Promise.all(Array.from({ length: concurrency }, () => work(others)));
  await work(selected.filter(({ last = false }) => last));
  if (goneSince !== null) throw new CannotRun(`The gateway has not answered since ${goneSince}.`);

  return {
    version,
    baseUrl: baseOf(options.baseUrl),
    model: options.model,
    contract,
    profile,
    upstream: options.upstream !== undefined,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    results: selected.flatMap((check) => results.get(check) ?? []),
  };
}
