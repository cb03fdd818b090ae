import { number, object, type Row, testBothWays, text } from './both-ways.ts';

const tables: Record<string, Row[]> = {
  types: [
    { tight: text, loose: { type: ['string', 'null'] }, want: ['/ type'] },
    { tight: { type: 'integer' }, loose: number, want: ['/ type'] },
    { tight: { type: ['integer', 'null'] }, loose: { type: ['null', 'number'] }, want: ['/ type'] },
    { tight: text, loose: {}, want: ['/ type'], why: 'an untyped schema takes any type' },
    { tight: { type: 'null' }, loose: { enum: [null, 1] }, want: ['/ type'] },
  ],
  values: [
    { tight: { enum: ['a'] }, loose: { enum: ['b', 'a'] }, want: ['/ enum'] },
    { tight: { const: 'a' }, loose: { enum: ['a', 'b'] }, want: ['/ enum'] },
    { tight: { enum: ['a', 'b'] }, loose: text, want: ['/ enum'] },
    { tight: { const: 5 }, loose: { type: 'integer', minimum: 5 }, want: ['/ enum'] },
    { tight: { const: 'ab' }, loose: { type: 'string', pattern: '^a', maxLength: 2 }, want: ['/ enum'] },
    { tight: { const: { a: 1 } }, loose: object({ a: number }), want: ['/ enum'] },
    { tight: { const: [1, 2] }, loose: { type: 'array', items: number, maxItems: 2 }, want: ['/ enum'] },
    {
      tight: { type: 'boolean' },
      loose: { type: ['boolean', 'null'] },
      want: ['/ type'],
    },
    { tight: { const: true }, loose: { type: 'boolean' }, want: ['/ enum'] },
    {
      tight: { type: 'string', enum: ['a', 1] },
      loose: { enum: ['a', 'b'] },
      want: ['/ enum'],
      why: 'a listed value of another type never fits',
    },
  ],
  numbers: [
    {
      tight: { type: 'integer', minimum: 2 },
      loose: { type: 'integer', exclusiveMinimum: 0 },
      want: ['/ minimum'],
      why: 'above 0 means from 1',
    },
    { tight: { ...number, minimum: 1 }, loose: { ...number, minimum: 0 }, want: ['/ minimum'] },
    { tight: { ...number, minimum: 0 }, loose: number, want: ['/ minimum'] },
    { tight: { ...number, maximum: 1 }, loose: { ...number, maximum: 2 }, want: ['/ maximum'] },
    { tight: { ...number, exclusiveMinimum: 0 }, loose: { ...number, minimum: 0 }, want: ['/ minimum'] },
    { tight: { ...number, exclusiveMaximum: 2 }, loose: { ...number, maximum: 2 }, want: ['/ maximum'] },
    {
      tight: { type: 'integer', exclusiveMinimum: 0 },
      loose: { type: 'integer', minimum: 0 },
      want: ['/ minimum'],
    },
    { tight: { ...number, multipleOf: 4 }, loose: { ...number, multipleOf: 2 }, want: ['/ multipleOf'] },
    { tight: { ...number, multipleOf: 4 }, loose: number, want: ['/ multipleOf'] },
    { tight: { type: 'integer', format: 'int32' }, loose: { type: 'integer' }, want: ['/ format'] },
  ],
  strings: [
    {
      tight: { enum: ['a'], pattern: '^a' },
      loose: { enum: ['a', 'b'], maxLength: 1 },
      want: ['/ enum', '/ pattern'],
      why: 'a listed value either matches or not',
    },
    { tight: { ...text, minLength: 1 }, loose: text, want: ['/ minLength'] },
    { tight: { ...text, maxLength: 5 }, loose: { ...text, maxLength: 9 }, want: ['/ maxLength'] },
    { tight: { ...text, pattern: '^a' }, loose: text, want: ['/ pattern'] },
    { tight: { ...text, format: 'uri' }, loose: text, want: ['/ format'] },
    { tight: { ...text, contentEncoding: 'base64' }, loose: text, want: ['/ contentEncoding'] },
    { tight: { ...text, contentMediaType: 'image/png' }, loose: text, want: ['/ contentMediaType'] },
  ],
  arrays: [
    {
      tight: { type: 'array', minItems: 2, maxItems: 2, items: text },
      loose: { type: 'array', minItems: 2, maxItems: 2 },
      want: ['/items type'],
    },
    {
      tight: { type: 'array', maxItems: 1, items: text },
      loose: { type: 'array', maxItems: 1 },
      want: ['/items type'],
    },
    {
      tight: { type: 'array', maxItems: 2, uniqueItems: true },
      loose: { type: 'array', maxItems: 2 },
      want: ['/ uniqueItems'],
    },
    {
      tight: { type: 'array', prefixItems: [text], items: false },
      loose: { type: 'array', items: false, prefixItems: [{}] },
      want: ['/prefixItems/0 type'],
    },
    {
      tight: { type: 'array', items: number, contains: number },
      loose: { type: 'array', items: number },
      want: ['/ contains'],
      why: 'an empty list contains nothing',
    },
    {
      tight: { type: 'array', contains: number, minContains: 0, maxContains: 1 },
      loose: { type: 'array', contains: { const: 1 }, minContains: 0, maxContains: 1 },
      want: ['/ maxContains'],
    },
    { tight: { type: 'array', items: text }, loose: { type: 'array' }, want: ['/items type'] },
    { tight: { type: 'array', minItems: 1 }, loose: { type: 'array' }, want: ['/ minItems'] },
    {
      tight: { type: 'array', maxItems: 1 },
      loose: { type: 'array', maxItems: 2 },
      want: ['/ maxItems'],
    },
    { tight: { type: 'array', uniqueItems: true }, loose: { type: 'array' }, want: ['/ uniqueItems'] },
    {
      tight: { type: 'array', maxItems: 1 },
      loose: { type: 'array', anyOf: [{ uniqueItems: true }, { minItems: 7 }] },
      want: ['/ maxItems'],
      why: 'one item is always unique',
    },
    {
      tight: { type: 'array', prefixItems: [text, number] },
      loose: { type: 'array', prefixItems: [text] },
      want: ['/prefixItems/1 type'],
    },
    {
      tight: { type: 'array', prefixItems: [text], items: false },
      loose: { type: 'array', items: text },
      want: ['/items never'],
      why: 'a closed tuple is a list that ends',
    },
    {
      tight: { type: 'array', contains: { const: 1 } },
      loose: { type: 'array', contains: number },
      want: ['/ contains'],
    },
    {
      tight: { type: 'array', contains: number, minContains: 2 },
      loose: { type: 'array', contains: number },
      want: ['/ contains'],
    },
    {
      tight: { type: 'array', contains: number, maxContains: 2 },
      loose: { type: 'array', contains: number },
      want: ['/ maxContains'],
    },
    {
      tight: { type: 'array', items: number, minItems: 1 },
      loose: { type: 'array', contains: number },
      want: ['/ minItems', '/items type'],
      why: 'when all items are numbers and there is one, the list contains a number',
    },
  ],
};

testBothWays(tables);
