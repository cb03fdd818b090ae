// tsc copies neither JavaScript nor declarations: puts the generated validators beside its output.
import { copyFileSync, globSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
for (const name of globSync('generated/**/validators.gen.{js,d.ts}', { cwd: join(root, 'src') }))
  copyFileSync(join(root, 'src', name), join(root, 'dist', name));
