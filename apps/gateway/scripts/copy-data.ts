// tsc leaves data behind, and what is generated: it goes beside the code that reads it.
import { cpSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
for (const folder of ['catalog/models', 'generated/playground', 'generated/schemas']) {
  cpSync(join(root, 'src', folder), join(root, 'dist', folder), { recursive: true });
}
