import { join } from 'node:path';
import { build } from 'esbuild';

/** The package for a browser, minified: these of its exports, and what they need. */
export async function bundle(...names: string[]): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { ${names.join(', ')} } from './index.ts';`,
      resolveDir: join(import.meta.dirname, '../../src'),
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
