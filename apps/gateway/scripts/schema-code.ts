import { Ajv2020, type Options } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import catalogSchema from '../src/catalog/catalog.schema.json' with { type: 'json' };
import configSchema from '../src/config.schema.json' with { type: 'json' };

/** CommonJS modules, by the names of their files, that check what their schema describes. */
export const schemaCode = (): { [file: string]: string } => ({
  'config.cjs': codeOf(configSchema, { allErrors: true }),
  'catalog-update.cjs': codeOf({ $ref: 'catalog/catalog.schema.json#/$defs/update' }, {}),
});

function codeOf(schema: object, options: Options): string {
  const ajv = new Ajv2020({ ...options, allowUnionTypes: true, code: { source: true } });
  ajv.addSchema(catalogSchema, 'catalog/catalog.schema.json');
  const code = standalone.default(ajv, ajv.compile(schema));
  return `// Generated from the schemas by \`npm run generate\`. Do not edit.\n${code}\n`;
}
