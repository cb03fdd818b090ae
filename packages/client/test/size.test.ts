import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { bundle } from './support/bundle.ts';

const limits = manifest['size-limit-gzip-bytes'];

const gzippedBytes = async (...names: string[]) => gzipSync(await bundle(...names), { level: 9 }).length;

test('the client with its streams stays within the size that package.json promises', async () => {
  const size = await gzippedBytes('createClient', 'ParleyError');
  expect(size).toBeGreaterThan(2000);
  expect(size).toBeLessThanOrEqual(limits.createClient);
});

const additions = Object.entries(limits).filter(([name]) => name !== 'createClient');

test.each(additions)(
  '%s adds no more than %i bytes, and nothing to who does not use it',
  async (names, limit) => {
    const alone = await gzippedBytes('createClient');
    const added = (await gzippedBytes('createClient', names)) - alone;
    expect(added).toBeGreaterThan(100);
    expect(added).toBeLessThanOrEqual(limit);
  },
);

test('the README names these limits', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  for (const [names, limit] of Object.entries(limits)) {
    expect(readme).toMatch(new RegExp(`^\\| \`${names}\`.* \\| ${limit} \\|$`, 'm'));
  }
});

test('nothing of Node is in it, and nothing that evaluates text', async () => {
  const everything = await bundle('createClient', 'ParleyError', ...additions.map(([names]) => names));
  expect(everything).not.toMatch(/\bnode:|require\(|\bBuffer\b|\beval\(|new Function/);
});
