import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { areas } from '@parley/conformance';
import { expect, test } from 'vitest';
import { readmeExamples, runExample, typeErrorsOf } from '../../../scripts/readme-examples.ts';
import { help } from '../src/cli/help.ts';

const packageFolder = join(import.meta.dirname, '..');
const readme = readFileSync(join(packageFolder, 'README.md'), 'utf8');
const examples = readmeExamples(packageFolder);

test('the README has examples, and they compile', { timeout: 60_000 }, () => {
  expect(examples).toHaveLength(2);
  expect(typeErrorsOf(examples, packageFolder)).toEqual([]);
});

// The other is a file of tests.
test.each(examples.filter(({ output }) => output !== undefined))(
  'the example of "$title" prints what the README says',
  { timeout: 30_000 },
  async ({ code, output }) => {
    expect(await runExample(code, packageFolder, {})).toBe(output);
  },
);

test('the suite of the README is the one that runs here', () => {
  const suite = readFileSync(join(import.meta.dirname, 'vitest-suite.test.ts'), 'utf8');
  expect(examples.at(-1)).toMatchObject({ title: 'As a Vitest suite', code: suite });
});

test('the README has a row for each area, with its letter and its profiles', () => {
  for (const { letter, profiles } of Object.values(areas))
    expect(readme).toMatch(new RegExp(`^\\| ${letter} \\| [^|]+ \\| ${profiles.join(', ')} \\|$`, 'm'));
});

test('each option in the README is one that --help tells', () => {
  const options = new Set(readme.match(/--[a-z-]+[a-z]/g));
  expect([...options].filter((option) => !help.includes(option))).toEqual([]);
});
