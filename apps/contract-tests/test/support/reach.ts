import { onTestFinished } from 'vitest';
import type { Answer } from './answer.ts';
import { beginRequest } from './raw-request.ts';
import { apiKey, type RunningGateway, startTestGateway } from './start-gateway.ts';

export type Asked = { as?: string; body?: unknown; headers?: { [name: string]: string } };

/** Sends one request, with the master key where nothing else is said. */
export async function reach(
  to: RunningGateway,
  method: string,
  path: string,
  { as = apiKey, body, headers = {} }: Asked = {},
): Promise<Answer> {
  const response = await fetch(to.url + path, {
    method,
    headers: {
      authorization: `Bearer ${as}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

/** A gateway for this test alone. */
export async function gatewayWith(config: object): Promise<RunningGateway> {
  const gateway = await startTestGateway(config);
  onTestFinished(() => gateway.close());
  return gateway;
}

/** Asks a gateway that is closing: the request had begun before, and ends after. */
export async function whileClosing(line: string): Promise<Answer> {
  const gateway = await startTestGateway();
  const request = await beginRequest(gateway.port, line);
  // Once this is answered, the beginning of the other has been read.
  await fetch(`${gateway.url}/health/live`);
  const closed = gateway.close();
  request.send('\r\n');
  const answer = await request.answer;
  await closed;
  return answer;
}

/** A request whose body never comes. */
export async function withSlowBody(line: string): Promise<Answer> {
  const gateway = await gatewayWith({ timeouts: { requestMs: 100 } });
  const request = await beginRequest(gateway.port, line, [
    'content-type: application/json',
    'content-length: 100',
    '',
  ]);
  return request.answer;
}

/** The secret of a key, and its id. */
export async function makeKey(
  gateway: RunningGateway,
  settings: object = {},
): Promise<{ secret: string; id: string }> {
  const { body } = await reach(gateway, 'POST', '/v1/keys', { body: { name: 'a key', ...settings } });
  // The answer was held to the contract by the gateway itself.
  const { secret, key } = body as { secret: string; key: { id: string } };
  return { secret, id: key.id };
}

/** The secret of a key that may be used from elsewhere only. */
export const keyOfElsewhere = async (gateway: RunningGateway): Promise<string> =>
  (await makeKey(gateway, { allowed_ips: ['192.0.2.1'] })).secret;
