// Writes src/generated/: for each profile the validators, a module an operation, and the table of them; and the rules.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from './compile.ts';
import { type Document, operationsOf, pathOf, type Rules, readContract } from './document.ts';
import { fileNameOf, mediaTypeSchemas, operationModule, tableModule } from './operations.ts';
import { parameterSchemas } from './parameters.ts';
import { type Profile, profilesOf } from './profiles.ts';
import { strictSchemas } from './strict-schema.ts';

const output = join(import.meta.dirname, '../src/generated');
const write = (name: string, source: string, text: string) =>
  writeFileSync(
    join(output, name),
    `// Generated from openapi/${source} by \`npm run generate\`. Do not edit.\n${text}`,
  );

for (const profile of profilesOf(readContract<Document>('openapi.json'))) await writeProfile(profile);
writeRules(Object.values(readContract<Rules>('rules.json')).flat());

async function writeProfile(profile: Profile): Promise<void> {
  const { document, folder } = profile;
  const parameters = parameterSchemas(document);
  const schemaNames = [...new Set([...mediaTypeSchemas(document), ...profile.alsoExported])].sort();
  const parameterNames = Object.keys(parameters);
  const validators = await compile(
    strictSchemas({ ...document.components.schemas, ...parameters }),
    Object.fromEntries([...schemaNames, ...parameterNames].map((name) => [`validate${name}`, name])),
  );

  const operations = operationsOf(document);
  mkdirSync(join(output, folder, 'operations'), { recursive: true });
  write(`${folder}/validators.gen.js`, 'openapi.yaml', validators);
  write(`${folder}/validators.gen.d.ts`, 'openapi.yaml', declarations(profile, schemaNames, parameterNames));
  write(`${folder}/operations.gen.ts`, 'openapi.yaml', tableModule(document, profile));
  for (const operation of operations)
    write(
      `${folder}/operations/${fileNameOf(operation.operationId)}.ts`,
      'openapi.yaml',
      operationModule(operation, pathOf(operation, document), document, parameters, profile),
    );
  const current = operations.map(({ operationId }) => `${fileNameOf(operationId)}.ts`);
  for (const name of readdirSync(join(output, folder, 'operations')))
    if (!current.includes(name)) rmSync(join(output, folder, 'operations', name));
}

function declarations({ types, source }: Profile, schemaNames: string[], parameterNames: string[]): string {
  const typeOf = (name: string) =>
    types.names === 'all' || types.names.includes(name) ? `Types.${name}` : 'unknown';
  return `import type * as Types from '${types.from.replace(/\.ts$/, '.js')}';
import type { Validator } from '${source}/validator.js';

${schemaNames.map((name) => `export declare const validate${name}: Validator<${typeOf(name)}>;`).join('\n')}
${parameterNames.map((name) => `export declare const validate${name}: Validator<Record<string, string>>;`).join('\n')}
`;
}

function writeRules(rules: Rules[string]): void {
  write(
    'rules.gen.ts',
    'rules.yaml',
    `export const rules = {
${rules.map(({ id, rule }) => `  ${id}: ${JSON.stringify(rule)},`).join('\n')}
} as const;

export type RuleId = keyof typeof rules;
`,
  );
}
