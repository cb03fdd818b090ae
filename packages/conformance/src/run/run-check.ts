import type { Check, Need } from '../check.ts';
import { printable } from '../expect/show.ts';
import { type Finding, skip } from '../finding.ts';
import type { Target } from '../options.ts';
import type { Result } from '../result.ts';
import { createContext } from './create-context.ts';
import { MissingModel, modelOf, simulatedModel } from './models.ts';
import type { Names } from './names.ts';

/** Runs one check. Never rejects: a check that breaks has failed, and says how. */
export async function runCheck(check: Check, target: Target): Promise<Result> {
  return (await runNamedCheck(check, target)).result;
}

type Run = {
  result: Result;
  /** Whether a request found nobody at the gateway, as one check may well want it. */
  foundNobody: boolean;
};

/** The same with the names that the gateway has for its models. */
export async function runNamedCheck(check: Check, target: Target, names?: Names): Promise<Run> {
  const { id, area, title, severity, contract, source } = check;
  const startedAt = performance.now();
  const { context, exchanges, foundNobody, redact } = createContext(target, names);
  const missing = (check.needs ?? []).map((need) => whyMissing(need, target)).find((why) => why !== null);
  const finding = missing === undefined ? await check.run(context).catch(brokenCheck) : skip(missing);
  const durationMs = Math.round(performance.now() - startedAt);
  const common = { id, area, title, severity, contract, source, durationMs };
  const run = (result: Result): Run => ({ result, foundNobody: foundNobody() });
  if (finding === null) return run({ ...common, outcome: 'passed' });
  if ('skipped' in finding) return run({ ...common, outcome: 'skipped', reason: finding.skipped });
  const told = (text: string) => printable(redact(text));
  const [expected, found] = [told(finding.expected), told(finding.found)];
  return run({ ...common, outcome: 'failed', expected, found, exchanges: exchanges() });
}

function brokenCheck(error: unknown): Finding {
  if (error instanceof MissingModel) return skip(error.message);
  return {
    expected: 'a check that runs to its end',
    found: `The check itself broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  };
}

function whyMissing(need: Need, target: Target): string | null {
  switch (need) {
    case 'simulator':
      return simulatedModel(target.model, 'sim-large') === null
        ? `Needs the simulator's answers, and "${target.model}" is none of its models.`
        : null;
    case 'upstream':
      return target.upstream === undefined
        ? 'Needs to see what reaches the provider: run with --upstream.'
        : null;
    case 'admin':
      return target.contract === 'openai' ? 'Needs POST /v1/keys.' : null;
    default:
      return modelOf(target, need) === null
        ? `Needs a model for ${need}: name one with --model-for ${need}=MODEL.`
        : null;
  }
}
