import { expect, test } from 'vitest';
import catalogSchema from './catalog/catalog.schema.json' with { type: 'json' };
import schema from './config.schema.json' with { type: 'json' };

type Schema = {
  type?: string | string[];
  enum?: unknown[];
  description?: string;
  properties?: { [name: string]: Schema };
  additionalProperties?: boolean | Schema;
  items?: Schema;
  $ref?: string;
};

const definitions: { [name: string]: Schema } = { ...catalogSchema.$defs, ...schema.$defs };

/** A schema with what it refers to in its place. */
function resolved(given: Schema): Schema {
  const referred = definitions[given.$ref?.split('/').at(-1) ?? ''];
  if (referred === undefined) return given;
  const { properties, ...rest } = resolved(referred);
  return { ...rest, ...given, properties: { ...properties, ...given.properties } };
}

/** Every field that has no fields itself, as `timeouts.idleMs`, with what is said of it. */
function fieldsOf(given: Schema, path: string): [field: string, description: string][] {
  const { properties = {}, additionalProperties, items, description = '' } = resolved(given);
  const inner = Object.entries(properties).flatMap(([name, field]) => fieldsOf(field, `${path}.${name}`));
  for (const each of [additionalProperties, items])
    if (typeof each === 'object')
      inner.push(...fieldsOf(each, `${path}[]`).filter(([at]) => at !== `${path}[]`));
  return inner.length > 0 ? inner : [[path, description]];
}

test('every field says what it is', () => {
  const fields = fieldsOf(schema, '');
  expect(fields.length).toBeGreaterThan(100);
  expect(fields.filter(([, description]) => description === '').map(([field]) => field)).toEqual([]);
});
