// The rules of our own in redocly.yaml: each is broken once in a copy of the contract, and must say so.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const copies: string[] = [];
afterAll(() => {
  for (const copy of copies) rmSync(copy, { recursive: true });
});

function lintWith(file: string, from: string, to: string) {
  const copy = mkdtempSync(join(tmpdir(), 'parley-lint-'));
  copies.push(copy);
  for (const part of [
    'openapi.yaml',
    'redocly.yaml',
    'paths',
    'schemas',
    'headers',
    'responses',
    'parameters',
  ]) {
    cpSync(join(root, part), join(copy, part), { recursive: true });
  }
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
  const { status, stdout, stderr } = spawnSync(
    'redocly',
    ['lint', 'openapi.yaml', '--config', 'redocly.yaml', '--format', 'json'],
    { cwd: copy, encoding: 'utf8', env: { ...process.env, REDOCLY_TELEMETRY: 'off' } },
  );
  return { status, output: stdout + stderr };
}

const chat = 'paths/chat-completions.yaml';
const faults: [reason: string, rule: string, file: string, from: string, to: string][] = [
  [
    'validators accept anything that is no object',
    'rule/discriminator-needs-object',
    'schemas/tool.yaml',
    'type: object\n',
    '',
  ],
  [
    'a body gets no type of its own',
    'rule/media-type-schema-is-ref',
    chat,
    '{ $ref: ../schemas/chat-completion.yaml }',
    '{ type: object }',
  ],
  [
    'generators disagree about them',
    'rule/no-defs',
    'schemas/stop.yaml',
    'anyOf:',
    '$defs: { x: { type: string } }\nanyOf:',
  ],
  [
    'docs have nothing to show',
    'rule/operation-is-described',
    'paths/models.yaml',
    '  summary: List models\n',
    '',
  ],
];

test.each(faults)('the linter objects: %s', (_reason, rule, file, from, to) => {
  const { status, output } = lintWith(file, from, to);
  expect(status).toBe(1);
  expect(output).toContain(rule);
});

test('the contract itself passes without errors and warnings', () => {
  const { status, output } = lintWith(chat, 'Create a chat completion', 'Create a chat completion');
  expect(status, output).toBe(0);
  expect(output).toContain('"warnings": 0');
});
