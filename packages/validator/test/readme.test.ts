import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const examples = [...readme.matchAll(/<!-- run -->\n```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code);

test('the README has three examples that run', () => {
  expect(examples).toHaveLength(3);
});

test.each(examples)('an example prints what its comments say: %#', (code) => {
  const printed = execFileSync(
    process.execPath,
    ['--conditions=@parley/source', '--input-type=module-typescript', '--eval', code],
    { cwd: root, encoding: 'utf8' },
  );
  const promised = [...code.matchAll(/^\/\/ (.*)$/gm)].map(([, line]) => `${line}\n`).join('');
  expect(printed).toBe(promised);
});
