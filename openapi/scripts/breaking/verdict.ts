import type { Change } from './change.ts';
import { type Bump, type Changeset, isAtLeast } from './changesets.ts';

export type Verdict = {
  isAllowed: boolean;
  /** One sentence: why it is allowed, or what to do so that it is. */
  reason: string;
};

type Given = {
  changes: readonly Change[];
  differsBeyondProse: boolean;
  changesets: readonly Changeset[];
  packageName: string;
  /** As last published. Below 1.0.0 a minor version may break, and a patch may add. */
  version: string;
};

export function verdictOn({ changes, differsBeyondProse, changesets, packageName, version }: Given): Verdict {
  if (!differsBeyondProse)
    return { isAllowed: true, reason: 'Only descriptions and examples differ from the baseline.' };
  const isBreaking = changes.some(({ level }) => level === 'breaking');
  const least = leastBump(isBreaking, version);
  const excuse = changesets.find(({ bump }) => isAtLeast(bump, least));
  const what = isBreaking ? 'breaks the contract' : 'changes the contract';
  if (excuse !== undefined)
    return {
      isAllowed: true,
      reason: `This ${what}, and ${excuse.file} says so: it bumps ${packageName} as ${excuse.bump}.`,
    };
  const found = changesets.map(({ file, bump }) => ` ${file} bumps it only as ${bump}.`).join('');
  return {
    isAllowed: false,
    reason: `This ${what} and no changeset says so.${found} Run "npm exec changeset" and bump ${packageName} as ${least} (it is at ${version}).`,
  };
}

function leastBump(isBreaking: boolean, version: string): Bump {
  const isUnstable = version.startsWith('0.');
  if (isBreaking) return isUnstable ? 'minor' : 'major';
  return isUnstable ? 'patch' : 'minor';
}
