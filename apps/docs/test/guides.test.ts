import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { readConfig } from '@parley/gateway';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runExample, typeErrorsOf } from '../../../scripts/readme-examples.ts';
import { type ExampleGateway, runCommands, startExampleGateway } from './support/example-gateway.ts';
import { examplesIn, type GuideExample, guides } from './support/guides.ts';
import { matchesText, mismatches } from './support/matches.ts';

const folder = join(import.meta.dirname, '..');
const examples = guides.flatMap(examplesIn);
const programs = examples.filter(({ language }) => language === 'ts');
const commands = examples.filter(({ language }) => language === 'sh');

/** Commands that start or install something, and who runs them instead. */
const runElsewhere: { [command: string]: string } = {
  'npm ci && npm start': '.ci/run',
  'OPENAI_API_KEY=sk-… npm start': 'the tests of how the gateway starts',
  'export PARLEY_API_KEY=$(cat .parley/master-key)\nnpm install openai':
    'the programs, which get a key and are run beside that package',
  'DATABASE_URL=postgres://parley@db/parley REDIS_URL=redis://cache PARLEY_DATA_DIR=/var/lib/parley npm start':
    'the tests of the store and of the limits',
  'npx changeset': 'nobody: it asks questions',
  'git pull && npm ci && npm run generate': 'nobody: it changes the clone',
  'sqlite3 .parley/parley.sqlite ".backup parley-backup.sqlite"\ncp .parley/master-key parley-backup.master-key':
    'backup.test.ts',
  'npx @parley/conformance --base-url http://127.0.0.1:4000/v1 --key "$KEY" --model auto':
    'the tests of the conformance kit',
};

const nameOf = ({ guide, title }: GuideExample) => `${guide}${title === '' ? '' : `, "${title}"`}`;

let gateway: ExampleGateway;
beforeAll(async () => {
  gateway = await startExampleGateway();
});
afterAll(() => gateway.close());

describe('programs', () => {
  test('compile', () => {
    expect(programs.length).toBeGreaterThan(15);
    const asReadme = programs.map(({ title, code }) => ({ title, code, output: undefined }));
    expect(typeErrorsOf(asReadme, folder)).toEqual([]);
  }, 60_000);

  test.concurrent.each(programs.map((program) => [nameOf(program), program] as const))(
    'the one in %s prints what it says',
    async (_name, { code, output }) => {
      const program = code.replaceAll('http://127.0.0.1:4000', gateway.url);
      const printed = await runExample(program, folder, { PARLEY_API_KEY: gateway.key });
      expect(printed).toBe(output?.text ?? '');
    },
    30_000,
  );
});

describe('commands', () => {
  const asking = commands.filter(({ code }) => /\b(curl|npx parley keys) /.test(code));
  const guidesThatAsk = [...new Set(asking.map(({ guide }) => guide))];

  test('that ask nothing are run elsewhere', () => {
    const others = commands.filter((command) => !asking.includes(command)).map(({ code }) => code.trim());
    expect([...new Set(others)].sort()).toEqual(Object.keys(runElsewhere).sort());
  });

  test.concurrent.each(guidesThatAsk)(
    'in %s are answered as it says',
    async (guide) => {
      const mine = asking.filter((command) => command.guide === guide);
      const printed = await runCommands(
        mine.map(({ code }) => code),
        gateway,
      );
      for (const [index, { output }] of mine.entries()) {
        const answer = printed[index] ?? '';
        if (output?.language === 'json') expect(mismatches(parse(answer), parse(output.text))).toEqual([]);
        if (output?.language === 'text' && !matchesText(answer, output.text))
          expect(answer).toBe(output.text);
      }
    },
    30_000,
  );
});

const pythonIsMissing = spawnSync('python3', ['--version']).status !== 0;

test.skipIf(pythonIsMissing)('programs in Python compile (skipped without python3)', () => {
  const inPython = examples.filter(({ language }) => language === 'python');
  expect(inPython).not.toEqual([]);
  for (const { code } of inPython) {
    const compile = 'import sys; compile(sys.stdin.read(), "guide", "exec")';
    expect(spawnSync('python3', ['-c', compile], { input: code, encoding: 'utf8' }).stderr).toBe('');
  }
});

test('every configuration is one', () => {
  const files = examples.filter(({ file }) => file === 'parley.config.json');
  expect(files.length).toBeGreaterThan(2);
  for (const { code } of files) readConfig(parse(code), 'the guide');
});

const parse = (text: string): unknown => JSON.parse(text);
