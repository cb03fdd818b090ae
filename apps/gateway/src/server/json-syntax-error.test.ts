import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findSyntaxError } from './json-syntax-error.ts';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

test('agrees with the parser on what is JSON, for JSON that lost, gained or changed a piece', () => {
  const piece = fc.constantFrom(
    '"',
    '\\',
    '\\u12',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '0',
    '-',
    '.',
    'e',
    't',
    ' ',
    '\n',
    '\u0001',
    '\u2028',
    'é',
    '\ud800',
  );
  const mutated = fc
    .tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.nat(3), fc.array(piece, { maxLength: 2 }))
    .map(([json, at, removed, added]) => {
      const start = at % (json.length + 1);
      return json.slice(0, start) + added.join('') + json.slice(start + removed);
    });
  let wrong = 0;
  fc.assert(
    fc.property(mutated, (text) => {
      if (!isJson(text)) wrong += 1;
      expect(findSyntaxError(text) === null).toBe(isJson(text));
    }),
    { numRuns: 2_000 },
  );
  expect(wrong).toBeGreaterThan(100);
});

test('everything before the position could still have become JSON', () => {
  expect(findSyntaxError('{"a": [1, 2,, 3]}')).toBe('unexpected character at position 12');
  expect(findSyntaxError('[01]')).toBe('unexpected character at position 2');
  expect(findSyntaxError('{"a":1,}')).toBe('unexpected character at position 7');
  expect(findSyntaxError("{'a':1}")).toBe('unexpected character at position 1');
  expect(findSyntaxError('"line\nbreak"')).toBe('unexpected character at position 5');
  expect(findSyntaxError('[1')).toBe('unexpected end');
});

test('a string of ten million characters is walked without a stack', () => {
  expect(findSyntaxError(`["${'x'.repeat(10_000_000)}"`)).toBe('unexpected end');
});
