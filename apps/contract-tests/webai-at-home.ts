// `npm run test:webai`: somebody else's conformance tests for OpenAI-compatible servers, from npm, against the gateway.
// They come with 190 MB, so they are fetched when they are wanted. https://www.npmjs.com/package/webai-at-home
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { readConfig, startGateway } from '@parley/gateway';
import pino from 'pino';

const version = '0.1.8';
const run = promisify(execFile);

/** What asks for a mind behind the wire, which the simulator hasn't. This list may only get shorter. */
const beyondTheSimulator = new Set([
  'history.recalled',
  'tools.reads_a_tool_result_back',
  'tools.answers_without_a_call_when_none_is_needed',
  'parameters.temperature',
]);

type Result = { id: string; status: string };

const folder = resolve(import.meta.dirname, `../../node_modules/.cache/parley/webai-at-home-${version}`);
const program = join(folder, 'node_modules/webai-at-home/dist/cli.js');
if (!existsSync(program)) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const quiet = ['--no-audit', '--no-fund', '--silent', '--ignore-scripts'];
  await run('npm', ['install', ...quiet, `webai-at-home@${version}`], { cwd: folder });
}

const gateway = await startGateway({
  config: readConfig({ contract: 'enforce' }, 'webai-at-home.ts'),
  environment: {},
  masterKey: 'webai',
  host: '127.0.0.1',
  port: 0,
  log: pino({ level: 'silent' }),
  // It looks whether words come one after the other.
  simulatorPace: 'model',
});
try {
  const report = join(folder, 'report.json');
  const to = ['-u', `${gateway.url}/v1`, '-k', 'webai', '-m', 'simulator/sim-large'];
  const how = ['--profile', 'full', '--format', 'json', '-o', report];
  await run(process.execPath, [program, 'openai_test', 'conformance', ...to, ...how]);
  const { tests }: { tests: Result[] } = JSON.parse(readFileSync(report, 'utf8'));
  const wrong = new Set(tests.filter(({ status }) => status !== 'pass').map(({ id }) => id));
  const found = [...wrong].filter((id) => !beyondTheSimulator.has(id));
  const better = [...beyondTheSimulator].filter((id) => !wrong.has(id));
  process.stdout.write(
    `webai-at-home ${version}: ${tests.filter(({ status }) => status === 'pass').length} of ${tests.length} pass\n`,
  );
  for (const id of found) process.stdout.write(`FAIL  ${id}\n`);
  for (const id of better) process.stdout.write(`FAIL  ${id} passes now: take it off the list\n`);
  if (found.length + better.length > 0 || tests.length === 0) process.exitCode = 1;
} finally {
  await gateway.close();
}
