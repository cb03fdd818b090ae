// Makes generated/openapi.json out of openapi.yaml and its parts, and generated/rules.json out of rules.yaml.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { addExamples } from './examples.ts';
import { nameComponents } from './name-components.ts';

const root = join(import.meta.dirname, '..');
const bundled = join(tmpdir(), `parley-openapi-${process.pid}.json`);

execFileSync('redocly', ['bundle', 'openapi.yaml', '--config', 'redocly.yaml', '--output', bundled], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'pipe'],
  env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
});
const document = nameComponents(JSON.parse(readFileSync(bundled, 'utf8')));
rmSync(bundled);
addExamples(document, join(root, 'examples'));

mkdirSync(join(root, 'generated'), { recursive: true });
const write = (name: string, value: unknown) =>
  writeFileSync(join(root, 'generated', name), `${JSON.stringify(value, null, 2)}\n`);
write('openapi.json', document);
write('rules.json', parse(readFileSync(join(root, 'rules.yaml'), 'utf8')));
