import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { breakingChanges, differsBeyondProse } from './breaking-changes.ts';
import { contractWith, json, object, parameterOf, text } from './contract.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { changes, type Row, testBothSteps } from './two-contracts.ts';

const query = (more: JsonObject = {}): JsonObject => ({
  name: 'limit',
  in: 'query',
  schema: { type: 'integer' },
  ...more,
});

const form = (encoding: JsonObject) => ({
  'multipart/form-data': { schema: object({ file: text }), encoding },
});

const tables: Record<string, Row[]> = {
  operations: [
    {
      name: 'one more',
      old: contractWith({}, { paths: {} }),
      next: contractWith({}),
      want: ['compatible POST /things: operation-added'],
      back: ['breaking POST /things: operation-removed'],
    },
    {
      name: 'another operationId',
      old: contractWith({}),
      next: contractWith({ operationId: 'makeThing' }),
      want: ['breaking POST /things: operation-id-changed'],
      back: ['breaking POST /things: operation-id-changed'],
    },
    {
      name: 'deprecated',
      old: contractWith({}),
      next: contractWith({ deprecated: true }),
      want: ['compatible POST /things: operation-deprecated'],
      back: ['compatible POST /things: operation-changed'],
    },
    {
      name: 'a callback',
      old: contractWith({}),
      next: contractWith({ callbacks: { done: {} } }),
      want: ['breaking POST /things callbacks: callbacks-changed'],
      back: ['breaking POST /things callbacks: callbacks-changed'],
    },
    {
      name: 'a webhook',
      old: contractWith({}),
      next: contractWith({}, { webhooks: { done: {} } }),
      want: ['breaking document webhooks: webhooks-changed'],
      back: ['breaking document webhooks: webhooks-changed'],
    },
    {
      name: 'another server',
      old: contractWith({}, { servers: [{ url: 'https://a.test' }] }),
      next: contractWith({}, { servers: [] }),
      want: [],
      back: [],
    },
  ],
  parameters: [
    {
      name: 'an optional one',
      old: contractWith({}),
      next: parameterOf(query()),
      want: ['compatible POST /things parameter query limit: parameter-added'],
      back: ['breaking POST /things parameter query limit: parameter-removed'],
    },
    {
      name: 'a required one',
      old: contractWith({}),
      next: parameterOf(query({ required: true })),
      want: ['breaking POST /things parameter query limit: parameter-required'],
      back: ['breaking POST /things parameter query limit: parameter-removed'],
    },
    {
      name: 'required now',
      old: parameterOf(query()),
      next: parameterOf(query({ required: true })),
      want: ['breaking POST /things parameter query limit: parameter-required'],
      back: ['compatible POST /things parameter query limit: parameter-optional'],
    },
    {
      name: 'a narrower type',
      old: parameterOf(query({ schema: { type: 'number' } })),
      next: parameterOf(query()),
      want: ['breaking POST /things parameter query limit: parameter-type-narrowed'],
      back: ['compatible POST /things parameter query limit: parameter-type-widened'],
    },
    {
      name: 'written another way',
      old: parameterOf(query()),
      next: parameterOf(query({ explode: false })),
      want: ['breaking POST /things parameter query limit: parameter-serialization-changed'],
      back: ['breaking POST /things parameter query limit: parameter-serialization-changed'],
    },
    {
      name: 'the default way, spelled out',
      old: parameterOf(query()),
      next: parameterOf(query({ style: 'form', explode: true, required: false })),
      want: ['compatible POST /things: operation-changed'],
      back: ['compatible POST /things: operation-changed'],
    },
    {
      name: 'a header of another case',
      old: parameterOf({ name: 'X-Id', in: 'header', schema: text }),
      next: parameterOf({ name: 'x-id', in: 'header', schema: { ...text, maxLength: 9 } }),
      want: ['breaking POST /things parameter header x-id: parameter-max-length-lowered'],
      back: ['compatible POST /things parameter header x-id: parameter-max-length-raised'],
    },
    {
      name: 'a header that OpenAPI leaves to others',
      old: contractWith({}),
      next: parameterOf({ name: 'Authorization', in: 'header', required: true, schema: text }),
      want: ['compatible POST /things: operation-changed'],
      back: ['compatible POST /things: operation-changed'],
    },
  ],
  'request bodies': [
    {
      name: 'another encoding of a form',
      old: contractWith({ requestBody: { content: form({}) } }),
      next: contractWith({ requestBody: { content: form({ file: { contentType: 'image/png' } }) } }),
      want: ['breaking POST /things request multipart/form-data: request-encoding-changed'],
      back: ['breaking POST /things request multipart/form-data: request-encoding-changed'],
    },
    {
      name: 'required now',
      old: contractWith({ requestBody: { content: json(text) } }),
      next: contractWith({ requestBody: { required: true, content: json(text) } }),
      want: ['breaking POST /things request: request-body-required'],
      back: ['compatible POST /things request: request-body-optional'],
    },
    {
      name: 'one where there was none',
      old: contractWith({}),
      next: contractWith({ requestBody: { content: json(text) } }),
      want: ['compatible POST /things request: request-body-optional'],
      back: ['breaking POST /things request: request-body-removed'],
    },
    {
      name: 'one more media type',
      old: contractWith({ requestBody: { content: json(text) } }),
      next: contractWith({ requestBody: { content: { ...json(text), 'text/plain': {} } } }),
      want: ['compatible POST /things request text/plain: request-media-type-added'],
      back: ['breaking POST /things request text/plain: request-media-type-removed'],
    },
  ],
};

testBothSteps(tables);

describe('parameters of the path', () => {
  const path = (own: JsonObject) =>
    contractWith(
      {},
      {
        paths: {
          '/things': { parameters: [query()], post: { operationId: 'createThing', responses: {}, ...own } },
        },
      },
    );

  test('count as those of the operation', () => {
    expect(changes(path({}), parameterOf(query()))).toEqual(['compatible POST /things: operation-changed']);
  });

  test('give way to those of the operation', () => {
    const required = parameterOf(query({ required: true }));
    expect(changes(path({ parameters: [query({ required: true })] }), required)).toEqual([]);
  });
});

describe('differsBeyondProse', () => {
  const document = contractWith({ summary: 'Old words.' });

  test('is not about words, nor about the version', () => {
    const reworded = { ...contractWith({ summary: 'New words.', tags: ['things'] }), info: { version: '2' } };
    expect(differsBeyondProse(document, reworded)).toBe(false);
  });

  test('is about fields that are called like prose', () => {
    const withField = (name: string) =>
      contractWith({}, { components: { schemas: { A: object({ [name]: text }) } } });
    expect(differsBeyondProse(withField('description'), withField('title'))).toBe(true);
  });
});

const bundled = new URL('../../generated/openapi.json', import.meta.url);

test.skipIf(!existsSync(bundled))('the contract itself is no change to itself', () => {
  const document: Json = JSON.parse(readFileSync(bundled, 'utf8'));
  expect(isObject(document) && breakingChanges(document, structuredClone(document))).toEqual([]);
});
