import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonFromSchema } from '../src/answer/json-from-schema.ts';
import { randomFrom } from '../src/random.ts';

const formats: Record<string, RegExp> = {
  date: /^\d{4}-\d\d-\d\d$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  email: /^[^@\s]+@[^@\s]+\.\w+$/,
  uuid: /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
  uri: /^https:\/\/\S+$/,
};

function make(schema: unknown, key = 'key', prompt = 'How is it in Oslo?'): unknown {
  return jsonFromSchema(schema, { random: randomFrom(key), prompt });
}

/** Says what is wrong with a value, or null when it fits. */
function judge(schema: object): (value: unknown) => unknown {
  const fits = new Ajv2020({ strict: false, formats }).compile(schema);
  return (value) => (fits(value) ? null : { value, errors: fits.errors });
}

const tree = {
  $ref: '#/$defs/node',
  $defs: {
    node: {
      type: 'object',
      properties: {
        value: { type: 'integer' },
        children: { type: 'array', items: { $ref: '#/$defs/node' } },
      },
      required: ['value', 'children'],
      additionalProperties: false,
    },
  },
};

const list = {
  type: 'object',
  properties: { value: { type: 'string' }, next: { anyOf: [{ $ref: '#' }, { type: 'null' }] } },
  required: ['value', 'next'],
};

