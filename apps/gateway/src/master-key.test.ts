import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConfigError } from './config.ts';
import { loadMasterKey } from './master-key.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'parley-key-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('a key from the environment is used as it is, but for the line end it came with', () => {
  expect(loadMasterKey('  secret-key\n', directory)).toEqual({ key: 'secret-key', file: null, isNew: false });
});

test.each([
  ['', 'is empty'],
  [' \r\n', 'is empty'],
  ['two words', 'printable ASCII'],
  ['schlüssel', 'printable ASCII'],
])('the key %j is refused', (given, reason) => {
  expect(() => loadMasterKey(given, directory)).toThrow(ConfigError);
  expect(() => loadMasterKey(given, directory)).toThrow(reason);
});

test('without one a key is made, readable by its owner only, and found again', () => {
  const below = join(directory, 'a', 'b');
  const made = loadMasterKey(undefined, below);
  const file = join(below, 'master-key');
  expect(made).toEqual({ key: expect.stringMatching(/^parley_/), file, isNew: true });
  expect(readFileSync(file, 'utf8')).toBe(`${made.key}\n`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(loadMasterKey(undefined, below)).toEqual({ ...made, isNew: false });
});

test('an empty key file is no key', () => {
  writeFileSync(join(directory, 'master-key'), '\n');
  expect(() => loadMasterKey(undefined, directory)).toThrow(/is empty. Delete it/);
});
