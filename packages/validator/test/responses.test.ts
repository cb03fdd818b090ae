import { expect, expectTypeOf, test } from 'vitest';
import { type OperationId, validateParameters, validateRequest, validateResponse } from '../src/index.ts';
import * as openai from '../src/openai.ts';
import { completion, streamError } from './support/valid.ts';

const errorBody = () => ({ error: streamError().error });

test.each<[string, OperationId, number, unknown, string | null]>([
  ['a completion', 'createChatCompletion', 200, completion(), null],
  ['an error', 'createChatCompletion', 502, errorBody(), null],
  ['an error as a success', 'createChatCompletion', 200, errorBody(), 'id is required.'],
  ['a completion as an error', 'createChatCompletion', 400, completion(), 'error is required.'],
  [
    'an error code of its own',
    'getModel',
    404,
    { error: { ...errorBody().error, code: 'oops' } },
    'error.code must be one of',
  ],
  [
    'a status that is not documented',
    'listModels',
    418,
    errorBody(),
    'listModels has no documented JSON answer with status 418.',
  ],
  ['a list', 'listModels', 200, { object: 'list', data: [] }, null],
  ['no list', 'listModels', 200, [], 'The body must be an object, got an empty array.'],
  ['a field more', 'getLiveness', 200, { status: 'ok', uptime: 5 }, null],
  ['a state of its own', 'getReadiness', 200, { status: 'meh' }, 'status must be "ok", got "meh".'],
])('%s', (_, operationId, status, body, message) => {
  const problem = validateResponse(operationId, status, body);
  if (message === null) expect(problem).toBeNull();
  else expect(problem?.message).toContain(message);
});

test('the last attempt must be the one that succeeded', () => {
  const { metadata, ...rest } = completion();
  const routing = metadata.routing.map((attempt) => ({ ...attempt, succeeded: !attempt.succeeded }));
  expect(
    validateResponse('createChatCompletion', 200, { ...rest, metadata: { ...metadata, routing } }),
  ).toEqual({
    param: 'metadata.routing',
    message:
      'metadata.routing must end with its only success, but 1 of 2 attempts succeeded and the last did not.',
    kind: 'invalid',
    rule: 'M1',
  });
});

test.each<[OperationId, object, string | null, string?]>([
  ['getModel', { path: { model: 'openai/gpt-4o' } }, null],
  ['getModel', {}, 'model', 'model is required.'],
  ['getModel', { path: { model: '' } }, 'model', 'model must not be empty.'],
  ['listModels', {}, null],
  ['listModels', { header: { 'x-request-id': 'abc-1', 'user-agent': 'curl' } }, null],
  [
    'listModels',
    { header: { 'x-request-id': 'a b' } },
    'x-request-id',
    'x-request-id must match ^[A-Za-z0-9._:\\-]+$, got "a b".',
  ],
  [
    'createChatCompletion',
    { header: { 'x-no-fallback': '1' } },
    'x-no-fallback',
    'x-no-fallback must be "true" or "false", got "1".',
  ],
])('parameters of %s: %j', (operationId, parameters, param, message) => {
  const problem = validateParameters(operationId, parameters);
  if (param === null) expect(problem).toBeNull();
  else expect(problem).toMatchObject({ param, message });
});

test('an operation that the contract does not have does not compile', () => {
  expectTypeOf(validateRequest).parameter(0).toEqualTypeOf<OperationId>();
  // @ts-expect-error: misspelt
  expect(() => validateRequest('createChatCompletions', {})).toThrow(TypeError);
});

test.each<[string, (operationId: never) => unknown]>([
  ['validateRequest', (id) => validateRequest(id, {})],
  ['validateParameters', (id) => validateParameters(id, {})],
  ['validateResponse', (id) => validateResponse(id, 200, {})],
  ["validateRequest of OpenAI's", (id) => openai.validateRequest(id, {})],
  ["validateResponse of OpenAI's", (id) => openai.validateResponse(id, 200, {})],
])('%s says so in JavaScript', (_, validate) => {
  for (const id of ['nope', 'toString'])
    expect(() => validate(id as never)).toThrow(`The contract has no operation ${id}.`);
});
