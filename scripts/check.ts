// `npm run check`: everything that must hold before a change lands, tests aside. Runs all, then tells what failed.
import { spawnSync } from 'node:child_process';
import { published } from './published.ts';

const checks: [name: string, command: string][] = [
  [
    'generated code is fresh',
    'turbo run generate --force --output-logs=errors-only && git diff --exit-code --stat -- openapi/generated packages/types/src/generated apps/gateway/generated',
  ],
  ['the contract is linted', 'npm run --silent lint -w openapi'],
  ['every example is valid', 'node --conditions=@parley/source scripts/check-examples.ts'],
  ['no breaking change without a changeset', 'node openapi/scripts/check-breaking.ts'],
  ['format and lint', 'biome ci --colors=off'],
  ['types', 'turbo run typecheck --output-logs=errors-only && tsc -p scripts'],
  ['packages build', 'turbo run build --filter=!@parley/docs --output-logs=errors-only'],
  [
    'public types are as reported',
    'node scripts/api-report.ts && git add --intent-to-add "*.api.md" && git diff --exit-code -- "*.api.md"',
  ],
  ...published.map((folder): [string, string] => [
    `${folder} can be published`,
    `publint --strict ${folder} && attw --pack ${folder} --profile esm-only --quiet`,
  ]),
];

const failed: string[] = [];
for (const [name, command] of checks) {
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync(command, { shell: true, encoding: 'utf8' });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${status === 0 ? 'ok  ' : 'FAIL'}  ${name} (${seconds} s)\n`);
  if (status === 0) continue;
  failed.push(name);
  process.stdout.write(`\n$ ${command}\n${stdout}${stderr}\n`);
}
process.stdout.write(
  failed.length === 0 ? '\nAll checks pass.\n' : `\n${failed.length} failed: ${failed.join(', ')}.\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
