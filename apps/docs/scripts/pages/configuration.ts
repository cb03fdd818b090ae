import { readConfig } from '@parley/gateway';
import catalogSchema from '../../../gateway/src/catalog/catalog.schema.json' with { type: 'json' };
import configSchema from '../../../gateway/src/config.schema.json' with { type: 'json' };
import { code, table } from '../markdown.ts';
import type { Page } from '../page.ts';

type Schema = {
  type?: string | string[];
  description?: string;
  properties?: { [name: string]: Schema };
  additionalProperties?: boolean | Schema;
  items?: Schema;
  enum?: unknown[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  $ref?: string;
};

const schema: Schema & { $defs: { [name: string]: Schema } } = configSchema;
const catalogDefs: { [name: string]: Schema } = catalogSchema.$defs;
const defaults: { [name: string]: unknown } = readConfig({}, 'no file');

const example = `{
  "providers": {
    "openai": { "apiKey": "env:OPENAI_API_KEY" },
    "my-vllm": {
      "adapter": "openai-compatible",
      "baseUrl": "http://127.0.0.1:8000/v1",
      "models": { "qwen3": { "context_tokens": 32768, "abilities": ["streaming", "tools"] } }
    }
  },
  "auto": { "candidates": ["openai/gpt-5-mini", "my-vllm/qwen3"] },
  "cors": { "origins": ["http://127.0.0.1:4321"] }
}`;

const pricedModel = `{
  "providers": {
    "my-vllm": {
      "adapter": "openai-compatible",
      "baseUrl": "http://127.0.0.1:8000/v1",
      "models": {
        "qwen3": {
          "price": {
            "as_of": "2026-11-01",
            "input": "0.20",
            "output": "0.60",
            "tiers": [{ "above_prompt_tokens": 128000, "input": "0.40", "output": "1.20" }]
          }
        }
      }
    }
  }
}`;

for (const text of [example, pricedModel]) readConfig(JSON.parse(text), 'an example of the reference');

/** Every field of parley.config.json, with its default. */
export function configurationPage(): Page {
  const fields = Object.entries(schema.properties ?? {}).filter(([name]) => name !== '$schema');
  const sections = fields.map(([name, field]) => `## ${name}\n\n${sectionOf(name, field)}`);
  return {
    slug: 'reference/configuration',
    title: 'Configuration',
    description: 'Every field of parley.config.json, what it means and what it is when left out.',
    source: 'apps/gateway/src/config.schema.json and config.ts',
    deepestHeading: 2,
    body: `The gateway reads \`parley.config.json\` in the folder where it is started, or the file that \`PARLEY_CONFIG\` names. All of it is optional. It is held to a JSON Schema, and every problem is reported at once; a field that isn't known is one.

\`\`\`json
${example}
\`\`\`

${sections.join('\n\n')}`,
  };
}

function sectionOf(name: string, given: Schema): string {
  const field = resolve(given);
  const prose = field.description === undefined ? '' : `${field.description}\n\n`;
  const value = defaults[name];
  if (name === 'providers')
    return `${prose}${fieldsOf(resolve(field.additionalProperties), undefined)}\n\n### models\n\n${modelsOf()}`;
  if (field.properties !== undefined) return prose + fieldsOf(field, value);
  return `${prose}${typeOf(field)}. Default: ${shown(value)}.`;
}

function modelsOf(): string {
  const configured = resolve(catalogDefs['configured']);
  return `What \`providers.<id>.models.<name>\` says goes over what the catalogue knows of the model.

${fieldsOf(configured, undefined)}

A model whose prompts cost more when they are long:

\`\`\`json
${pricedModel}
\`\`\``;
}

function fieldsOf(object: Schema, values: unknown): string {
  const hasDefaults = isRecord(values);
  const rows = rowsOf(object, values, '').map(({ name, type, value, meaning }) => [
    code(name),
    type,
    ...(hasDefaults ? [value] : []),
    meaning,
  ]);
  const fields = table(['Field', 'Type', ...(hasDefaults ? ['Default'] : []), 'Meaning'], rows);
  return `<div class="fields">\n\n${fields}\n\n</div>`;
}

type Row = { name: string; type: string; value: string; meaning: string };

/** A row for each field, and for the fields of those that are objects. */
function rowsOf(object: Schema, values: unknown, prefix: string): Row[] {
  return Object.entries(object.properties ?? {}).flatMap(([key, given]) => {
    const field = resolve(given);
    const name = `${prefix}${key}`;
    const value = isRecord(values) ? values[key] : undefined;
    const inner = rowsOf(field, value, `${name}.`);
    const own = {
      name,
      type: typeOf(field),
      value: inner.length > 0 ? '' : shown(value),
      meaning: withCode(field.description ?? ''),
    };
    return [own, ...inner];
  });
}

/** A schema with what it refers to in its place. */
function resolve(given: Schema | boolean | undefined): Schema {
  if (given === undefined || typeof given === 'boolean') return {};
  const name = given.$ref?.split('/').at(-1);
  if (name === undefined) return given;
  const target = given.$ref?.startsWith('#') ? (schema.$defs[name] ?? catalogDefs[name]) : catalogDefs[name];
  if (target === undefined) throw new Error(`${given.$ref} leads nowhere.`);
  const resolved = resolve(target);
  if (resolved.properties === undefined) return { ...resolved, ...given };
  return { ...resolved, ...given, properties: { ...resolved.properties, ...given.properties } };
}

function typeOf(field: Schema): string {
  if (field.enum !== undefined) return field.enum.map((value) => code(JSON.stringify(value))).join(', ');
  const types = [field.type ?? 'any'].flat();
  const items = field.items === undefined ? '' : ` of ${typeOf(resolve(field.items))}`;
  const range = field.minimum === undefined && field.maximum === undefined ? '' : rangeOf(field);
  return types.map((type) => (type === 'array' ? `list${items}` : type)).join(' or ') + range;
}

function rangeOf({ minimum, maximum }: Schema): string {
  const show = (value: number) => value.toLocaleString('en');
  if (maximum === undefined) return `, ${show(minimum ?? 0)} or more`;
  return minimum === undefined ? `, ${show(maximum)} at most` : `, ${show(minimum)} to ${show(maximum)}`;
}

const shown = (value: unknown): string => (value === undefined ? '' : code(JSON.stringify(value)));

/** A description of the schema with its addresses and environment references set as code, so that none becomes a link. */
const withCode = (text: string): string => text.replaceAll(/(?:https?:\/\/|env:)[^\s,]*[^\s,.]/g, code);

const isRecord = (value: unknown): value is { [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
