import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errors } from '@parley/gateway';
import { streamChecker, validateChunk, validateRequest, validateResponse } from '@parley/validator';
import { afterAll, describe, expect, test } from 'vitest';
import { contract, examplesFolder, operations, parameterOf, responseOf } from './support/contract.ts';
import { dataOf } from './support/events.ts';
import { makeKey } from './support/reach.ts';
import { registeredRoutes } from './support/registered-routes.ts';
import { apiKey, type RunningGateway, startTestGateway } from './support/start-gateway.ts';

let gateway: RunningGateway;
const routes = await registeredRoutes(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

test('the document that is served is the one that was published', async () => {
  const response = await fetch(`${gateway.url}/openapi.json`);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  expect(await response.json()).toEqual(contract);
});

describe('routes', () => {
  const undocumented: [reason: string, method: string, path: RegExp][] = [
    ['the document does not describe itself', 'GET', /^\/openapi\.json$/],
    ['for the operator, in a format of its own', 'GET', /^\/metrics$/],
    ['pages for people', 'GET', /^\/docs\b/],
  ];
  const documented = operations.map(({ path, method, operation }) => {
    const multi = operation.parameters?.map(parameterOf).find((one) => one?.['x-multi-segment'])?.name;
    return `${method} ${path.replace(/\{(\w+)\}/g, (_, name) => (name === multi ? '*' : `:${name}`))}`;
  });
  const isOf = (method: string, path: RegExp) => (route: { method: string; url: string }) =>
    route.method === method && path.test(route.url);

  test('are those of the document, and a few more with a reason each', () => {
    const own = routes
      // Fastify adds these to every GET.
      .filter(({ method }) => method !== 'HEAD')
      .filter((route) => !undocumented.some(([, method, path]) => isOf(method, path)(route)))
      .map(({ method, url }) => `${method} ${url}`);
    expect(own.sort()).toEqual(documented.sort());
  });

  test.each(undocumented)('one is not in the document: %s', (_reason, method, path) => {
    expect(routes.some(isOf(method, path))).toBe(true);
  });
});

describe('examples', () => {
  const requests = operations.flatMap(({ path, method, operation }) =>
    Object.entries(operation.requestBody?.content['application/json']?.examples ?? {}).map(
      ([name, { value }]) => ({ name, value, path, method, operationId: operation.operationId }),
    ),
  );
  const answers = operations.flatMap(({ operation }) =>
    Object.entries(operation.responses).flatMap(([status, response]) =>
      Object.entries(responseOf(response)?.content ?? {}).flatMap(([mediaType, { examples }]) =>
        Object.entries(examples ?? {}).map(([name, { value }]) => ({
          name,
          value,
          status,
          mediaType,
          operationId: operation.operationId,
        })),
      ),
    ),
  );
  const streams = operations.flatMap(({ operation: { operationId } }) =>
    readdirSync(join(examplesFolder, operationId))
      .filter((file) => file.endsWith('.sse'))
      .map((file) => ({
        operationId,
        file,
        text: readFileSync(join(examplesFolder, operationId, file), 'utf8'),
      })),
  );

  test.each(requests)(
    'the request $name of $operationId fits the contract, and is served',
    async (example) => {
      expect(validateRequest(example.operationId, example.value)).toBeNull();
      const { id } = await makeKey(gateway);
      const response = await fetch(gateway.url + example.path.replace('{key_id}', id), {
        method: example.method,
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify(example.value),
      });
      await response.text();
      expect(response.status).toBe(example.operationId === 'createKey' ? 201 : 200);
    },
  );

  test.each(answers)('the answer $name ($status $mediaType) of $operationId fits the contract', (example) => {
    const { operationId, mediaType, status, value } = example;
    if (mediaType === 'text/csv') return expect(value).toMatch(/^[a-z_,]+\r\n/);
    const isEvent = mediaType === 'text/event-stream';
    expect(isEvent ? validateChunk(value) : validateResponse(operationId, Number(status), value)).toBeNull();
  });

  test.each(streams)('the stream $file of $operationId keeps to the grammar', ({ text }) => {
    const checker = streamChecker();
    const events = dataOf(text);
    expect(events.length).toBeGreaterThan(1);
    expect([...events.flatMap((event) => checker.push(event)), ...checker.end()]).toEqual([]);
  });

  test('there are some of each kind', () => {
    expect([requests.length > 0, answers.length > 0, streams.length > 0]).toEqual([true, true, true]);
  });
});

describe('errors', () => {
  test('the codes of the contract are the rows of the table', () => {
    expect(Object.keys(errors).sort()).toEqual(contract.components.schemas['ErrorCode']?.enum?.toSorted());
  });

  const ofHttpAlone: { [status: number]: string } = {
    405: 'the path is right and the operation is another one, or none',
    417: 'said before the request has begun',
    431: 'the head is not read to its end, so nobody knows which operation it was for',
  };
  const chat = operations.find(({ operation }) => operation.operationId === 'createChatCompletion');
  const documented = new Set(Object.keys(chat?.operation.responses ?? {}).map(Number));

  test.each(Object.entries(errors))(
    'a chat completion may fail with the status of %s, or it is of HTTP alone',
    (_code, { status }) => {
      expect(documented.has(status)).toBe(ofHttpAlone[status] === undefined);
    },
  );

  test('nothing is called of HTTP alone that no error uses', () => {
    const statuses = new Set(Object.values(errors).map(({ status }) => String(status)));
    expect(Object.keys(ofHttpAlone).filter((status) => !statuses.has(status))).toEqual([]);
  });
});
