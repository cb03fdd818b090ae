import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

const limits = manifest['size-limit-gzip-bytes'];

/** The package for a browser, as far as these of its exports need it. */
async function bundle(...names: string[]): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { ${names.join(', ')} } from './index.ts';`,
      resolveDir: fileURLToPath(new URL('../src', import.meta.url)),
    },
    conditions: ['@parley/source'],
    platform: 'browser',
    format: 'esm',
    bundle: true,
    minify: true,
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

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

test('nothing of Node is in it, and nothing that evaluates text', async () => {
  const everything = await bundle('createClient', 'ParleyError', ...additions.map(([names]) => names));
  expect(everything).not.toMatch(/\bnode:|require\(|\bBuffer\b|\beval\(|new Function/);
});
