// The README's commands, as they are run after `npm ci && npm start`: in a checkout where nothing was built.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testGateway } from '../support/test-gateway.ts';

const root = resolve(import.meta.dirname, '../../../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const commands = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, code = '']) =>
  code.split('\n').filter((line) => line.startsWith('npx ')),
);

let checkout: string;
beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), 'parley-checkout-'));
  const isSource = (path: string) => !/^(dist|node_modules|\.\w+)$/.test(basename(path));
  for (const part of ['package.json', 'openapi', 'packages', 'apps/gateway'])
    cpSync(join(root, part), join(checkout, part), { recursive: true, filter: isSource });
  const modules = join(checkout, 'node_modules');
  const link = (target: string, name: string) => symlinkSync(target, join(modules, name));
  for (const folder of ['', '@parley', '.bin']) mkdirSync(join(modules, folder));
  for (const name of readdirSync(join(root, 'node_modules')))
    if (!name.startsWith('.') && name !== '@parley') link(join(root, 'node_modules', name), name);
  for (const name of readdirSync(join(checkout, 'packages')))
    link(`../../packages/${name}`, `@parley/${name}`);
  for (const name of ['openapi', 'apps/gateway']) link(`../../${name}`, `@parley/${basename(name)}`);
  link('../@parley/gateway/bin/parley.js', '.bin/parley');
});
afterAll(() => rmSync(checkout, { recursive: true }));

async function run(command: string, environment: { [name: string]: string } = {}): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-c', command], {
    cwd: checkout,
    env: { ...process.env, ...environment },
  });
  return stdout;
}

test.each(['npx parley --help', ...commands])('%s', async (command) => {
  await using gateway = await testGateway({});
  const printed = await run(command, { PARLEY_BASE_URL: gateway.url, PARLEY_API_KEY: gateway.key });
  expect(printed).toMatch(command.includes('keys create') ? /^parley_\w+\n/ : /^parley: /);
});

test('who runs it gets its exit code', async () => {
  await expect(run('npx parley no-such-command')).rejects.toMatchObject({ code: 1 });
});