const schemas: [name: string, schema: object][] = [
  ['const', { const: { a: [1] } }],
  ['enum of mixed types', { enum: [1, 'two', null] }],
  ['nullable type array', { type: ['string', 'null'], maxLength: 3 }],
  ['narrow decimals', { type: 'number', exclusiveMinimum: 0.1, exclusiveMaximum: 0.2 }],
  ['multiples of a decimal', { type: 'number', minimum: 0.5, maximum: 3, multipleOf: 0.1 }],
  ['one integer', { type: 'integer', minimum: 7, maximum: 7 }],
  ['a great integer', { type: 'integer', minimum: 1_000_000_000_000 }],
  ['negative integers', { type: 'integer', exclusiveMaximum: -5 }],
  ['exact length', { type: 'string', minLength: 37, maxLength: 37 }],
  ['pattern of a plate', { type: 'string', pattern: '^[A-Z]{2}-\\d{3,4}$' }],
  ['pattern with groups', { type: 'string', pattern: '^(?:red|green)(-[a-f0-9]+)?$' }],
  ['pattern with length', { type: 'string', pattern: '^[a-z]+$', minLength: 20, maxLength: 24 }],
  ['pattern unanchored', { type: 'string', pattern: '[^a-z]x\\.' }],
  ...Object.keys(formats).map((format): [string, object] => [`format ${format}`, { type: 'string', format }]),
  ['sizes of arrays', { type: 'array', items: { type: 'boolean' }, minItems: 4, maxItems: 5 }],
  ['different items', { type: 'array', items: { enum: ['a', 'b', 'c'] }, minItems: 3, uniqueItems: true }],
  [
    'tuples',
    { type: 'array', prefixItems: [{ type: 'integer' }, { type: 'string' }], items: false, minItems: 2 },
  ],
  [
    'required but undescribed',
    { type: 'object', required: ['a'], additionalProperties: { type: 'integer' } },
  ],
  ['least members', { type: 'object', minProperties: 3 }],
  [
    'a discriminated union',
    {
      oneOf: [
        {
          type: 'object',
          properties: { kind: { const: 'a' }, a: { type: 'integer' } },
          required: ['kind', 'a'],
        },
        { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
      ],
    },
  ],
  [
    'allOf of objects',
    {
      allOf: [
        { type: 'object', properties: { a: { type: 'integer', minimum: 3 } }, required: ['a'] },
        { properties: { a: { maximum: 4 }, b: { type: 'string' } }, required: ['b'] },
      ],
    },
  ],
  [
    'anyOf beside properties',
    {
      type: 'object',
      properties: { a: { type: 'string' } },
      required: ['a'],
      anyOf: [{ required: ['b'], properties: { b: { type: 'null' } } }],
    },
  ],
  ['a reference with an escaped name', { $ref: '#/$defs/a~1b', $defs: { 'a/b': { type: 'integer' } } }],
  ['a recursive tree', tree],
  ['a recursive list', list],
  ['everything', {}],
];

describe('values made from a schema', () => {
  test.each(schemas)('fit: %s', (_name, schema) => {
    const problem = judge(schema);
    for (let key = 0; key < 40; key++) expect(problem(make(schema, String(key)))).toBe(null);
  });

  test('are the same for the same key', () => {
    expect(make(tree, 'a')).toEqual(make(tree, 'a'));
  });

  test('suit the names of their properties', () => {
    const schema = { type: 'object', properties: { city: { type: 'string' }, query: { type: 'string' } } };
    expect(make(schema)).toEqual({ city: 'Oslo', query: 'How is it in Oslo?' });
  });

  test('fit any schema put together from the keywords it knows', () => {
    fc.assert(
      fc.property(anySchema, fc.string(), fc.string(), (schema, key, prompt) => {
        expect(judge(schema)(make(schema, key, prompt))).toBe(null);
      }),
      { numRuns: 100 },
    );
  });

  test('are JSON whatever stands where a schema should', () => {
    const word = fc.oneof(
      fc.constantFrom(...keywords, '#', '#/$defs/%', 'array', 'object', '('),
      fc.string(),
    );
    const nonsense = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.oneof(word, fc.integer({ min: -3, max: 9 }), fc.boolean(), fc.constant(null)),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(word, tie('value'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(nonsense.value, (schema) => {
        expect(JSON.stringify(make(schema))).toEqual(expect.any(String));
      }),
      { numRuns: 1000 },
    );
  });
});

const keywords = [
  ...[
    'type',
    'enum',
    'const',
    'properties',
    'required',
    'items',
    'prefixItems',
    'minItems',
    'maxItems',
    'uniqueItems',
  ],
  ...[
    'minLength',
    'maxLength',
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'multipleOf',
    'pattern',
    'format',
    '$ref',
  ],
  ...['anyOf', 'oneOf', 'allOf', '$defs', 'additionalProperties', 'minProperties', 'maxProperties'],
];

const range = fc
  .tuple(fc.integer({ min: -50, max: 50 }), fc.nat(9))
  .map(([low, span]) => [low, low + span] as const);
const sizes = fc.tuple(fc.nat(4), fc.nat(4)).map(([low, span]) => [low, low + span] as const);
const { schema: anySchema } = fc.letrec<{ schema: object }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constant({ type: 'boolean' }),
    fc.constant({ type: 'null' }),
    range.map(([minimum, maximum]) => ({ type: 'integer', minimum, maximum })),
    range.map(([minimum, maximum]) => ({ type: 'number', minimum, exclusiveMaximum: maximum + 0.5 })),
    fc.integer({ min: 1, max: 7 }).map((multipleOf) => ({ type: 'integer', multipleOf })),
    sizes.map(([minLength, maxLength]) => ({ type: ['null', 'string'], minLength, maxLength })),
    fc.uniqueArray(fc.jsonValue(), { minLength: 1, maxLength: 4 }).map((values) => ({ enum: values })),
    fc.constantFrom(...Object.keys(formats)).map((format) => ({ type: 'string', format })),
    fc
      .tuple(tie('schema'), sizes)
      .map(([items, [minItems, maxItems]]) => ({ type: 'array', items, minItems, maxItems })),
    fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    fc
      .tuple(
        fc.dictionary(fc.string({ minLength: 1 }), tie('schema'), { maxKeys: 4 }),
        fc.boolean(),
        fc.boolean(),
      )
      .map(([properties, all, additionalProperties]) => ({
        type: 'object',
        properties,
        required: all ? Object.keys(properties) : [],
        additionalProperties,
      })),
  ),
}));
