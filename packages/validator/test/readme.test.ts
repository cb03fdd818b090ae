import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readmeExamples, runExample, typeErrorsOf } from '../../../scripts/readme-examples.ts';

const packageFolder = join(import.meta.dirname, '..');
const examples = readmeExamples(packageFolder);

// The compiler reads the types of three servers for it.
test('the README has examples, and they compile', { timeout: 60_000 }, () => {
  expect(examples.length).toBeGreaterThan(5);
  expect(typeErrorsOf(examples, packageFolder)).toEqual([]);
});

test.concurrent.each(examples)(
  'an example of "$title" prints what its comments say',
  { timeout: 30_000 },
  async ({ code }) => {
    const promised = [...code.matchAll(/^\/\/ (.*)$/gm)].map(([, line]) => `${line}\n`).join('');
    expect(await runExample(code, packageFolder, {})).toBe(promised);
  },
);
