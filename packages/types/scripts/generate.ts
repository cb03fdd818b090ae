// Writes src/generated/: types of every schema and operation, RouteHandlers for Fastify, and openapi-fetch's `paths`.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import { pathsOf } from './paths.ts';

const input = createRequire(import.meta.url).resolve('@parley/openapi/openapi.json');
const output = join(import.meta.dirname, '../src/generated');

await createClient({
  input,
  logs: { level: 'silent' },
  output: {
    path: output,
    clean: true,
    module: { extension: '.ts' },
    header: ['// Generated from openapi/ by `npm run generate`. Do not edit.'],
  },
  plugins: ['@hey-api/typescript', 'fastify'],
});
rmSync(join(output, 'index.ts'));
writeFileSync(join(output, 'paths.gen.ts'), pathsOf(JSON.parse(readFileSync(input, 'utf8'))));
