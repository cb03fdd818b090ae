import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../src/index.ts', import.meta.url))],
    conditions: ['@parley/source'],
    platform: 'browser',
    format: 'esm',
    bundle: true,
    minify: true,
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

test('the client for browsers stays within the size that package.json promises', async () => {
  const gzippedBytes = gzipSync(await bundle(), { level: 9 }).length;
  expect(gzippedBytes).toBeGreaterThan(2000);
  expect(gzippedBytes).toBeLessThanOrEqual(manifest['size-limit-gzip-bytes']);
});

test('nothing of Node is in it', async () => {
  expect(await bundle()).not.toMatch(/\bnode:|require\(|\bBuffer\b/);
});
