import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { OperationId } from '@parley/validator';
import type { Schema } from '../schema/schema.ts';

const require = createRequire(import.meta.url);

export type Example = { value: unknown };
export type MediaType = { schema: Schema; examples?: Record<string, Example> };
export type Response = { content?: Record<string, MediaType> };
export type Parameter = { name: string; in: string; 'x-multi-segment'?: boolean };
type Reference = { $ref: string };

export type Operation = {
  operationId: OperationId;
  parameters?: (Parameter | Reference)[];
  requestBody?: { content: Record<string, MediaType> };
  responses: Record<string, Response | Reference>;
};

export type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    parameters: Record<string, Parameter>;
    responses: Record<string, Response>;
  };
};

/** The bundled contract, as published. Our own build made it, so its type is taken on trust. */
export const contract: Document = require('@parley/openapi/openapi.json');

/** The folder of the published examples. */
export const examplesFolder = join(dirname(require.resolve('@parley/openapi/package.json')), 'examples');

export const operations = Object.entries(contract.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

export const parameterOf = (parameter: Parameter | Reference): Parameter | undefined =>
  '$ref' in parameter ? contract.components.parameters[nameOf(parameter)] : parameter;

export const responseOf = (response: Response | Reference): Response | undefined =>
  '$ref' in response ? contract.components.responses[nameOf(response)] : response;

const nameOf = ({ $ref }: Reference): string => $ref.split('/').at(-1) ?? '';
