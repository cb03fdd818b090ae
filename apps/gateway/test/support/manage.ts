import { createRequire } from 'node:module';
import type { CreateKeyRequest, ErrorResponse, KeyWithSecret } from '@parley/types';
import { type OperationId, validateResponse } from '@parley/validator';
import type { TestGateway } from './test-gateway.ts';

type Item = { [method: string]: { operationId: string } };
const { paths }: { paths: { [path: string]: Item } } = createRequire(import.meta.url)(
  '@parley/openapi/openapi.json',
);

const operations = new Map(
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { operationId }]) => [operationId, { path, method }] as const),
  ),
);

export type Call = {
  /** The secret that asks; the master key when it is left out. */
  as?: string;
  /** What stands in the path's place in braces. */
  id?: string;
  query?: { [name: string]: string };
  body?: unknown;
  headers?: { [name: string]: string };
};

export type Answered<Body> = { status: number; headers: Headers; body: Body; text: string };

/** Calls an operation by its id, and holds what comes to the contract. The body is what the caller says it is. */
export async function manage<Body = ErrorResponse>(
  gateway: Pick<TestGateway, 'url' | 'key'>,
  operationId: OperationId,
  { as = gateway.key, id = '', query = {}, body, headers = {} }: Call = {},
): Promise<Answered<Body>> {
  const operation = operations.get(operationId);
  if (operation === undefined) throw new Error(`The contract has no ${operationId}.`);
  const url = new URL(operation.path.replace(/\{\w+\}/, encodeURIComponent(id)), gateway.url);
  url.search = new URLSearchParams(query).toString();
  const response = await fetch(url, {
    method: operation.method.toUpperCase(),
    headers: {
      authorization: `Bearer ${as}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  const answer: Body = isJson ? JSON.parse(text) : text;
  const problem = isJson ? validateResponse(operationId, response.status, answer) : null;
  if (problem !== null) throw new Error(`${problem.message} In: ${text}`);
  return { status: response.status, headers: response.headers, body: answer, text };
}

/** Makes a key, which must be allowed. */
export async function makeKey(
  gateway: Pick<TestGateway, 'url' | 'key'>,
  settings: Partial<CreateKeyRequest> = {},
  as?: string,
): Promise<KeyWithSecret & { id: string; at: { url: string; key: string } }> {
  const { status, body, text } = await manage<KeyWithSecret>(gateway, 'createKey', {
    ...(as === undefined ? {} : { as }),
    body: { name: 'a key', ...settings },
  });
  if (status !== 201) throw new Error(`No key was made: ${text}`);
  return { ...body, id: body.key.id, at: { url: gateway.url, key: body.secret } };
}
