import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { breakingChanges } from '../../../../openapi/scripts/breaking/breaking-changes.ts';
import type { Change } from '../../../../openapi/scripts/breaking/change.ts';
import { isObject, type Json, type JsonObject } from '../../../../openapi/scripts/breaking/json.ts';
import { code } from '../markdown.ts';
import type { Page } from '../page.ts';

const root = join(import.meta.dirname, '../../../..');

/** What changed in the contract since its last release, by the check that guards it; and the releases before. */
export function changelogPage(): Page {
  const base = readDocument('openapi/baseline/openapi.json');
  const head = readDocument('openapi/generated/openapi.json');
  const info = base['info'];
  const version =
    isObject(info) && typeof info['version'] === 'string' ? info['version'] : 'the last release';
  return {
    slug: 'reference/changelog',
    title: 'Changes of the contract',
    description:
      'What changed in the contract since its last release, breaking or not, and what each release said.',
    source: 'openapi/baseline/openapi.json, openapi/generated/openapi.json and .changeset/',
    body: `A check compares the contract with the one that was last released, for every request and every answer. What can turn a valid request into an invalid one, or an answer into one that was not promised, is breaking, and does not land without a changeset that says so.

## Since ${version}

${changesOf(breakingChanges(base, head))}

## Waiting for release

${changesets()}
${releases()}`,
  };
}

function changesOf(changes: readonly Change[]): string {
  if (changes.length === 0) return 'Nothing: this is the contract as last released.';
  const operations = [...new Set(changes.map(({ operation }) => operation))];
  return operations
    .map((operation) => {
      const lines = changes
        .filter((change) => change.operation === operation)
        .sort((a, b) => Number(b.level === 'breaking') - Number(a.level === 'breaking'))
        .map(({ where, level, message }) => {
          const place = where.slice(operation.length).trim();
          return `- **${level}** ${place === '' ? '' : `${code(place)}: `}${message}`;
        });
      return `### ${operation}\n\n${[...new Set(lines)].join('\n')}`;
    })
    .join('\n\n');
}

function changesets(): string {
  const folder = join(root, '.changeset');
  const texts = readdirSync(folder)
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .filter((text) => text.includes('"@parley/openapi"'))
    .map((text) => `- ${text.replace(/^---\n.*?\n---\n/s, '').trim()}`);
  return texts.length === 0 ? 'Nothing.' : texts.join('\n');
}

function releases(): string {
  const file = join(root, 'openapi/CHANGELOG.md');
  return existsSync(file) ? readFileSync(file, 'utf8').replace(/^# .*\n/, '') : '';
}

function readDocument(file: string): JsonObject {
  const document: Json = JSON.parse(readFileSync(join(root, file), 'utf8'));
  if (!isObject(document)) throw new Error(`${file} holds no JSON object.`);
  return document;
}
