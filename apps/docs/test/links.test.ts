import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fileAt, isBuilt, pages, reports } from './support/serve-site.ts';

const origin = 'http://site';

type Link = { page: string; target: URL };

const htmlOf = (page: string): string => readFileSync(fileAt(page) ?? '', 'utf8');

/** Everything that a page leads to or loads. */
function linksOn(page: string): Link[] {
  const [, body = ''] = /<html[^>]*>(.*)/s.exec(htmlOf(page)) ?? [];
  return [...body.matchAll(/<(?:a|link|script|img|source)\b[^>]*?\s(?:href|src)="([^"]*)"/g)].map(
    ([, address = '']) => ({
      page,
      target: new URL(address.replaceAll('&#38;', '&').replaceAll('&amp;', '&'), origin + page),
    }),
  );
}

describe.skipIf(!isBuilt)('links (skipped until the site is built)', () => {
  const links = [...pages, ...reports].flatMap(linksOn);
  const inside = links.filter(({ target }) => target.origin === origin);
  const show = ({ page, target }: Link) => `${page} -> ${target.href.replace(origin, '')}`;

  test('there are many, and every one inside the site leads somewhere', () => {
    expect(inside.length).toBeGreaterThan(1000);
    expect(inside.filter(({ target }) => fileAt(target.pathname) === null).map(show)).toEqual([]);
  });

  test('every one to a part of a page finds that part', () => {
    // The reference draws its parts when it is opened.
    const parts = inside.filter(({ target }) => target.hash !== '' && target.pathname !== '/api/');
    const ids = new Map<string, Set<string>>();
    const idsOf = (path: string) => {
      const known =
        ids.get(path) ?? new Set([...htmlOf(path).matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => id));
      ids.set(path, known);
      return known;
    };
    const lost = parts.filter(
      ({ target }) => !idsOf(target.pathname).has(decodeURIComponent(target.hash.slice(1))),
    );
    expect([...new Set(lost.map(show))]).toEqual([]);
  });

  test('every page of the lists is there, and nothing is loaded from another host', () => {
    expect(pages).toEqual(
      expect.arrayContaining(['/', '/api/', '/404.html', '/decisions/', '/reference/errors/']),
    );
    expect(reports).toContain('/generated/conformance/parley.html');
    const loaded = [...pages, ...reports].flatMap((page) =>
      [
        ...htmlOf(page).matchAll(
          /<(?:link|script|img|source|iframe)\b[^>]*?\s(?:href|src)="(https?:[^"]*)"/g,
        ),
      ].map(([, address]) => `${page} loads ${address}`),
    );
    expect(loaded).toEqual([]);
  });
});
