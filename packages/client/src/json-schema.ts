import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { FromJsonSchema, JsonSchema } from './from-json-schema.ts';
import { isRecord } from './json.ts';
import type { Schema } from './schema.ts';

/**
 * A JSON Schema as a schema for tools and structured output, with the type that it says. Checked is what makes the type
 * true: `type`, `properties`, `required`, `items`, `enum`, `const`, `anyOf`, `oneOf`. Whatever else stands in it is sent
 * to the model and not checked here; for that, give a validator to `withJsonSchema`.
 */
export function jsonSchema<const S extends JsonSchema>(schema: S): Schema<FromJsonSchema<S>> {
  return withJsonSchema<FromJsonSchema<S>>(
    {
      '~standard': {
        version: 1,
        vendor: 'parley',
        validate(value) {
          const issues = issuesOf(schema, value, []);
          return fits<S>(value, issues) ? { value } : { issues };
        },
      },
    },
    schema,
  );
}

/** Any Standard Schema, such as valibot's, with the JSON Schema of what it takes. */
export function withJsonSchema<Output>(
  validator: StandardSchemaV1<unknown, Output>,
  schema: JsonSchema,
): Schema<Output> {
  const say = () => ({ ...schema });
  return { '~standard': { ...validator['~standard'], jsonSchema: { input: say, output: say } } };
}

type Issues = StandardSchemaV1.Issue[];
type Path = readonly PropertyKey[];

function fits<S>(_value: unknown, issues: Issues): _value is FromJsonSchema<S> {
  return issues.length === 0;
}

function issuesOf(schema: unknown, value: unknown, path: Path): Issues {
  if (!isRecord(schema)) return [];
  const { enum: values, anyOf, oneOf, type } = schema;
  const must = (what: string): Issues => [{ message: `must ${what}`, path }];
  if ('const' in schema && !isSame(schema['const'], value)) return must(`be ${write(schema['const'])}`);
  if (Array.isArray(values) && !values.some((one) => isSame(one, value))) {
    return must(`be one of ${values.map(write).join(', ')}`);
  }
  const options = anyOf ?? oneOf;
  if (Array.isArray(options) && !options.some((option) => issuesOf(option, value, path).length === 0)) {
    return must('fit one of the given schemas');
  }
  const types: unknown[] = [type ?? []].flat();
  if (types.length > 0 && !types.some((one) => isOfType(one, value))) return must(`be ${types.join(' or ')}`);
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => issuesOf(schema['items'], item, [...path, index]));
  }
  return isRecord(value) ? issuesOfMembers(schema, value, path) : [];
}

function issuesOfMembers(
  { properties, required }: Record<string, unknown>,
  value: Record<string, unknown>,
  path: Path,
): Issues {
  const missing = (Array.isArray(required) ? required : [])
    .filter((key) => !Object.hasOwn(value, key))
    .map((key) => ({ message: 'is missing', path: [...path, key] }));
  const wrong = Object.entries(isRecord(properties) ? properties : {})
    .filter(([key]) => Object.hasOwn(value, key))
    .flatMap(([key, property]) => issuesOf(property, value[key], [...path, key]));
  return [...missing, ...wrong];
}

function isOfType(type: unknown, value: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isRecord(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

const write = (value: unknown) => JSON.stringify(value);

function isSame(first: unknown, second: unknown): boolean {
  return write(first) === write(second);
}
