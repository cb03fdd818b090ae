// tsc leaves data behind: the catalogue goes beside the code that reads it.
import { cpSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
cpSync(join(root, 'src/catalog/models'), join(root, 'dist/catalog/models'), { recursive: true });
