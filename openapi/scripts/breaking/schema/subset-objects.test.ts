import { closed, number, object, type Row, testBothWays, text, when } from './both-ways.ts';

const tables: Record<string, Row[]> = {
  objects: [
    { tight: { const: { a: 1 } }, loose: object({ a: number }, closed), want: ['/ enum'] },
    {
      tight: object({ xa: text }, { patternProperties: { '^x': { maxLength: 3 } }, ...closed }),
      loose: object({ xa: text }, { patternProperties: { '^x': {} }, ...closed }),
      want: ['/xa maxLength', '/{^x} maxLength'],
    },
    {
      tight: object({}, { patternProperties: { '^x': {}, '^y': text }, ...closed }),
      loose: object({}, { patternProperties: { '^x': {}, '^y': {} }, ...closed }),
      want: ['/{^y} type', '/{^y} patternProperties'],
      why: 'a name could match both patterns, were they others',
    },
    {
      tight: object({ a: text, b: text }, { required: ['a'], dependentRequired: { a: ['b'] } }),
      loose: object({ a: text, b: text }, { required: ['b'] }),
      want: ['/a required'],
      why: 'what a required name brings with it is required',
    },
    { tight: object({ a: text }, { required: ['a'] }), loose: object({ a: text }), want: ['/a required'] },
    { tight: object({ a: text }), loose: object({ a: {} }), want: ['/a type'] },
    { tight: object({ a: text }, closed), loose: object({ a: text }), want: ['/ closed'] },
    {
      tight: object({}, { additionalProperties: text }),
      loose: object({}, { additionalProperties: {} }),
      want: ['/ additionalProperties'],
    },
    {
      tight: object({}, { additionalProperties: { ...text, maxLength: 1 } }),
      loose: object({}, { additionalProperties: text }),
      want: ['/* maxLength'],
    },
    {
      tight: object({ a: text }, closed),
      loose: object({}, { additionalProperties: text }),
      want: ['/ closed'],
      why: 'a map of texts takes the declared ones',
    },
    {
      tight: object({}, { additionalProperties: text }),
      loose: object({ a: text }, { additionalProperties: { type: ['string', 'null'] } }),
      want: ['/* type'],
      why: 'what a map may hold under a name must fit the member of that name',
    },
    {
      tight: object({}, { patternProperties: { '^x-': text }, ...closed }),
      loose: object({}, { patternProperties: { '^x-': {} }, ...closed }),
      want: ['/{^x-} type'],
    },
    {
      tight: object({}, { patternProperties: { '^x-': text } }),
      loose: object({}),
      want: ['/{^x-} patternProperties'],
    },
    {
      tight: object({}, closed),
      loose: object({}, { patternProperties: { '^x-': text }, ...closed }),
      want: ['/{^x-} patternProperties'],
    },
    {
      tight: object({ 'x-a': { ...text, maxLength: 3 } }, closed),
      loose: object({}, { patternProperties: { '^x-': text }, ...closed }),
      want: ['/x-a maxLength', '/{^x-} patternProperties'],
      why: 'a declared name may match a pattern',
    },
    {
      tight: object({}, { propertyNames: { maxLength: 3 } }),
      loose: object({}, { propertyNames: { maxLength: 9 } }),
      want: ['/propertyNames maxLength'],
    },
    {
      tight: object({ ab: text }, closed),
      loose: object({ ab: text }, { propertyNames: { maxLength: 2 } }),
      want: ['/ closed'],
      why: 'a closed object has no other names than its own',
    },
    { tight: object({}, { minProperties: 1 }), loose: object({}), want: ['/ minProperties'] },
    {
      tight: object({ a: text }, { required: ['a'] }),
      loose: object({ a: text }, { minProperties: 1 }),
      want: ['/a required'],
    },
    { tight: object({}, { maxProperties: 1 }), loose: object({}), want: ['/ maxProperties'] },
    {
      tight: object({ a: text }, closed),
      loose: object({ a: text }, { maxProperties: 1 }),
      want: ['/ closed'],
    },
    {
      tight: object({ a: text, b: text }, { dependentRequired: { a: ['b'] } }),
      loose: object({ a: text, b: text }),
      want: ['/b dependentRequired'],
    },
    {
      tight: object({ a: text, b: text }, { required: ['b'] }),
      loose: object({ a: text, b: text }, { dependentRequired: { a: ['b'] } }),
      want: ['/b required'],
    },
    {
      tight: object(
        { a: text, b: number },
        { dependentSchemas: { a: { properties: { b: { minimum: 1 } } } } },
      ),
      loose: object({ a: text, b: number }),
      want: ['/b minimum'],
    },
  ],
  combinations: [
    {
      tight: { ...number, minimum: 1, oneOf: [{ maximum: 5 }, { minimum: 3 }] },
      loose: { ...number, minimum: 0, oneOf: [{ maximum: 5 }, { minimum: 3 }] },
      want: ['/ minimum'],
      why: 'members that overlap as they did',
    },
    { tight: { allOf: [text, { maxLength: 3 }] }, loose: text, want: ['/ maxLength'] },
    { tight: { ...text, maxLength: 3 }, loose: { allOf: [text, { maxLength: 4 }] }, want: ['/ maxLength'] },
    { tight: text, loose: { anyOf: [text, number] }, want: ['/ type'] },
    {
      tight: { anyOf: [text, number] },
      loose: { oneOf: [text, number, { type: 'null' }] },
      want: ['/ union'],
    },
    {
      tight: { type: ['string', 'null'] },
      loose: { oneOf: [text, number, { type: 'null' }] },
      want: ['/ type'],
      why: 'each type has a member of its own',
    },
    {
      tight: { oneOf: [{ type: 'integer' }, text] },
      loose: { anyOf: [number, text] },
      want: ['/ type'],
      why: 'members are compared one by one, types are told apart',
    },
    {
      tight: object({ kind: { const: 'a' }, v: text }, { required: ['kind'] }),
      loose: {
        oneOf: [
          object({ kind: { const: 'a' }, v: text }, { required: ['kind'] }),
          object({ kind: { const: 'b' } }, { required: ['kind'] }),
        ],
      },
      want: ['/kind enum'],
    },
    { tight: { ...text, not: { const: 'a' } }, loose: text, want: ['/ not'] },
    { tight: { ...text, not: { minLength: 3 } }, loose: { ...text, not: { minLength: 4 } }, want: ['/ not'] },
    { tight: { const: 'b' }, loose: { ...text, not: { const: 'a' } }, want: ['/ enum'] },
    {
      tight: { ...number, ...when({ minimum: 10 }, { multipleOf: 10 }) },
      loose: { ...number, ...when({ minimum: 10 }, { multipleOf: 5 }) },
      want: ['/ multipleOf'],
    },
    {
      tight: { ...number, if: { minimum: 10 }, else: { minimum: 5 } },
      loose: { ...number, if: { minimum: 10 }, else: { minimum: 1 } },
      want: ['/ minimum'],
    },
    {
      tight: { ...number, maximum: 3 },
      loose: { ...number, ...when({ minimum: 10 }, { multipleOf: 5 }) },
      want: ['/ maximum'],
      why: 'the condition never holds',
    },
    { tight: { not: {} }, loose: text, want: ['/ not'], why: 'nothing fits, and nothing is a text' },
  ],
};

testBothWays(tables);
