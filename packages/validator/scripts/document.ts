import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The parts of the bundled contract that the generator reads. */
export type Schema = { [keyword: string]: unknown };
export type Reference = { $ref: string };
export type Parameter = {
  name: string;
  in: 'header' | 'path' | 'query';
  required?: boolean;
  schema: Schema;
};
export type Content = Record<string, { schema: Schema }>;
export type Response = { content?: Content };
export type Operation = {
  operationId: string;
  parameters?: (Parameter | Reference)[];
  requestBody?: { content: Content };
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
export type Rules = Record<string, { id: string; rule: string }[]>;

/** Reads a generated file of @parley/openapi. Our own build made it, so its type is taken on trust. */
export function readContract<T>(name: 'openapi.json' | 'rules.json'): T {
  return JSON.parse(readFileSync(createRequire(import.meta.url).resolve(`@parley/openapi/${name}`), 'utf8'));
}

export function operationsOf(document: Document): Operation[] {
  return Object.values(document.paths).flatMap((item) =>
    Object.values(item).filter((operation) => operation.operationId !== undefined),
  );
}

export function pathOf({ operationId }: Operation, document: Document): string {
  const found = Object.entries(document.paths).find(([, item]) =>
    Object.values(item).some((operation) => operation.operationId === operationId),
  );
  return found?.[0] ?? '';
}

/** The last part of `#/components/schemas/ChatChunk`. */
export function nameOf(reference: string): string {
  return reference.split('/').at(-1) ?? reference;
}

/** The name of the schema that a media type holds. Throws when it is written in place. */
export function schemaNameOf(schema: Schema, where: string): string {
  if (typeof schema['$ref'] !== 'string')
    throw new Error(`${where}: the schema must be a $ref to a named one.`);
  return nameOf(schema['$ref']);
}

export function resolve<T extends object>(node: T | Reference, components: Record<string, T>): T {
  if (!('$ref' in node)) return node;
  const found = components[nameOf(node.$ref)];
  if (found === undefined) throw new Error(`${node.$ref}: there is no such component.`);
  return found;
}
