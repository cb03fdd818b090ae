import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownProviders } from '../../../gateway/src/providers/index.ts';
import { code, table } from '../markdown.ts';
import type { Page } from '../page.ts';

const readme = join(import.meta.dirname, '../../../gateway/README.md');

/** Every environment variable that the gateway reads: its own from its README, which a test holds to the code. */
export function environmentPage(): Page {
  const rows = Object.entries(knownProviders)
    .map(([id, { keys, variables = [], baseUrl }]) => ({
      id,
      keys: [...keys, ...variables.filter((name) => !keys.includes(name)), ...namesIn(baseUrl ?? '')],
    }))
    .filter(({ keys }) => keys.length > 0)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, keys }) => [code(id), keys.map(code).join(', ')]);
  return {
    slug: 'reference/environment',
    title: 'Environment',
    description: 'Every environment variable that the gateway reads.',
    source: 'apps/gateway/README.md and apps/gateway/src/providers/index.ts',
    body: `${ownTable()}

## Of each provider

A key in the environment switches its provider on. Where there are several names, the first that is set wins; several keys, with commas between them, are used in turn.

${table(['Provider', 'Variables'], rows)}`,
  };
}

/** The rows of the README's table that are the gateway's own. */
function ownTable(): string {
  const [, section = ''] = /## Environment\n([\s\S]*?)\n## /.exec(readFileSync(readme, 'utf8')) ?? [];
  const own = section.split('\n').filter((line) => /^\| `(HOST|PARLEY_|DATABASE_URL|REDIS_URL)/.test(line));
  if (own.length === 0)
    throw new Error('The README of the gateway has no table of its environment any more.');
  return ['| Variable | Default, and meaning |', '|---|---|', ...own].join('\n');
}

const namesIn = (text: string): string[] => [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name ?? '');
