// tsc leaves data behind: the catalogue and the playground go beside the code that reads them.
import { cpSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
for (const folder of ['catalog/models', 'generated/playground']) {
  cpSync(join(root, 'src', folder), join(root, 'dist', folder), { recursive: true });
}
