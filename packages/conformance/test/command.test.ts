import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '@parley/simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../src/cli/run-command.ts';
import { serve } from './support/serve.ts';

let simulator: Simulator;
let folder: string;
beforeAll(async () => {
  simulator = await startSimulator();
  folder = await mkdtemp(join(tmpdir(), 'parley-conformance-'));
});
afterAll(async () => {
  await simulator.close();
  await rm(folder, { recursive: true });
});

async function run(...given: string[]) {
  let [out, error] = ['', ''];
  const code = await runCommand(given, {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
    isTerminal: false,
    colors: false,
    isAttended: false,
    waitForEnter: () => Promise.reject(new Error('Nobody is here.')),
  });
  return { code, out, error };
}

const target = (fault = 'none') => [
  ...['--base-url', simulator.url, '--key', 'a-secret-key', '--model', 'sim-large', '--contract', 'openai'],
  ...(fault === 'none' ? [] : ['--header', `x-simulator-fault: ${fault}`]),
];

test('the exit code is 0 when all that must pass does, and each report is written', async () => {
  const file = (name: string) => join(folder, 'new', name);
  const files = [
    '--json',
    file('r.json'),
    '--junit',
    file('r.xml'),
    '--markdown',
    file('r.md'),
    '--html',
    file('r.html'),
  ];
  const { code, out } = await run(...target(), '--only', 'C-01,C-02', ...files);
  expect(code).toBe(0);
  expect(out).toContain('Answers: 2 checks, 0 failed, 0 skipped\n');
  expect(out).toContain('2 of 2 checks passed, 0 failed, 0 skipped.\n');
  expect(JSON.parse(await readFile(file('r.json'), 'utf8'))).toMatchObject({
    model: 'sim-large',
    contract: 'openai',
    results: [{ id: 'C-01', outcome: 'passed' }, { id: 'C-02' }],
  });
  for (const name of ['r.xml', 'r.md', 'r.html'])
    expect(await readFile(file(name), 'utf8')).toContain(simulator.url);
});

test('the exit code is 1 when one that must pass does not', async () => {
  const { code, out } = await run(...target('no-done'), '--only', 'S-22');
  expect(code).toBe(1);
  expect(out).toContain('✗ S-22 must  The last data of a stream is [DONE].');
});

test('known failures stay out of the way until they pass', async () => {
  const baseline = join(folder, 'baseline.json');
  const failing = [...target('no-done'), '--only', 'S-22', '--baseline', baseline];
  expect(await run(...failing)).toMatchObject({ code: 1 });
  expect(await run(...failing, '--update-baseline')).toMatchObject({ code: 0 });
  expect(JSON.parse(await readFile(baseline, 'utf8'))).toEqual({ known: ['S-22'] });
  expect(await run(...failing)).toMatchObject({ code: 0 });

  const mended = [...target(), '--only', 'S-22', '--baseline', baseline];
  const { code, out } = await run(...mended);
  expect(code).toBe(1);
  expect(out).toContain('S-22 passes now: take it out of the baseline.');
  expect(await run(...mended, '--update-baseline')).toMatchObject({ code: 0 });
  expect(JSON.parse(await readFile(baseline, 'utf8'))).toEqual({ known: [] });
});

test('--list names the checks of a profile and asks nobody', async () => {
  const { code, out } = await run('--list', '--profile', 'reasoning');
  expect(code).toBe(0);
  expect(out).toMatch(/^R-01 {2}(must|should|may)/);
});

test.each([
  ['no address', ['--key', 'k', '--model', 'm'], '--base-url is missing'],
  ['an unknown option', ['--colour'], "Unknown option '--colour'"],
  ['an unknown profile', ['--list', '--profile', 'speed'], '--profile is one of core, tools'],
  ['an unknown check', ['--list', '--only', 'Z-99'], 'There is no check "Z-99"'],
  ['an address that is none', ['--base-url', 'x', '--key', 'k', '--model', 'm'], '--base-url is no URL: "x"'],
])('the exit code is 2 with %s', async (_, given, message) => {
  const { code, error } = await run(...given);
  expect(code).toBe(2);
  expect(error).toContain(message);
});

test('--upstream wants a model of the simulator, and somebody who says that the gateway is ready', async () => {
  const gateway = ['--base-url', simulator.url, '--key', 'k', '--upstream', '0'];
  expect(await run(...gateway, '--model', 'gpt-4o')).toMatchObject({
    code: 2,
    error: expect.stringContaining('"gpt-4o" is none'),
  });
  expect(await run(...gateway, '--model', 'sim-large')).toMatchObject({
    code: 2,
    out: expect.stringMatching(/listens on http:\/\/127\.0\.0\.1:\d+\/v1/),
    error: expect.stringContaining('--yes'),
  });
});

test('a gateway that dies is not called wrong: the run stops, and writes nothing', async () => {
  let left = 5;
  const gateway = await serve((_, response) => {
    left -= 1;
    if (left < 0) gateway.close();
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  const given = ['--base-url', gateway.url, '--key', 'k', '--model', 'm', '--only', 'C-01,C-02,L-01,S-22'];
  const files = ['late.json', 'late-baseline.json'].map((name) => join(folder, name));
  const [json = '', baseline = ''] = files;
  expect(
    await run(...given, '--concurrency', '1', '--json', json, '--baseline', baseline, '--update-baseline'),
  ).toMatchObject({
    code: 2,
    error: 'The gateway has not answered since S-22.\n',
  });
  expect(files.filter((file) => existsSync(file))).toEqual([]);
});

test('a baseline that is none is not taken for an empty one', async () => {
  const baseline = join(folder, 'other.json');
  await writeFile(baseline, '{"name": "other"}');
  expect(await run(...target(), '--only', 'C-01', '--baseline', baseline)).toMatchObject({ code: 2 });
});
