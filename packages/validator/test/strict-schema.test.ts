import { expect, test } from 'vitest';
import { strictSchemas } from '../scripts/strict-schema.ts';

const cat = { type: 'object', properties: { kind: { type: 'string', const: 'cat' } } };
const dog = { type: 'object', properties: { kind: { type: 'string', const: 'dog' } } };
const pet = (mapping: object, ...branches: string[]) => ({
  Cat: cat,
  Dog: dog,
  Pet: {
    type: 'object',
    required: ['kind'],
    discriminator: { propertyName: 'kind', mapping },
    oneOf: branches.map((name) => ({ $ref: `#/components/schemas/${name}` })),
  },
});
const toCat = '#/components/schemas/Cat';
const toDog = '#/components/schemas/Dog';

test('a discriminator keeps its name and lists its tags, without the mapping', () => {
  expect(strictSchemas(pet({ cat: toCat, dog: toDog }, 'Cat', 'Dog'))['Pet']).toEqual({
    $id: 'Pet',
    type: 'object',
    required: ['kind'],
    discriminator: { propertyName: 'kind' },
    properties: { kind: { enum: ['cat', 'dog'] } },
    oneOf: [{ $ref: 'Cat#' }, { $ref: 'Dog#' }],
  });
});

test.each([
  [
    'a tag that the branch does not have',
    pet({ cat: toDog, dog: toDog }, 'Cat', 'Dog'),
    'Pet: the discriminator maps "cat" to Dog, whose kind is "dog".',
  ],
  [
    'a branch that oneOf lacks',
    pet({ cat: toCat, dog: toDog }, 'Cat'),
    'Pet: the discriminator maps "dog" to Dog, which is not in oneOf.',
  ],
  [
    'a branch without a tag',
    pet({ cat: toCat }, 'Cat', 'Dog'),
    'Pet: no tag of the discriminator maps to Dog.',
  ],
  [
    'an enum that its type excludes',
    { Size: { type: 'string', enum: ['s', null] } },
    'Size: null is not of type string.',
  ],
  [
    'a discriminator without type',
    { Pet: { ...pet({ cat: toCat }, 'Cat').Pet, type: undefined } },
    'Pet: a schema with a discriminator needs "type: object".',
  ],
])('%s is refused', (_, schemas, message) => {
  expect(() => strictSchemas(schemas)).toThrow(message);
});

test('a property that is called like an annotation is kept, and annotations go', () => {
  const properties = { description: { type: 'string', description: 'What it does.', 'x-order': 1 } };
  expect(strictSchemas({ Tool: { type: 'object', properties, example: {} } })['Tool']).toEqual({
    $id: 'Tool',
    type: 'object',
    properties: { description: { type: 'string' } },
  });
});

test('a list without twins knows the type of its items, since comparing each with each is quadratic', () => {
  const unique = (items: object) => ({ type: 'array', uniqueItems: true, items });
  const Scope = { type: 'string', enum: ['read', 'write'] };
  const toScope = { $ref: '#/components/schemas/Scope' };
  expect(strictSchemas({ Scope, Scopes: unique(toScope) })['Scopes']).toMatchObject({
    items: { type: 'string', $ref: 'Scope#' },
  });
  expect(strictSchemas({ Scopes: unique(Scope) })['Scopes']).toMatchObject({ items: Scope });
  expect(() => strictSchemas({ Cat: cat, Cats: unique({ $ref: toCat }) })).toThrow(
    'Cats: uniqueItems needs items of scalar types, since it is quadratic for others.',
  );
  expect(() => strictSchemas({ Any: unique({}) })).toThrow('uniqueItems needs items of scalar types');
});

test('a value or null is a union whose branches can be told', () => {
  const branches = [{ $ref: toCat }, { type: 'null' }];
  expect(strictSchemas({ Cat: cat, Guest: { oneOf: branches } })['Guest']).toEqual({
    $id: 'Guest',
    anyOf: [{ $ref: 'Cat#' }, { type: 'null' }],
  });
});
