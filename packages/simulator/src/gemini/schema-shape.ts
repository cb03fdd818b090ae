import { isArray, isObject } from '../json.ts';
import * as is from '../shape.ts';

const count: is.Shape = (value, path) =>
  typeof value === 'string' ? is.matching(/^\d+$/)(value, path) : is.integer(0)(value, path);
const anyNumber = is.number(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);

const type: is.Shape = (value, path) =>
  is.oneOf(
    'STRING',
    'NUMBER',
    'INTEGER',
    'BOOLEAN',
    'ARRAY',
    'OBJECT',
    'NULL',
  )(typeof value === 'string' ? value.toUpperCase() : value, path);

const fields: Record<string, is.Shape> = {
  type,
  format: is.string,
  title: is.string,
  description: is.string,
  nullable: is.boolean,
  enum: is.listOf(is.string),
  items: schema,
  properties: is.dictionaryOf(schema),
  required: is.listOf(is.string),
  propertyOrdering: is.listOf(is.string),
  anyOf: is.listOf(schema, 1),
  default: is.anything,
  example: is.anything,
  pattern: is.string,
  minimum: anyNumber,
  maximum: anyNumber,
  minItems: count,
  maxItems: count,
  minLength: count,
  maxLength: count,
  minProperties: count,
  maxProperties: count,
};

/** Gemini's own `Schema`: a part of OpenAPI's, which is no JSON Schema. */
export function schema(value: unknown, path: is.Path): is.Mismatch | null {
  return is.members(fields)(value, path) ?? (isObject(value) ? checkTogether(value, path) : null);
}

function checkTogether(value: Record<string, unknown>, path: is.Path): is.Mismatch | null {
  const wrong = (name: string, wanted: string): is.Mismatch => ({
    path: [...path, name],
    problem: 'value',
    wanted,
    got: value[name],
  });
  const kind = String(value.type).toUpperCase();
  if (kind === 'ARRAY' && value.items === undefined) return wrong('items', 'there for ARRAY type');
  if (kind === 'STRING' && !['enum', 'date-time', undefined].some((known) => known === value.format))
    return wrong('format', "'enum' or 'date-time': no other is supported for STRING type");
  const properties = isObject(value.properties) ? value.properties : {};
  const required = isArray(value.required) ? value.required : [];
  const stray = required.find((name) => !Object.hasOwn(properties, String(name)));
  return stray === undefined ? null : wrong('required', `names of properties: "${stray}" is not defined`);
}

/** The parameters of a function: without any they are left out. */
export const parameters: is.Shape = (value, path) => {
  const wrong = schema(value, path);
  if (wrong !== null || !isObject(value) || String(value.type).toUpperCase() !== 'OBJECT') return wrong;
  if (isObject(value.properties) && Object.keys(value.properties).length > 0) return null;
  const wanted = 'non-empty for OBJECT type';
  return { path: [...path, 'properties'], problem: 'value', wanted, got: value.properties };
};
