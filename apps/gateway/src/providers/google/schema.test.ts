import { expect, test } from 'vitest';
import { writeSchema } from './schema.ts';

const cases: [name: string, given: { [keyword: string]: unknown }, want: object][] = [
  [
    'what Gemini knows stays',
    {
      type: 'object',
      description: 'D',
      required: ['a'],
      additionalProperties: false,
      properties: {
        a: { type: 'array', items: { type: 'number', minimum: 0, maximum: 9 }, minItems: 1, maxItems: 2 },
      },
    },
    {
      type: 'object',
      description: 'D',
      required: ['a'],
      additionalProperties: false,
      properties: {
        a: { type: 'array', items: { type: 'number', minimum: 0, maximum: 9 }, minItems: 1, maxItems: 2 },
      },
    },
  ],
  [
    'what it does not know goes',
    {
      $schema: 'x',
      $id: 'y',
      type: 'string',
      pattern: '^a',
      minLength: 1,
      default: 'a',
      examples: ['a'],
      not: {},
    },
    { type: 'string' },
  ],
  [
    'properties may have the names of keywords',
    { properties: { pattern: { type: 'string' } } },
    { properties: { pattern: { type: 'string' } } },
  ],
  ['a list of types stays', { type: ['string', 'null'] }, { type: ['string', 'null'] }],
  ['nullable is a type', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
  ['const of a text', { const: 'a' }, { type: 'string', enum: ['a'] }],
  ['const of a truth', { const: true }, { type: 'boolean' }],
  ['const of nothing', { const: null }, { type: 'null' }],
  [
    'unions',
    { anyOf: [{ type: 'string', pattern: 'x' }, { const: 1 }] },
    { anyOf: [{ type: 'string' }, { type: 'integer', enum: [1] }] },
  ],
  [
    'true and false are any schema',
    { properties: { a: true }, additionalProperties: true },
    { properties: { a: {} }, additionalProperties: true },
  ],
  ['tuples, the older way', { items: [{ type: 'string' }, {}] }, { prefixItems: [{ type: 'string' }, {}] }],
  [
    'references, and what stands beside them',
    {
      properties: { a: { $ref: '#/$defs/a~1b%20c', description: 'Mine' } },
      $defs: { 'a/b c': { type: 'string', description: 'Its' } },
    },
    { properties: { a: { type: 'string', description: 'Mine' } } },
  ],
  ['a reference to nowhere', { $ref: '#/$defs/none', title: 'T' }, { title: 'T' }],
  ['a reference to elsewhere', { $ref: 'https://a.example/schema' }, {}],
  [
    'a reference into a list',
    { anyOf: [{ type: 'string' }], properties: { a: { $ref: '#/anyOf/0' } } },
    { anyOf: [{ type: 'string' }], properties: { a: { type: 'string' } } },
  ],
  [
    'a schema that holds itself is cut where it comes round',
    {
      $ref: '#/$defs/node',
      $defs: {
        node: { type: 'object', properties: { next: { $ref: '#/$defs/node' }, value: { type: 'string' } } },
      },
    },
    { type: 'object', properties: { next: { type: 'object' }, value: { type: 'string' } } },
  ],
  [
    'allOf is merged',
    {
      type: 'object',
      required: ['a'],
      properties: { a: { type: 'string' } },
      allOf: [{ $ref: '#/$defs/b' }, { required: ['a', 'b'] }],
      $defs: { b: { properties: { b: { type: 'number' } } } },
    },
    { type: 'object', required: ['a', 'b'], properties: { a: { type: 'string' }, b: { type: 'number' } } },
  ],
];
test.each(cases)('%s', (_name, given, want) => {
  expect(writeSchema(given)).toEqual(want);
});

test('references that fan out are cut before they fill the memory', () => {
  const $defs = Object.fromEntries(
    Array.from({ length: 60 }, (_, level) => [
      `l${level}`,
      { anyOf: [{ $ref: `#/$defs/l${level + 1}` }, { $ref: `#/$defs/l${level + 1}` }] },
    ]),
  );
  expect(JSON.stringify(writeSchema({ $ref: '#/$defs/l0', $defs })).length).toBeLessThan(1_000_000);
});
