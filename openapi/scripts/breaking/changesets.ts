import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Bump = 'none' | 'patch' | 'minor' | 'major';

/** A changeset file and what it does to one package. */
export type Changeset = { file: string; bump: Bump };

const bumps: Bump[] = ['none', 'patch', 'minor', 'major'];

/** The changesets in the folder that bump this package; none when there is no such folder. */
export function changesetsFor(packageName: string, folder: string): Changeset[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .sort()
    .flatMap((file) => {
      const bump = bumpIn(readFileSync(join(folder, file), 'utf8'), packageName);
      return bump === null ? [] : [{ file: join(folder, file), bump }];
    });
}

/** Reads `"@scope/name": minor` between the two `---` lines that open a changeset. */
export function bumpIn(text: string, packageName: string): Bump | null {
  const [, frontMatter = ''] = /^---\r?\n(.*?)\r?\n---/s.exec(text) ?? [];
  for (const line of frontMatter.split('\n')) {
    const [, name, word] = /^\s*["']?([^"']+?)["']?\s*:\s*["']?(\w+)["']?\s*$/.exec(line) ?? [];
    if (name === packageName) return bumps.find((bump) => bump === word) ?? null;
  }
  return null;
}

export const isAtLeast = (bump: Bump, least: Bump): boolean => bumps.indexOf(bump) >= bumps.indexOf(least);
