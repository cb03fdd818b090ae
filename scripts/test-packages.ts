// `npm run test:packages`: the packages as a stranger gets them. Each is packed, all are installed from their tarballs
// into an empty folder, and programs that use them are compiled by three TypeScripts and run by two Nodes.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { published } from './published.ts';

const compilers = ['5.9.3', '6.0.3', '7.0.2'];
const configurations = ['tsconfig.json', 'tsconfig.ai-sdk.json', 'tsconfig.browser.json'];
const programs: [nodeVersion: number, program: string][] = [
  [20, 'sdk-consumer.js'],
  [24, 'sdk-consumer.js'],
  [24, 'ai-sdk-consumer.js'],
  [24, 'gateway-consumer.js'],
];

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'parley-consumer-'));
const startedAt = performance.now();

const say = (what: string) => process.stdout.write(`ok    ${what}\n`);

/** Runs a command in the folder, and gives what it prints. */
function run(command: string, ...given: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, given, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${given.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

/** A package in the version that this repository has of it. */
function asHere(name: string): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'),
  );
  return `${name}@${version}`;
}

try {
  for (const name of published) {
    run('npm', 'pack', '--silent', join(root, name));
  }
  const tarballs = readdirSync(folder).map((name) => `./${name}`);
  say(`${tarballs.length} packages packed`);

  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  // @types/json-schema: the AI SDK's types need it, and don't bring it.
  const others = ['@types/json-schema', '@types/node', 'ai', 'fastify', 'pino', 'zod'].map(asHere);
  const typescripts = compilers.map((version) => `typescript-${version}@npm:typescript@${version}`);
  run('npm', 'install', '--no-audit', '--no-fund', '--silent', ...tarballs, ...others, ...typescripts);
  say('installed in an empty folder');

  const installed = readdirSync(join(folder, 'node_modules/@parley'), { recursive: true, encoding: 'utf8' });
  const surplus = installed.filter((name) => /\.test\.|\/(fixtures|test)\//.test(name));
  if (surplus.length > 0) throw new Error(`Nobody who installs it needs ${surplus.join(', ')}.`);

  cpSync(join(root, 'scripts/consumer'), folder, { recursive: true });
  for (const version of compilers) {
    for (const configuration of configurations) {
      run('node', `node_modules/typescript-${version}/bin/tsc`, '-p', configuration);
    }
    say(`compiles with TypeScript ${version}`);
  }
  for (const [version, program] of programs) {
    const nodePackage = `--package=node@${version}`;
    process.stdout.write(
      run('npm', 'exec', '--yes', '--silent', nodePackage, '--', 'node', `dist/${program}`),
    );
    say(`${program} runs on Node ${version}`);
  }
  process.stdout.write(`\n${((performance.now() - startedAt) / 1000).toFixed(0)} s\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
