import { describe, expect, test } from 'vitest';
import { breakingChanges } from './breaking-changes.ts';
import { object, requestOf, responseOf, text } from './contract.ts';
import type { JsonObject } from './json.ts';

const changes = (old: JsonObject, next: JsonObject) =>
  breakingChanges(old, next).map(
    ({ level, where, rule }) => `${level}${where.slice('POST /things'.length)}: ${rule}`,
  );

type Row = {
  why?: string;
  less: JsonObject;
  more: JsonObject;
  request: [string, string];
  response: [string, string];
};

/**
 * `more` takes all that `less` takes. Each row is four tests: what a request and an answer make of the step from
 * one to the other, and of the step back.
 */
const rows: Row[] = [
  {
    less: object({ a: text }, { required: ['a'] }),
    more: object({ a: text }),
    request: ['request /a: request-property-optional', 'request /a: request-property-required'],
    response: ['response 200 /a: response-property-optional', 'response 200 /a: response-property-required'],
  },
  {
    less: object({ a: text }),
    more: object({ a: { type: ['string', 'null'] } }),
    request: ['request /a: request-type-widened', 'request /a: request-type-narrowed'],
    response: ['response 200 /a: response-type-widened', 'response 200 /a: response-type-narrowed'],
  },
  {
    less: object({ a: { enum: ['x'] } }),
    more: object({ a: { enum: ['x', 'y'] } }),
    request: ['request /a: request-enum-widened', 'request /a: request-enum-narrowed'],
    response: ['response 200 /a: response-enum-widened', 'response 200 /a: response-enum-narrowed'],
  },
  {
    less: { type: 'integer', minimum: 1 },
    more: { type: 'integer', minimum: 0 },
    request: ['request: request-minimum-lowered', 'request: request-minimum-raised'],
    response: ['response 200: response-minimum-lowered', 'response 200: response-minimum-raised'],
  },
  {
    less: { type: 'array', items: { ...text, maxLength: 3 } },
    more: { type: 'array', items: text },
    request: ['request /items: request-max-length-raised', 'request /items: request-max-length-lowered'],
    response: [
      'response 200 /items: response-max-length-raised',
      'response 200 /items: response-max-length-lowered',
    ],
  },
  {
    less: object({}, { additionalProperties: false }),
    more: object({}),
    request: ['request: request-object-opened', 'request: request-object-closed'],
    response: ['response 200: response-object-opened', 'response 200: response-object-closed'],
  },
  {
    less: { anyOf: [text] },
    more: { anyOf: [text, { type: 'object' }] },
    request: ['request: request-union-member-added', 'request: request-union-member-removed'],
    response: ['response 200: response-union-member-added', 'response 200: response-union-member-removed'],
  },
];

describe.each(rows)('from $less to $more', ({ less, more, request, response }) => {
  test('a request stays valid, and the step back breaks', () => {
    expect(changes(requestOf(less), requestOf(more))).toEqual([`compatible ${request[0]}`]);
    expect(changes(requestOf(more), requestOf(less))).toEqual([`breaking ${request[1]}`]);
  });
  test('an answer breaks its readers, and the step back does not', () => {
    expect(changes(responseOf(less), responseOf(more))).toEqual([`breaking ${response[0]}`]);
    expect(changes(responseOf(more), responseOf(less))).toEqual([`compatible ${response[1]}`]);
  });
});

describe('fields', () => {
  const one = object({ a: text });
  const two = object({ a: text, b: text });

  test('may be added on both ways and removed on none', () => {
    expect(changes(requestOf(one), requestOf(two))).toEqual([
      'compatible request /b: request-property-added',
    ]);
    expect(changes(requestOf(two), requestOf(one))).toEqual([
      'breaking request /b: request-property-removed',
    ]);
    expect(changes(responseOf(one), responseOf(two))).toEqual([
      'compatible response 200 /b: response-property-added',
    ]);
    expect(changes(responseOf(two), responseOf(one))).toEqual([
      'breaking response 200 /b: response-property-removed',
    ]);
  });

  test('that a request must have can not be added', () => {
    const demanding = { ...two, required: ['b'] };
    expect(changes(requestOf(one), requestOf(demanding))).toEqual([
      'breaking request /b: request-property-required',
    ]);
    expect(changes(responseOf(one), responseOf(demanding))).toEqual([
      'compatible response 200 /b: response-property-added',
    ]);
  });

  test('that an answer always had are one line when they go', () => {
    expect(changes(responseOf({ ...two, required: ['b'] }), responseOf(one))).toEqual([
      'breaking response 200 /b: response-property-removed',
    ]);
  });

  test('can not be added to an answer that was closed', () => {
    const closed = { additionalProperties: false };
    expect(changes(responseOf({ ...one, ...closed }), responseOf({ ...two, ...closed }))).toEqual([
      'breaking response 200 /b: response-property-added',
    ]);
  });
});

describe('annotations', () => {
  const withField = (field: JsonObject) => object({ a: { ...text, ...field } });

  test('tell that a field is deprecated', () => {
    expect(changes(requestOf(withField({})), requestOf(withField({ deprecated: true })))).toEqual([
      'compatible request /a: request-deprecated',
    ]);
    expect(changes(requestOf(withField({ deprecated: true })), requestOf(withField({})))).toEqual([
      'compatible: operation-changed',
    ]);
  });

  test('break a request that left the field out when its default changes', () => {
    const changed = [withField({ default: 'x' }), withField({ default: 'y' })] as const;
    expect(changes(requestOf(changed[0]), requestOf(changed[1]))).toEqual([
      'breaking request /a: request-default-changed',
    ]);
    expect(changes(responseOf(changed[0]), responseOf(changed[1]))).toEqual([
      'compatible: operation-changed',
    ]);
    expect(changes(requestOf(withField({})), requestOf(withField({ default: 'x' })))).toEqual([
      'compatible request /a: request-default-changed',
    ]);
  });

  test('tell of values that readers were told to expect', () => {
    const extensible = (values: string[]) => withField({ enum: values, 'x-extensible-enum': true });
    expect(changes(responseOf(extensible(['x'])), responseOf(extensible(['x', 'y'])))).toEqual([
      'compatible response 200 /a: response-enum-widened',
    ]);
  });

  test('in prose are no change', () => {
    const prose = { description: 'Other words.', examples: ['x'], title: 'A' };
    expect(changes(requestOf(withField({})), requestOf(withField(prose)))).toEqual([]);
  });
});

describe('a message', () => {
  const messages = (old: JsonObject, next: JsonObject) =>
    breakingChanges(old, next).map(({ message }) => message);

  test.each<[string, JsonObject, JsonObject, string]>([
    ['a limit', { minimum: 0, type: 'number' }, { minimum: 1, type: 'number' }, 'minimum was 0, is 1'],
    ['a list of values', { enum: ['a', 'b'] }, { enum: ['a'] }, 'enum lost "b": was ["a","b"], is ["a"]'],
    ['types', { type: ['string', 'null'] }, text, 'type was null|string, is string'],
    [
      'what it can not decide',
      { ...text, pattern: '^ab' },
      { ...text, pattern: '^a' },
      'cannot show that every request of the old contract is still valid: pattern was "^ab", is "^a"',
    ],
  ])('names the old and the new of %s', (_, old, next, want) => {
    expect(messages(requestOf(old), requestOf(next))).toEqual([want]);
  });

  test('tells the story forward in answers too', () => {
    expect(messages(responseOf({ enum: ['a'] }), responseOf({ enum: ['a', 'b'] }))).toEqual([
      'enum gained "b": was ["a"], is ["a","b"]',
    ]);
  });
});
