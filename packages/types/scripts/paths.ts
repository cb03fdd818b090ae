type Reference = { $ref?: string };
type Content = Record<string, { schema?: Reference }>;
type Body = Reference & { required?: boolean; content?: Content };
type Operation = { operationId: string; requestBody?: Body; responses: Record<string, Body> };
export type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown>; responses: Record<string, Body> };
};

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/**
 * The `paths` interface that openapi-fetch reads. It names the types that hey-api generated, so that each schema
 * has one type, and it keeps what hey-api drops: the event stream beside the JSON body of the same status.
 */
export function pathsOf(document: Document): string {
  const used = new Set<string>();
  const name = (type: string) => {
    used.add(type);
    return type;
  };
  const content = (body: Body, where: string) => {
    const entries = Object.entries(body.content ?? {}).map(([mediaType, { schema }]) => {
      const match = /^#\/components\/schemas\/(\w+)$/.exec(schema?.$ref ?? '');
      if (!match?.[1]) throw new Error(`${where} ${mediaType}: the schema must be a $ref to a named schema`);
      return `${JSON.stringify(mediaType)}: ${name(match[1])}`;
    });
    return entries.length === 0 ? 'never' : `{ ${entries.join('; ')} }`;
  };
  const responses = ({ operationId, responses }: Operation) =>
    Object.entries(responses).map(([status, response]) => {
      const body = response.$ref
        ? document.components.responses[response.$ref.split('/').at(-1) ?? '']
        : response;
      if (!body) throw new Error(`${operationId} ${status}: no such response`);
      return `        ${status}: { headers: Record<string, unknown>; content: ${content(body, `${operationId} ${status}`)} };`;
    });
  const operationOf = (method: string, operation: Operation | undefined) => {
    if (!operation) return [`    ${method}?: never;`];
    const { operationId, requestBody } = operation;
    const data = name(`${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Data`);
    return [
      `    ${method}: {`,
      `      parameters: Parameters<${data}>;`,
      requestBody
        ? `      requestBody${requestBody.required ? '' : '?'}: { content: ${content(requestBody, operationId)} };`
        : '      requestBody?: never;',
      '      responses: {',
      ...responses(operation),
      '      };',
      '    };',
    ];
  };
  const paths = Object.entries(document.paths).flatMap(([path, item]) => [
    `  ${JSON.stringify(path)}: {`,
    ...methods.flatMap((method) => operationOf(method, item[method])),
    '  };',
  ]);
  return `// Generated from openapi/ by \`npm run generate\`. Do not edit.
import type { ${[...used].sort().join(', ')} } from './types.gen.ts';

type Parameters<D extends { headers?: unknown; path?: unknown; query?: unknown }> = {
  [K in keyof D as K extends 'headers' ? 'header' : K extends 'path' | 'query' ? K : never]: D[K];
} & { cookie?: never };

export interface paths {
${paths.join('\n')}
}
`;
}
