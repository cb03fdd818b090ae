import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { object, requestOf, text } from './contract.ts';
import type { Json, JsonObject } from './json.ts';

const script = fileURLToPath(new URL('../check-breaking.ts', import.meta.url));
const one = requestOf(object({ a: text }));
const two = requestOf(object({ a: text, b: text }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-breaking-'));
  write('openapi/package.json', JSON.stringify({ name: '@parley/openapi', version: '1.0.0' }));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, content: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), content);
}

function writeContracts(old: JsonObject, next: JsonObject): void {
  write('openapi/baseline/openapi.json', JSON.stringify(old));
  write('openapi/generated/openapi.json', JSON.stringify(next));
}

function check(...options: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...options], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('check-breaking', () => {
  test('is content with a contract that did not change', () => {
    writeContracts(one, one);
    expect(check()).toEqual({
      status: 0,
      stdout: 'The contract is the one in openapi/baseline/openapi.json.\n',
      stderr: '',
    });
  });

  test('refuses a breaking change that no changeset names, and says what to run', () => {
    writeContracts(two, one);
    const { status, stdout } = check();
    expect(status).toBe(1);
    expect(stdout.split('\n')).toEqual([
      'POST /things',
      '  breaking: request /b: property was documented, is absent [request-property-removed]',
      '',
      'This breaks the contract and no changeset says so. Run "npm exec changeset" and bump @parley/openapi as major (it is at 1.0.0).',
      '',
    ]);
  });

  test('lets a breaking change pass that a changeset names, and says which', () => {
    writeContracts(two, one);
    write('.changeset/README.md', '---\n"@parley/openapi": none\n---\n');
    write('.changeset/brave-cats.md', '---\n"@parley/openapi": major\n---\n\nNo more b.\n');
    const { status, stdout } = check();
    expect(status).toBe(0);
    expect(stdout).toContain('.changeset/brave-cats.md says so: it bumps @parley/openapi as major.');
  });

  test('asks for a changeset for an addition too', () => {
    writeContracts(one, two);
    expect(check().status).toBe(1);
    write('.changeset/new-field.md', '---\n"@parley/openapi": minor\n---\n\nMore b.\n');
    expect(check().status).toBe(0);
  });

  test('compares other files on request, and speaks JSON', () => {
    write('a.json', JSON.stringify(one));
    write('b.json', JSON.stringify(two));
    const { status, stdout } = check('--base', 'a.json', '--head', 'b.json', '--json');
    const result: Json = JSON.parse(stdout);
    expect(status).toBe(1);
    expect(result).toMatchObject({
      isAllowed: false,
      changes: [{ operation: 'POST /things', rule: 'request-property-added', level: 'compatible' }],
    });
  });

  test.each<[string, () => void, string]>([
    [
      'there is no baseline',
      () => write('openapi/generated/openapi.json', '{}'),
      'openapi/baseline/openapi.json does not exist.',
    ],
    ['nothing was generated', () => write('openapi/baseline/openapi.json', '{}'), 'Run "npm run generate"'],
    [
      'a document is no JSON',
      () => {
        write('openapi/baseline/openapi.json', '{');
        write('openapi/generated/openapi.json', '{}');
      },
      'openapi/baseline/openapi.json is not JSON',
    ],
  ])('fails with one sentence when %s', (_, prepare, want) => {
    prepare();
    const { status, stderr } = check();
    expect(status).toBe(1);
    expect(stderr).toContain(want);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
