// `npm run test:packages`: the packages as a stranger gets them. Each is packed, all are installed from their tarballs
// into an empty folder, and a program that uses them is compiled by three TypeScripts and run by two Nodes.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { published } from './published.ts';

const compilers = ['5.9.3', '6.0.3', '7.0.2'];
const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'parley-consumer-'));

const run = (command: string, ...given: string[]): string =>
  execFileSync(command, given, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
const node = (version: number, ...given: string[]): string =>
  run('npm', 'exec', '--yes', '--prefix', folder, `--package=node@${version}`, '--', 'node', ...given);
const say = (what: string) => process.stdout.write(`ok    ${what}\n`);

try {
  for (const name of published) {
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: join(root, name) });
  }
  const tarballs = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  say(`${tarballs.length} packages packed`);

  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const typescripts = compilers.map((version) => `typescript-${version}@npm:typescript@${version}`);
  const others = ['@types/node@24.19.2', 'ai@7.0.173', 'fastify@5.12.8', 'zod@4.6.7', ...typescripts];
  run(
    'npm',
    'install',
    '--no-audit',
    '--no-fund',
    '--silent',
    ...tarballs.map((name) => `./${name}`),
    ...others,
  );
  say('installed in an empty folder');

  cpSync(join(root, 'scripts/consumer'), folder, { recursive: true });
  for (const version of compilers) {
    run('node', `node_modules/typescript-${version}/bin/tsc`, '-p', 'tsconfig.json');
    say(`compiles with TypeScript ${version}`);
  }
  for (const version of [20, 24]) {
    run('npm', 'pkg', 'set', `engines.node=>=${version}`);
    process.stdout.write(node(version, 'dist/consumer.js'));
    say(`runs on Node ${node(version, '--version').trim()}`);
  }
  process.stdout.write(node(24, 'dist/gateway-consumer.js'));
  say('the gateway runs from its package');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
