import { describe, expect, test } from 'vitest';
import { breaking, compatible } from './change.ts';
import { type Bump, bumpIn } from './changesets.ts';
import { verdictOn } from './verdict.ts';

const place = { operation: 'GET /a', where: 'GET /a' };
const breaks = [compatible(place, 'operation-deprecated', ''), breaking(place, 'operation-removed', '')];
const adds = [compatible(place, 'operation-added', '')];

type Row = { changes: typeof adds; version: string; bump: Bump | null; isAllowed: boolean; why?: string };

const rows: Row[] = [
  { changes: breaks, version: '1.0.0', bump: 'major', isAllowed: true },
  { changes: breaks, version: '1.0.0', bump: 'minor', isAllowed: false },
  {
    changes: breaks,
    version: '0.9.0',
    bump: 'minor',
    isAllowed: true,
    why: 'nothing is promised below 1.0.0',
  },
  { changes: breaks, version: '0.9.0', bump: 'patch', isAllowed: false },
  { changes: breaks, version: '0.9.0', bump: null, isAllowed: false },
  { changes: adds, version: '1.0.0', bump: 'minor', isAllowed: true },
  { changes: adds, version: '1.0.0', bump: 'major', isAllowed: true },
  { changes: adds, version: '1.0.0', bump: 'patch', isAllowed: false },
  { changes: adds, version: '0.9.0', bump: 'patch', isAllowed: true },
  { changes: adds, version: '0.9.0', bump: 'none', isAllowed: false },
  { changes: adds, version: '1.0.0', bump: null, isAllowed: false },
  {
    changes: [],
    version: '1.0.0',
    bump: null,
    isAllowed: false,
    why: 'a schema that nothing uses is published too',
  },
];

describe('a changed contract', () => {
  const given = ({ changes, version, bump }: Row) => ({
    changes,
    version,
    differsBeyondProse: true,
    packageName: '@parley/openapi',
    changesets: bump === null ? [] : [{ file: '.changeset/a.md', bump }],
  });

  test.each(rows)('of $changes.length changes at $version with a bump of $bump: $isAllowed', (row) => {
    expect(verdictOn(given(row)).isAllowed).toBe(row.isAllowed);
  });

  test('needs no changeset for other words', () => {
    const verdict = verdictOn({
      changes: [],
      differsBeyondProse: false,
      changesets: [],
      packageName: 'a',
      version: '1.0.0',
    });
    expect(verdict).toEqual({
      isAllowed: true,
      reason: 'Only descriptions and examples differ from the baseline.',
    });
  });

  test('is told which changeset excuses it, or what to run', () => {
    const row = { changes: breaks, version: '1.2.0', isAllowed: true };
    expect(verdictOn(given({ ...row, bump: 'major' })).reason).toBe(
      'This breaks the contract, and .changeset/a.md says so: it bumps @parley/openapi as major.',
    );
    expect(verdictOn(given({ ...row, bump: 'patch' })).reason).toBe(
      'This breaks the contract and no changeset says so. .changeset/a.md bumps it only as patch. Run "npm exec changeset" and bump @parley/openapi as major (it is at 1.2.0).',
    );
  });
});

describe('a changeset', () => {
  test.each([
    ['---\n"@parley/openapi": minor\n---\n\nText.', 'minor'],
    ["---\n'@parley/types': patch\n'@parley/openapi': major\n---\nText.", 'major'],
    ['---\r\n"@parley/openapi": patch\r\n---\r\nText.', 'patch'],
    ['---\n@parley/openapi: none\n---\n', 'none'],
    ['---\n"@parley/openapi-extra": major\n---\n', null],
    ['---\n"@parley/types": major\n---\n"@parley/openapi": major', null],
    ['"@parley/openapi": major', null],
    ['---\n---\n', null],
  ])('of %j bumps the contract as %s', (text, want) => {
    expect(bumpIn(text, '@parley/openapi')).toBe(want);
  });
});
