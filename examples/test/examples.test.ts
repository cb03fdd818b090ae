import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { startRecordedGateway } from './support/recorded-gateway.ts';
import { runExample, startExample } from './support/run-example.ts';
import { simulated } from './support/simulated.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const { typecheck: _, ...programs } = packageJson.scripts;

test('the README has the command of every program', () => {
  const told = [...readme.matchAll(/`npm run ([a-z-]+) -w examples/g)].map(([, name]) => name);
  expect(told.sort()).toEqual(Object.keys(programs).sort());
});

test('stream.ts prints an answer, and what it took', async () => {
  const { environment } = await simulated();
  const { stdout, exitCode } = await runExample('stream.ts', environment(), 'Count to 9.');
  expect(stdout).toBe('1, 2, 3, 4, 5, 6, 7, 8, 9.\n\nsim-large: stop, 38 tokens at an unknown cost\n');
  expect(exitCode).toBe(0);
});

test('stream.ts prints the cost, where the gateway tells it', async () => {
  const { environment } = await simulated();
  const PARLEY_BASE_URL = await startRecordedGateway('stream');
  const { stdout } = await runExample('stream.ts', { ...environment(), PARLEY_BASE_URL });
  expect(stdout).toMatch(/\n\n\S+: stop, \d+ tokens for \$0\.\d+\n$/);
});

test('stream.ts says that a stream was cut', async () => {
  const { environment } = await simulated();
  const { stdout, stderr, exitCode } = await runExample('stream.ts', environment('fault-cut-3'));
  expect(stdout).not.toContain('tokens');
  expect(stderr).toContain('stream_interrupted');
  expect(exitCode).toBe(1);
});

test('Ctrl-C in stream.ts ends the request too', async () => {
  const { environment, simulator } = await simulated();
  const { child, spoke, ended } = startExample('stream.ts', environment('fault-stall-3'));
  await spoke;
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ stderr: expect.stringContaining('aborted'), exitCode: 1 });
  await expect.poll(() => simulator.requests[0]?.aborted, { timeout: 5000 }).toBe(true);
});

test('tools.ts runs what the model calls, and prints what the model makes of it', async () => {
  const { environment } = await simulated();
  const { stdout } = await runExample('tools.ts', environment());
  const [call, answer, , took] = stdout.split('\n');
  expect(call).toBe('get_weather({"city":"Oslo"}) = {"city":"Oslo","celsius":4}');
  expect(answer).toContain('{"city":"Oslo","celsius":4}');
  expect(took).toMatch(/^2 rounds, \d+ tokens$/);
});

test('structured-output.ts prints fields of what the model wrote', async () => {
  const { environment } = await simulated();
  const { stdout } = await runExample('structured-output.ts', environment());
  expect(stdout).toMatch(/^.+ \((EUR|NOK|USD)\)\n(\d+ x .+ at -?[\d.]+\n)+$/);
});

test('structured-output.ts shows what is no JSON', async () => {
  const { environment } = await simulated();
  const { stderr, exitCode } = await runExample('structured-output.ts', environment('fault-broken-json'));
  expect(stderr).toMatch(/^The answer is not JSON: .*\n\{"seller":/s);
  expect(exitCode).toBe(1);
});

test('validate-gateway.ts finds nothing wrong with a sound server', async () => {
  const { environment, simulator } = await simulated();
  const { stdout, exitCode } = await runExample('validate-gateway.ts', environment());
  expect(stdout).toBe(`${simulator.origin} keeps the contract.\n`);
  expect(exitCode).toBe(0);
});

test.each([
  ['fault-no-done', 'S13: A stream ends with `[DONE]`'],
  ['fault-malformed', 'S1: An event has no name'],
  ['fault-401', 'The stream has status 401.'],
])('validate-gateway.ts names what is wrong with %s', async (model, told) => {
  const { environment } = await simulated();
  const { stdout, exitCode } = await runExample('validate-gateway.ts', environment(model));
  expect(stdout).toContain(told);
  expect(stdout).not.toContain('keeps the contract');
  expect(exitCode).toBe(1);
});

test('ai-sdk.ts runs its tool, and prints the answer', async () => {
  const { environment } = await simulated();
  const { stdout } = await runExample('ai-sdk.ts', environment());
  expect(stdout).toMatch(/^get_weather: 4 °C in Oslo\n.*4 °C in Oslo.*\n\n\d+ tokens\n$/s);
});

test('ai-sdk.ts prints the cost, where the gateway tells it', async () => {
  const { environment } = await simulated();
  const PARLEY_BASE_URL = await startRecordedGateway('stream');
  const { stdout } = await runExample('ai-sdk.ts', { ...environment(), PARLEY_BASE_URL });
  expect(stdout).toMatch(/\n\d+ tokens\n\w+, \$0\.\d+\n$/);
});

test('ai-sdk.ts says why there is no answer', async () => {
  const { environment } = await simulated();
  const { stderr, exitCode } = await runExample('ai-sdk.ts', { ...environment(), PARLEY_API_KEY: 'wrong' });
  expect(stderr).toContain('Incorrect API key');
  expect(exitCode).toBe(1);
});
