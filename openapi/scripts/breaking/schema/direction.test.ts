import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { closed, object, reasons, text } from './both-ways.ts';
import { resolverOf } from './references.ts';
import { subset } from './subset.ts';

describe('names that one side declares', () => {
  const one = object({ a: text });
  const two = object({ a: text, b: text });

  test('must stay known to requests', () => {
    expect(reasons(two, one, 'request')).toEqual(['/b undeclared']);
    expect(reasons(one, two, 'request')).toEqual([]);
  });

  test('must stay in answers', () => {
    expect(reasons(one, two, 'response')).toEqual(['/b unsent']);
    expect(reasons(two, one, 'response')).toEqual([]);
  });

  test.each<[string, JsonObject]>([
    ['in a part of an allOf', { allOf: [one, object({ b: text })] }],
    ['beside an allOf', { ...one, allOf: [object({ b: text })] }],
    ['beside a union', { ...two, anyOf: [{ required: ['a'] }, {}] }],
    ['in a member of a union', { ...one, oneOf: [object({ b: text })] }],
    ['by a map', { type: 'object', additionalProperties: text }],
    ['by a pattern', object({ a: text }, { patternProperties: { '^b': text } })],
  ])('are known when declared %s', (_, wide) => {
    expect(reasons({ ...two, ...closed }, wide, 'request')).toEqual([]);
  });

  test('are not known when another member of the union declares them', () => {
    const tagged = (tag: string, more: JsonObject = {}) =>
      object({ tag: { const: tag }, ...more }, { required: ['tag'] });
    const narrow = { oneOf: [tagged('a', { b: text }), tagged('c', { b: text })] };
    const wide = { oneOf: [tagged('a'), tagged('c', { b: text })] };
    expect(reasons(narrow, wide, 'request')).toEqual(['/b undeclared']);
  });

  test('may be called like something that every object inherits', () => {
    expect(reasons(object({ constructor: text }), object({ a: text }), 'request')).toEqual([
      '/constructor undeclared',
    ]);
    expect(reasons(object({}), object({}, { required: ['toString'] }))).toEqual(['/toString required']);
  });
});

describe('an enum that its readers were told to expect more of', () => {
  const extensible = { ...text, enum: ['a'], 'x-extensible-enum': true };

  test('may gain a value in an answer', () => {
    expect(reasons({ ...text, enum: ['a', 'b'] }, extensible, 'response')).toEqual([]);
    expect(reasons(text, extensible, 'response')).toEqual([]);
  });

  test('is an enum like any other in a request', () => {
    expect(reasons({ ...text, enum: ['a', 'b'] }, extensible, 'request')).toEqual(['/ enum']);
  });

  test('may not gain a value of another type', () => {
    expect(reasons({ enum: ['a', 1] }, { ...extensible, type: ['string', 'number'] }, 'response')).toEqual([
      '/ enum',
    ]);
  });

  test('was not announced when only the new contract says so', () => {
    expect(reasons({ ...extensible, enum: ['a', 'b'] }, { ...text, enum: ['a'] }, 'response')).toEqual([
      '/ enum',
    ]);
  });

  test('may be written as a union with any text', () => {
    const open = { anyOf: [{ enum: ['a'] }, text] };
    expect(reasons({ anyOf: [{ enum: ['a', 'b'] }, text] }, open, 'response')).toEqual([]);
  });
});

describe('what it cannot decide', () => {
  const undecidedIn = (narrow: JsonObject, wide: JsonObject) =>
    subset(narrow, wide, { direction: null, resolve: resolverOf({}) }).map((found) => [
      found.rule,
      found.undecided,
    ]);

  test.each<[string, JsonObject, JsonObject, string]>([
    ['two patterns', { ...text, pattern: '^ab' }, { ...text, pattern: '^a' }, 'pattern'],
    ['a format of one value', { const: 'https://a.test' }, { ...text, format: 'uri' }, 'format'],
    ['fractions', { type: 'number', multipleOf: 0.3 }, { type: 'number', multipleOf: 0.1 }, 'multipleOf'],
    ['an unknown keyword', text, { ...text, unevaluatedProperties: false }, 'keyword'],
    ['members that overlap', text, { oneOf: [text, { maxLength: 3 }] }, 'oneOf'],
    ['an exclusion', text, { ...text, not: { pattern: 'a' } }, 'not'],
  ])('is reported and not passed over: %s', (_, narrow, wide, rule) => {
    expect(undecidedIn(narrow, wide)).toEqual([[rule, true]]);
  });

  test('is no matter where nothing changed', () => {
    const odd = { oneOf: [text, { maxLength: 3 }], unevaluatedProperties: false, pattern: '^a' };
    expect(undecidedIn(odd, structuredClone(odd))).toEqual([]);
  });
});

describe('references', () => {
  const tree = (value: JsonObject, name: string): JsonObject =>
    object({ value, children: { type: 'array', items: { $ref: `${name}#/Tree` } } });
  const between = (old: JsonObject, next: JsonObject) =>
    subset(
      { $ref: 'old#/Tree' },
      { $ref: 'new#/Tree' },
      { direction: 'request', resolve: resolverOf({ old: { Tree: old }, new: { Tree: next } }) },
    ).map(({ path, rule }) => `/${path.join('/')} ${rule}`);

  test('that lead back to their schema end', () => {
    expect(between(tree(text, 'old'), tree(text, 'new'))).toEqual([]);
    expect(between(tree(text, 'old'), tree({}, 'new'))).toEqual([]);
    expect(between(tree({}, 'old'), tree(text, 'new'))).toEqual(['/value type']);
  });

  test('that lead nowhere but to themselves are not taken for anything', () => {
    expect(between(tree(text, 'old'), { $ref: 'new#/Tree' })).toContain('/ keyword');
  });

  test('that lead nowhere at all are an error', () => {
    expect(() => between(tree(text, 'old'), { $ref: 'new#/Missing' })).toThrow('new#/Missing leads nowhere');
  });

  test('name the member of a union whose value went', () => {
    const contract = (name: string, values: string[]): JsonObject => ({
      Reason: { enum: values },
      Tree: { anyOf: [{ $ref: `${name}#/Reason` }, { type: 'null' }] },
    });
    const resolve = resolverOf({ old: contract('old', ['a', 'b']), new: contract('new', ['a']) });
    const options = { direction: 'request', resolve } as const;
    expect(subset({ $ref: 'old#/Tree' }, { $ref: 'new#/Tree' }, options)).toMatchObject([
      { path: ['Reason'], rule: 'enum', narrow: '["a","b"]', wide: '["a"]', about: ['"b"'] },
    ]);
  });

  test('name the member of a union in the path', () => {
    const contract = (url: JsonObject, name: string) => ({
      Text: object({ type: { const: 'text' }, text }, { required: ['type'] }),
      Image: object({ type: { const: 'image' }, url }, { required: ['type'] }),
      Tree: { oneOf: [{ $ref: `${name}#/Text` }, { $ref: `${name}#/Image` }] },
    });
    const old = contract(text, 'old');
    const next = contract({ ...text, maxLength: 9 }, 'new');
    const found = subset(
      { $ref: 'old#/Tree' },
      { $ref: 'new#/Tree' },
      { direction: 'request', resolve: resolverOf({ old, new: next }) },
    );
    expect(found.map(({ path, rule }) => [path, rule])).toEqual([[['Image', 'url'], 'maxLength']]);
  });
});
