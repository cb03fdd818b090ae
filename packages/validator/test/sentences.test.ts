import { expect, test } from 'vitest';
import { type Problem, validateRequest } from '../src/index.ts';
import { badBodies } from './fixtures/bad-bodies.ts';
import { request } from './support/valid.ts';

test.each(badBodies)('%j', (fields, param, message, kind: Problem['kind'] = 'invalid') => {
  expect(validateRequest('createChatCompletion', { ...request(), ...fields })).toEqual({
    param,
    message,
    kind,
    rule: null,
  });
});

test.each([
  [undefined, 'The body is missing; it must be an object.', 'missing'],
  [null, 'The body must be an object, got null.', 'invalid'],
  [[], 'The body must be an object, got an empty array.', 'invalid'],
  ['hi', 'The body must be an object, got "hi".', 'invalid'],
  [5, 'The body must be an object, got 5.', 'invalid'],
])('a body that is %j has no param', (body, message, kind) => {
  expect(validateRequest('createChatCompletion', body)).toEqual({ param: null, message, kind, rule: null });
});

test('a long value is shortened, and of a data: URL only its head is shown', () => {
  const say = (fields: object) =>
    validateRequest('createChatCompletion', { ...request(), ...fields })?.message;
  expect(say({ temperature: 'x'.repeat(1000) })).toBe(
    `temperature must be a number or null, got "${'x'.repeat(48)}…".`,
  );
  expect(say({ temperature: `data:image/png;base64,${'A'.repeat(1000)}` })).toBe(
    'temperature must be a number or null, got "data:image/png;base64,…".',
  );
});

test('fields that the contract does not know are accepted, and null is absent', () => {
  const body = {
    ...request(),
    top_banana: 1,
    temperature: null,
    tools: null,
    stop: null,
    function_call: null,
  };
  expect(validateRequest('createChatCompletion', body)).toBeNull();
});

test('an operation without a body accepts any', () => {
  expect(validateRequest('listModels', undefined)).toBeNull();
});
