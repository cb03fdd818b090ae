// tsc copies neither JavaScript nor declarations: puts the generated validators beside its output.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
for (const name of ['validators.gen.js', 'validators.gen.d.ts'])
  copyFileSync(join(root, 'src/generated', name), join(root, 'dist/generated', name));
