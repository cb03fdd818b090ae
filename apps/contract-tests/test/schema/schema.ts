import { contract } from '../support/contract.ts';

export type Type = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** JSON Schema, as far as the contract uses it. */
export type Schema = {
  $ref?: string;
  type?: Type | Type[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  minProperties?: number;
  maxProperties?: number;
};

const known = new Set(
  `$ref type const enum anyOf oneOf minimum maximum minLength maxLength pattern format
  items minItems maxItems properties required additionalProperties propertyNames minProperties maxProperties
  description deprecated examples discriminator x-extensible-enum`.split(/\s+/),
);

export const schemaNames = Object.keys(contract.components.schemas);

/** The schema behind a `$ref`, or the schema itself. Throws on a keyword that nobody here would heed. */
export function resolve(schema: Schema): Schema {
  const strange = Object.keys(schema).filter((keyword) => !known.has(keyword));
  if (strange.length > 0) throw new Error(`Teach the tests what these keywords mean: ${strange.join(', ')}.`);
  return schema.$ref === undefined ? schema : resolve(schemaNamed(schema.$ref.split('/').at(-1) ?? ''));
}

export function schemaNamed(name: string): Schema {
  const schema = contract.components.schemas[name];
  if (schema === undefined) throw new Error(`The contract has no schema ${name}.`);
  return schema;
}

/** What a value has to fit that takes this branch of a union, written as one schema without the union. */
export function withBranch({ anyOf: _any, oneOf: _one, ...shared }: Schema, branch: Schema): Schema {
  const chosen = resolve(branch);
  return {
    ...shared,
    ...chosen,
    required: [...new Set([...(shared.required ?? []), ...(chosen.required ?? [])])],
    properties: { ...shared.properties, ...chosen.properties },
  };
}

export const branchesOf = (schema: Schema): Schema[] | undefined =>
  (schema.oneOf ?? schema.anyOf)?.map((branch) => withBranch(schema, branch));

export const typesOf = ({ type }: Schema): Type[] => (type === undefined ? [] : [type].flat());
