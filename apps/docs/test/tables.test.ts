import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fileAt, isBuilt, pages, reports } from './support/serve-site.ts';

const htmlOf = (page: string): string => readFileSync(fileAt(page) ?? '', 'utf8');
const textOf = (html: string): string => html.replaceAll(/<[^>]*>/g, '').trim();

type Table = { page: string; names: string[]; rows: number };

function tablesOn(page: string): Table[] {
  return [...htmlOf(page).matchAll(/<table\b.*?<\/table>/gs)].map(([table]) => {
    const [head = '', body = ''] = table.split('</thead>');
    return {
      page,
      names: [...head.matchAll(/<th\b[^>]*>(.*?)<\/th>/gs)].map(([, cell = '']) => textOf(cell)),
      rows: [...body.matchAll(/<tr\b/g)].length,
    };
  });
}

describe.skipIf(!isBuilt)('tables (skipped until the site is built)', () => {
  // The list of models is drawn by a script, as its filters say.
  const tables = [...pages, ...reports].filter((page) => page !== '/models/').flatMap(tablesOn);

  test('there are many, and each has rows', () => {
    expect(tables.length).toBeGreaterThan(40);
    expect(tables.filter(({ rows }) => rows === 0)).toEqual([]);
  });

  test('where columns have names, each has one', () => {
    const halfNamed = tables.filter(({ names }) => names.includes('') && names.some((name) => name !== ''));
    expect(halfNamed).toEqual([]);
  });
});
