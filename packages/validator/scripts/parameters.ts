import {
  type Document,
  type Operation,
  operationsOf,
  type Parameter,
  resolve,
  type Schema,
} from './document.ts';

export const locations = ['path', 'header', 'query'] as const;

/** Schemas of all parameters, by a name of their own: `GetModelPath`. */
export function parameterSchemas(document: Document): Record<string, Schema> {
  const entries = operationsOf(document).flatMap((operation) =>
    locations.flatMap((location) => {
      const schema = parameterSchema(operation, location, document);
      return schema === null ? [] : [[parametersName(operation, location), schema] as const];
    }),
  );
  return Object.fromEntries(entries);
}

export function parametersName({ operationId }: Operation, location: Parameter['in']): string {
  return `${capitalized(operationId)}${capitalized(location)}`;
}

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

function capitalized(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
