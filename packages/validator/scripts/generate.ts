// Writes src/generated/: the validators of the contract, which operation uses which, and the rules with their ids.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from './compile.ts';
import { type Document, type Rules, readContract } from './document.ts';
import { mediaTypeSchemas, operationsModule, parameterSchemas } from './operations.ts';
import { strictSchemas } from './strict-schema.ts';

const alsoExported = ['ChatChunk', 'ChatStreamError', 'Usage', 'ChatMetadata', 'PriceRow'];
const document = readContract<Document>('openapi.json');
const rules = Object.values(readContract<Rules>('rules.json')).flat();
const parameters = parameterSchemas(document);
const schemaNames = [...new Set([...mediaTypeSchemas(document), ...alsoExported])].sort();
const parameterNames = Object.keys(parameters);

const validators = await compile(
  strictSchemas({ ...document.components.schemas, ...parameters }),
  Object.fromEntries([...schemaNames, ...parameterNames].map((name) => [`validate${name}`, name])),
);

const output = join(import.meta.dirname, '../src/generated');
mkdirSync(output, { recursive: true });
const write = (name: string, source: string, text: string) =>
  writeFileSync(
    join(output, name),
    `// Generated from openapi/${source} by \`npm run generate\`. Do not edit.\n${text}`,
  );

write('validators.gen.js', 'openapi.yaml', validators);
write(
  'validators.gen.d.ts',
  'openapi.yaml',
  `import type * as Types from '@parley/types';
import type { Validator } from '../validator.js';

${schemaNames.map((name) => `export declare const validate${name}: Validator<Types.${name}>;`).join('\n')}
${parameterNames.map((name) => `export declare const validate${name}: Validator<Record<string, string>>;`).join('\n')}
`,
);
write('operations.gen.ts', 'openapi.yaml', operationsModule(document, parameters));
write(
  'rules.gen.ts',
  'rules.yaml',
  `export const rules = {
${rules.map(({ id, rule }) => `  ${id}: ${JSON.stringify(rule)},`).join('\n')}
} as const;

export type RuleId = keyof typeof rules;
`,
);
