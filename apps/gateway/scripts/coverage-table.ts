// Writes generated/coverage.md: what becomes of each request field at each provider, from the tables beside the adapters.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Coverage, gatewayFields, type Support } from '../src/providers/adapter.ts';
import { knownProviders } from '../src/providers/index.ts';

const marks: Record<Support, string> = {
  forwarded: '✓',
  translated: '⇄',
  emulated: '◐',
  ignored: '–',
  rejected: '✗',
};

const columns = Object.entries(knownProviders)
  .filter(([id]) => id !== 'simulator')
  .map(([id, { adapter }]) => ({ id, coverage: adapter.coverage }))
  .sort((a, b) => (a.id < b.id ? -1 : 1));

const [first] = columns;
if (first === undefined) throw new Error('no provider is registered');

function table(part: keyof Coverage, fields: string[]): string {
  const cell = (coverage: Coverage, field: string) => {
    const supports: { [field: string]: Support } = coverage[part];
    const support = supports[field];
    if (support === undefined) throw new Error(`${field} has no place in a coverage table`);
    return marks[support];
  };
  return [
    `| | ${columns.map(({ id }) => id).join(' | ')} |`,
    `|---|${columns.map(() => ':-:').join('|')}|`,
    ...fields.map(
      (field) => `| \`${field}\` | ${columns.map(({ coverage }) => cell(coverage, field)).join(' | ')} |`,
    ),
  ].join('\n');
}

const text = `<!-- Generated from src/providers by \`npm run generate\`. Do not edit. -->

# What becomes of each field

✓ forwarded as it is · ⇄ translated to the provider's own way · ◐ emulated by the gateway · – ignored, and named in \`metadata.ignored_parameters\` · ✗ rejected with a 400

A model may take less than its provider: what it lacks is a 400 \`unsupported_by_model\`, or named as ignored. The gateway itself acts on ${gatewayFields.map((field) => `\`${field}\``).join(', ')}, whatever the provider.

## In the request

${table('request', Object.keys(first.coverage.request))}

## In its messages

${table('message', Object.keys(first.coverage.message))}
`;

const folder = join(import.meta.dirname, '../generated');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'coverage.md'), text);
