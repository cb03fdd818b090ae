import {
  type Document,
  type Operation,
  operationsOf,
  type Parameter,
  type Response,
  resolve,
  type Schema,
  schemaNameOf,
} from './document.ts';

const locations = ['header', 'path', 'query'] as const;

/** The schema of an operation's parameters in one place: an object of strings, or null when it has none there. */
function parameterSchema(operation: Operation, location: Parameter['in'], document: Document): Schema | null {
  const parameters = (operation.parameters ?? [])
    .map((parameter) => resolve(parameter, document.components.parameters))
    .filter((parameter) => parameter.in === location);
  for (const { name, schema } of parameters)
    if (schema['type'] !== 'string')
      throw new Error(
        `${operation.operationId}: parameter ${name} must be of type string, since nothing is coerced.`,
      );
  if (parameters.length === 0) return null;
  return {
    type: 'object',
    required: parameters.filter(({ required }) => required === true).map(({ name }) => name),
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
  };
}

/** Schemas of all parameters, by a name of their own: `getModelPath`. */
export function parameterSchemas(document: Document): Record<string, Schema> {
  const entries = operationsOf(document).flatMap((operation) =>
    locations.flatMap((location) => {
      const schema = parameterSchema(operation, location, document);
      return schema === null ? [] : [[parametersName(operation, location), schema] as const];
    }),
  );
  return Object.fromEntries(entries);
}

/** Names of the schemas that a request or a response holds. */
export function mediaTypeSchemas(document: Document): Set<string> {
  const contents = operationsOf(document).flatMap((operation) => [
    operation.requestBody?.content ?? {},
    ...Object.values(operation.responses).map(
      (response) => resolve(response, document.components.responses).content ?? {},
    ),
  ]);
  return new Set(
    contents.flatMap((content) =>
      Object.entries(content).map(([mediaType, { schema }]) => schemaNameOf(schema, mediaType)),
    ),
  );
}

/** The lines of `operations.gen.ts`: for each operation its validators. */
export function operationsModule(document: Document, parameters: Record<string, Schema>): string {
  const validators = ({ content = {} }: Response) =>
    Object.entries(content).map(
      ([mediaType, { schema }]) => `'${mediaType}': validators.validate${schemaNameOf(schema, mediaType)}`,
    );
  const lines = operationsOf(document).flatMap((operation) => {
    const request = operation.requestBody?.content['application/json']?.schema;
    return [
      `  ${operation.operationId}: {`,
      `    request: ${request === undefined ? 'null' : `validators.validate${schemaNameOf(request, operation.operationId)}`},`,
      ...locations.map((location) => {
        const name = parametersName(operation, location);
        return `    ${location}: ${name in parameters ? `validators.validate${name}` : 'null'},`;
      }),
      '    responses: {',
      ...Object.entries(operation.responses).map(
        ([status, response]) =>
          `      ${status}: { ${validators(resolve(response, document.components.responses)).join(', ')} },`,
      ),
      '    },',
      '  },',
    ];
  });
  return [
    "import * as validators from './validators.gen.js';",
    '',
    'export const operations = {',
    ...lines,
    '} as const;',
    '',
    'export type OperationId = keyof typeof operations;',
    '',
  ].join('\n');
}

function parametersName(operation: Operation, location: Parameter['in']): string {
  const { operationId } = operation;
  return `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}${location.charAt(0).toUpperCase()}${location.slice(1)}`;
}
