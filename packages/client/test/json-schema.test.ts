import * as v from 'valibot';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type JsonSchema, jsonSchema, type Schema, withJsonSchema } from '../src/index.ts';

async function issuesOf(schema: Schema, value: unknown) {
  const { issues = [] } = await schema['~standard'].validate(value);
  return issues.map(({ message, path }) => `${path?.map(String).join('.')} ${message}`);
}

const person = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    age: { type: 'integer' },
    tags: { type: 'array', items: { enum: ['a', 'b'] } },
    home: { anyOf: [{ type: 'null' }, { type: 'object', properties: { city: { type: 'string' } } }] },
    version: { const: 1 },
    height: { type: ['number', 'null'] },
  },
  required: ['name'],
} as const;

test.each<[JsonSchema, unknown, string[]]>([
  [person, { name: 'Ada', age: 36, tags: ['a'], home: { city: 'Oslo' }, version: 1, height: null }, []],
  [person, { name: 'Ada', home: null, height: 1.7, more: true }, []],
  [person, { age: 36 }, ['name is missing']],
  [person, Object.create({ name: 'Ada' }), ['name is missing']],
  [person, { name: 5, age: 3.5 }, ['name must be string', 'age must be integer']],
  [
    person,
    { name: 'Ada', tags: ['a', 'c', 5] },
    ['tags.1 must be one of "a", "b"', 'tags.2 must be one of "a", "b"'],
  ],
  [person, { name: 'Ada', tags: 'a' }, ['tags must be array']],
  [person, { name: 'Ada', home: { city: 5 } }, ['home must fit one of the given schemas']],
  [person, { name: 'Ada', version: '1' }, ['version must be 1']],
  [person, { name: 'Ada', height: '1' }, ['height must be number or null']],
  [person, [], [' must be object']],
  [person, null, [' must be object']],
  [{ oneOf: [{ type: 'boolean' }, { const: { a: 1 } }] }, { a: 1 }, []],
  [{ type: 'array' }, [1, 'two'], []],
  [{ type: 'number', minimum: 5 }, 1, []],
  [{}, undefined, []],
])('by %j, %j has the issues %j', async (schema, value, issues) => {
  expect(await issuesOf(jsonSchema(schema), value)).toEqual(issues);
});

test('a JSON Schema says itself as it is, and what fits is given as it is', async () => {
  const schema = jsonSchema(person);
  const value = { name: 'Ada' };
  expect(schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' })).toEqual(person);
  expect(await schema['~standard'].validate(value)).toEqual({ value });
});

test('a validator of another library says itself by the JSON Schema beside it', async () => {
  const said = { type: 'object', properties: { at: { type: 'string' } }, required: ['at'] };
  const schema = withJsonSchema(v.object({ at: v.pipe(v.string(), v.toUpperCase()) }), said);
  expect(schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' })).toEqual(said);
  expect(await schema['~standard'].validate({ at: 'noon' })).toMatchObject({ value: { at: 'NOON' } });
  expect(await issuesOf(schema, { at: 'noon' })).toEqual([]);
  expect((await schema['~standard'].validate({ at: 5 })).issues).toHaveLength(1);
});

test("zod's schemas need nothing", () => {
  const schema: Schema<{ city: string }> = z.object({ city: z.string() });
  expect(schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' })).toMatchObject({ type: 'object' });
});
