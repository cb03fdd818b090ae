import { areas } from '../areas.ts';
import type { Check } from '../check.ts';
import { checks } from '../checks/index.ts';
import type { RunOptions } from '../options.ts';
import { CannotRun } from './cannot-run.ts';

/** The checks that a run asks for, in the order of their areas. Throws `CannotRun` when `only` names one that there isn't. */
export function selectChecks({
  profile = 'all',
  contract = 'parley',
  only,
}: Pick<RunOptions, 'profile' | 'contract' | 'only'> = {}): Check[] {
  const unknown = only?.find((id) => !checks.some((check) => check.id === id));
  if (unknown !== undefined) throw new CannotRun(`There is no check "${unknown}". --list names them all.`);
  const inProfile = ({ area }: Check) =>
    profile === 'all' || areas[area].profiles.some((name) => name === profile);
  return checks
    .filter((check) => contract === 'parley' || check.contract === 'openai')
    .filter((check) => only?.includes(check.id) ?? inProfile(check));
}
