// Writes src/generated/schemas: what checks the configuration and the file of `parley catalog update`, as code. To compile
// a schema at each start would take a tenth of it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaCode } from './schema-code.ts';

const folder = join(import.meta.dirname, '../src/generated/schemas');
mkdirSync(folder, { recursive: true });
for (const [file, code] of Object.entries(schemaCode())) writeFileSync(join(folder, file), code);
