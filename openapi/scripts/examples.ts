// Examples are found by their names, never listed:
//   examples/<operationId>/<case>.request.json
//   examples/<operationId>/<case>.response.json        the answer with status 200
//   examples/<operationId>/<case>.response.sse         the same as a stream, as it is on the wire
//   examples/<operationId>/<case>.response.csv         the same as a table
//   examples/<operationId>/<case>.response-404.json    an answer with another status
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, operationsOf } from './document.ts';

export type Example = {
  case: string;
  kind: 'request' | 'response';
  status: string;
  mediaType: string;
  text: string;
};

const mediaTypes: { [extension: string]: string } = {
  json: 'application/json',
  sse: 'text/event-stream',
  csv: 'text/csv',
};

const fileName = /^([\w-]+)\.(request|response)(?:-(\d{3}))?\.(json|sse|csv)$/;

/** The examples of an operation, by name. Throws on a file whose name says nothing. */
export function examplesOf(folder: string, operationId: string): Example[] {
  const directory = join(folder, operationId);
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .sort()
    .map((file) => {
      const match = fileName.exec(file);
      if (!match)
        throw new Error(
          `${join(directory, file)}: name it <case>.request.json, .response.json, .response-404.json, .response.sse or .response.csv`,
        );
      const [, name = '', kind, status = '200', extension] = match;
      return {
        case: name,
        kind: kind === 'request' ? 'request' : 'response',
        status,
        mediaType: mediaTypes[extension ?? ''] ?? '',
        text: readFileSync(join(directory, file), 'utf8'),
      };
    });
}

/** Puts every example where the document's readers look for it. */
export function addExamples(document: Document, folder: string): void {
  const used = new Set<string>();
  for (const { operation } of operationsOf(document)) {
    used.add(operation.operationId);
    for (const example of examplesOf(folder, operation.operationId)) {
      const holder =
        example.kind === 'request' ? operation.requestBody : ownResponse(document, operation, example.status);
      const mediaType = holder?.content?.[example.mediaType];
      if (!mediaType)
        throw new Error(
          `${operation.operationId}: no ${example.kind} ${example.status} ${example.mediaType} for example "${example.case}"`,
        );
      mediaType.examples = { ...mediaType.examples, [example.case]: show(example) };
    }
  }
  dropUnusedResponses(document);
  const unknown = existsSync(folder) ? readdirSync(folder).filter((name) => !used.has(name)) : [];
  if (unknown.length > 0) throw new Error(`examples for no operation: ${unknown.join(', ')}`);
}

// The schema of a stream is that of one event, so the value is its last event and the whole stands in the description.
function show({ mediaType, text }: Example): { description?: string; value: unknown } {
  if (mediaType === 'application/json') return { value: JSON.parse(text) };
  if (mediaType === 'text/csv') return { value: text };
  const last = text.split('\n').findLast((line) => line.startsWith('data: {')) ?? 'data: null';
  return {
    description: `The last event. The whole stream:\n\n\`\`\`\n${text.trimEnd()}\n\`\`\``,
    value: JSON.parse(last.slice('data: '.length)),
  };
}

// A shared response is copied into the operation before it gets an example of its own.
function ownResponse(document: Document, operation: Document['paths'][string][string], status: string) {
  const response = operation.responses[status];
  if (!response?.$ref) return response;
  const name = response.$ref.split('/').at(-1) ?? '';
  const own = structuredClone(document.components['responses']?.[name]) as typeof response;
  operation.responses[status] = own;
  return own;
}

// A shared response that every operation has its own copy of is left over.
function dropUnusedResponses(document: Document): void {
  const used = JSON.stringify(document.paths);
  for (const name of Object.keys(document.components['responses'] ?? {})) {
    if (!used.includes(`"#/components/responses/${name}"`)) delete document.components['responses']?.[name];
  }
}
