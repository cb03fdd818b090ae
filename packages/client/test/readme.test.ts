import { join } from 'node:path';
import { startSimulator } from '@parley/simulator';
import { expect, onTestFinished, test } from 'vitest';
import { readmeExamples, runExample, typeErrorsOf } from '../../../scripts/readme-examples.ts';

const packageFolder = join(import.meta.dirname, '..');
const examples = readmeExamples(packageFolder);

test('the README has examples, and they compile', () => {
  expect(examples.length).toBeGreaterThan(2);
  expect(typeErrorsOf(examples, packageFolder)).toEqual([]);
}, 60_000);

test('the compiler sees what is wrong in an example', () => {
  const code = "import { createClient } from '@parley/client';\n\ncreateClient({ baseUrl: 5 });";
  expect(typeErrorsOf([{ title: '', code, output: undefined }], packageFolder)).toEqual([
    expect.stringMatching(/:3 Type 'number' is not assignable/),
  ]);
});

test.each(examples)('an example of "$title" prints what the README says', async ({ code, output }) => {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  const program = code.replaceAll('http://127.0.0.1:4000', simulator.origin);
  const printed = await runExample(program, packageFolder, { PARLEY_API_KEY: 'sk-any' });
  expect(printed).toBe(output ?? '');
});
