import type { JsonObject } from './json.ts';

/** A small contract for the tests: one operation, with what a test cares about put over the defaults. */
export function contractWith(operation: JsonObject, document: JsonObject = {}): JsonObject {
  return {
    openapi: '3.1.1',
    info: { title: 'Test', version: '1' },
    paths: { '/things': { post: { operationId: 'createThing', responses: {}, ...operation } } },
    ...document,
  };
}

export const text = { type: 'string' };

export const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  ...more,
});

export const json = (schema: JsonObject): JsonObject => ({ 'application/json': { schema } });

export const requestOf = (schema: JsonObject): JsonObject =>
  contractWith({ requestBody: { required: true, content: json(schema) } });

export const responseOf = (schema: JsonObject): JsonObject =>
  contractWith({ responses: { '200': { description: '', content: json(schema) } } });

export const answer = (more: JsonObject = {}): JsonObject => ({ description: '', ...more });

export const parameterOf = (parameter: JsonObject): JsonObject => contractWith({ parameters: [parameter] });
