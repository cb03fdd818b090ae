import { _ } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import addFormats from 'ajv-formats';
import { build } from 'esbuild';
import { describeUnion } from './describe-union.ts';
import type { Schema } from './document.ts';

/**
 * One ES module that exports a validator for each entry of `exported` (export name -> schema id) and imports nothing.
 * Validators stop at the first error: collecting all of them is quadratic on hostile input.
 */
export async function compile(
  schemas: Record<string, Schema>,
  exported: Record<string, string>,
): Promise<string> {
  const ajv = new Ajv2020({
    schemas: Object.values(schemas),
    discriminator: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    inlineRefs: false,
    allErrors: false,
    messages: false,
    code: { source: true, esm: true, lines: true, optimize: 2 },
  });
  addFormats.default(ajv, ['date']);
  const union = ajv.getKeyword('anyOf');
  if (typeof union === 'boolean') throw new Error('Ajv has no keyword anyOf.');
  // Sentences are made at run time, from the keyword and its params. What a union allows is known only here.
  const allowed = (union: Schema) => _`{ allowed: ${describeUnion(union, schemas)} }`;
  union.error = { message: '', params: ({ parentSchema }) => allowed(parentSchema ?? {}) };

  const { outputFiles } = await build({
    // A bare `export const` in Ajv's output keeps its name; its `require`s are bundled away.
    stdin: { contents: standalone.default(ajv, exported), resolveDir: import.meta.dirname, loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2022',
    minifySyntax: true,
    minifyWhitespace: true,
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
