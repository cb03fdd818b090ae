import type { ErrorResponse, RouteExplanation } from '@parley/types';
import { validateResponse } from '@parley/validator';
import type { Asked, AskedHeaders } from './ask.ts';
import type { TestGateway } from './test-gateway.ts';

export type Explained = {
  status: number;
  /** Of a 200. */
  explanation: RouteExplanation | null;
  /** Of anything else. */
  failure: ErrorResponse | null;
};

/** Asks where a request would go, and holds whatever comes to the contract. */
export async function explain(
  gateway: Pick<TestGateway, 'url' | 'key'>,
  asked: Asked,
  headers: AskedHeaders = {},
): Promise<Explained> {
  const sent = { authorization: `Bearer ${gateway.key}`, 'content-type': 'application/json', ...headers };
  const response = await fetch(`${gateway.url}/v1/route`, {
    method: 'POST',
    headers: Object.entries(sent).flatMap(([name, value]): [string, string][] =>
      value === null ? [] : [[name, value]],
    ),
    body: JSON.stringify({ messages: [{ role: 'user', content: 'Say hello.' }], ...asked }),
  });
  const { status } = response;
  const body: unknown = await response.json();
  const problem = validateResponse('explainRoute', status, body);
  if (problem !== null) throw new Error(`${problem.message} In: ${JSON.stringify(body)}`);
  return {
    status,
    explanation: status === 200 ? (body as RouteExplanation) : null,
    failure: status === 200 ? null : (body as ErrorResponse),
  };
}
