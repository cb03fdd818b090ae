import { nameOf, type Schema } from './document.ts';
import { isSchema } from './strict-schema.ts';

/**
 * What a value of a union may be, to stand after "must": `be a string, an array of at most 4 strings or null`.
 * The words are made here, where the schema is at hand, and travel in the generated code with the union's error.
 */
export function describeUnion(schema: Schema, components: Record<string, Schema>): string {
  const branches = list(schema['anyOf']).filter(isSchema);
  const required = branches.map((branch) =>
    Object.keys(branch).join() === 'required' ? list(branch['required']) : [],
  );
  if (required.every((names) => names.length > 0))
    return `have ${orList(required.map((names) => names.join(' and ')))}`;
  const words = branches.flatMap((branch) => describe(resolved(branch, components), components));
  return `be ${orList([...new Set(words)])}`;
}

function describe(schema: Schema, components: Record<string, Schema>): string[] {
  if (schema['const'] !== undefined) return [JSON.stringify(schema['const'])];
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => JSON.stringify(value));
  if (Array.isArray(schema['anyOf']))
    return schema['anyOf'].flatMap((branch) => describe(resolved(branch, components), components));
  const types = Array.isArray(schema['type']) ? schema['type'] : [schema['type']];
  return types.map((type) => {
    if (type === 'array') return `${arrayOf(schema)}${plural(schema['items'])}`;
    if (type === 'null') return 'null';
    return `${/^[aio]/.test(String(type)) ? 'an' : 'a'} ${type}`;
  });
}

function arrayOf(schema: Schema): string {
  if (schema['maxItems'] !== undefined) return `an array of at most ${schema['maxItems']} `;
  return schema['minItems'] === 1 ? 'a non-empty array of ' : 'an array of ';
}

function plural(items: unknown): string {
  if (!isSchema(items)) return 'values';
  if (typeof items['$ref'] === 'string')
    return `${nameOf(items['$ref'])
      .replace('#', '')
      .replace(/(?<!^)(?=[A-Z])/g, ' ')
      .toLowerCase()}s`;
  return `${items['type'] ?? 'value'}s`;
}

function resolved(schema: Schema, components: Record<string, Schema>): Schema {
  if (typeof schema['$ref'] !== 'string') return schema;
  return components[nameOf(schema['$ref']).replace('#', '')] ?? schema;
}

function orList(words: string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
