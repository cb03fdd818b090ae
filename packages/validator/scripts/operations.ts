import {
  type Document,
  type Operation,
  operationsOf,
  type Response,
  resolve,
  type Schema,
  schemaNameOf,
} from './document.ts';
import { locations, parametersName } from './parameters.ts';
import type { Profile } from './profiles.ts';

/** Names of the schemas that a request or a response holds. */
export function mediaTypeSchemas(document: Document): Set<string> {
  const contents = operationsOf(document).flatMap((operation) => [
    operation.requestBody?.content ?? {},
    ...Object.values(operation.responses).map((response) => contentOf(response, document)),
  ]);
  return new Set(
    contents.flatMap((content) =>
      Object.entries(content).map(([mediaType, { schema }]) => schemaNameOf(schema, mediaType)),
    ),
  );
}

/** `createChatCompletion` as a file is called: `create-chat-completion`. */
export function fileNameOf(operationId: string): string {
  return operationId.replace(/(?<!^)(?=[A-Z])/g, '-').toLowerCase();
}

/** The lines of the module that finds an operation by its id. */
export function tableModule(document: Document, { source }: Profile): string {
  const ids = operationsOf(document).map(({ operationId }) => operationId);
  return `import type { Operation } from '${source}/operation.ts';
${ids.map((id) => `import * as ${id} from './operations/${fileNameOf(id)}.ts';`).join('\n')}

export type OperationId = ${ids.map((id) => `'${id}'`).join(' | ')};

export const operations: Record<OperationId, Operation> = {
${ids.map((id) => `  ${id},`).join('\n')}
};
`;
}

/** The lines of an operation's own module. Functions, and not one value, so that bundlers keep those that are used. */
export function operationModule(
  operation: Operation,
  path: string,
  document: Document,
  parameters: Record<string, Schema>,
  profile: Profile,
): string {
  const { operationId } = operation;
  const contents = Object.entries(operation.responses).map(
    ([status, response]) => [status, contentOf(response, document)] as const,
  );
  const mediaTypes = contents.map(
    ([status, content]) => `  ${status}: [${Object.keys(content).map((mediaType) => `'${mediaType}'`)}],`,
  );
  const events = contents.flatMap(([, content]) => content['text/event-stream'] ?? []);
  const body = [
    requestFunction(operation, profile),
    parametersFunction(operation, parameters),
    responseFunction(contents, profile),
    ...events.map(({ schema }) => streamExports(schemaNameOf(schema, operationId), profile)),
  ].join('');
  const imports = ['checkBody', 'checkParameters', 'undocumentedStatus']
    .filter((name) => body.includes(`${name}(`))
    .map((name) => `import { ${name} } from '../${profile.source}/${fileNameOf(name)}.ts';`);
  const rules = Object.values(profile.rules)
    .filter(({ name }) => body.includes(`, ${name})`))
    .map(({ name, from }) => `import { ${name} } from '../${profile.source}/${from}';`);
  return `import type { Parameters } from '../${profile.source}/operation.ts';
import type { Problem } from '../${profile.source}/problem.ts';
${[...imports, ...rules].join('\n')}
import * as validators from '../validators.gen.js';

export const operationId = '${operationId}';
export const path = '${path}';

/** The media types of an answer, by its status. */
export const answers = {
${mediaTypes.join('\n')}
} as const;
${body}`;
}

function requestFunction({ requestBody, operationId }: Operation, profile: Profile): string {
  const schema = requestBody?.content['application/json']?.schema;
  if (schema === undefined) return '';
  return `
/** Holds a request's body, as parsed from JSON, to the contract. Null when all is well. */
export function validateRequest(body: unknown): Problem | null {
  return ${check(schemaNameOf(schema, operationId), profile)};
}
`;
}

function parametersFunction(operation: Operation, parameters: Record<string, Schema>): string {
  const found = locations.filter((location) => parametersName(operation, location) in parameters);
  if (found.length === 0) return '';
  return `
/** Holds path, header and query parameters to the contract. \`param\` is the name of the first that is wrong. */
export function validateParameters(parameters: Parameters): Problem | null {
  return checkParameters(parameters, {
${found.map((location) => `    ${location}: validators.validate${parametersName(operation, location)},`).join('\n')}
  });
}
`;
}

function responseFunction(
  contents: (readonly [string, NonNullable<Response['content']>])[],
  profile: Profile,
) {
  const labels: Record<string, string[]> = {};
  for (const [status, { 'application/json': json }] of contents) {
    if (json === undefined) continue;
    const call = check(schemaNameOf(json.schema, status), profile);
    labels[call] = [...(labels[call] ?? []), `    ${status === 'default' ? 'default' : `case ${status}`}:`];
  }
  const lines = Object.entries(labels).flatMap(([call, cases]) => [...cases, `      return ${call};`]);
  const rest = ['    default:', '      return undocumentedStatus(operationId, status);'];
  return `
/** Holds a JSON answer to the contract. A status that the contract does not list for the operation is a problem. */
export function validateResponse(status: number, body: unknown): Problem | null {
  switch (status) {
${[...lines, ...(lines.includes('    default:') ? [] : rest)].join('\n')}
  }
}
`;
}

function streamExports(schemaName: string, { source, streams }: Profile): string {
  const names = streams[schemaName];
  if (names === undefined)
    throw new Error(`There is no checker for streams of ${schemaName}; see profiles.ts.`);
  const lines = Object.entries(names).map(
    ([name, from]) => `export { ${name} } from '../${source}/${from}';`,
  );
  return `\n${lines.join('\n')}\n`;
}

function check(schemaName: string, { rules }: Profile): string {
  const rule = rules[schemaName];
  return `checkBody(validators.validate${schemaName}, body${rule === undefined ? '' : `, ${rule.name}`})`;
}

function contentOf(response: Operation['responses'][string], document: Document) {
  return resolve(response, document.components.responses).content ?? {};
}
