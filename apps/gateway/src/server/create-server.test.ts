import { describe, expect, test } from 'vitest';
import { bareServer } from '../../test/support/bare-server.ts';
import { expectContractError } from '../../test/support/expect-contract-error.ts';
import { exchange, parseAnswers } from '../../test/support/raw-http.ts';
import { gatewayError } from '../gateway-error.ts';

const get = (port: number, target: string, headers = '') =>
  exchange(port, `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`);

describe('the request id', () => {
  test('is the caller’s when it may be used, and ours when there is none', async () => {
    await using server = await bareServer();
    const [given] = parseAnswers(await get(server.port, '/items/1', 'X-Request-Id: mine:1.a_b-c\r\n'));
    const [own] = parseAnswers(await get(server.port, '/items/1'));
    expect(given).toMatchObject({ status: 200, headers: { 'x-request-id': 'mine:1.a_b-c' } });
    expect(own).toMatchObject({ status: 200, headers: { 'x-request-id': 'req_1' } });
  });

  test('that is refused is not repeated', async () => {
    await using server = await bareServer();
    const [answer] = parseAnswers(await get(server.port, '/items/1', 'X-Request-Id: <script>\r\n'));
    expectContractError(answer, 400, 'invalid_header');
    expect(answer?.headers['x-request-id']).toBe('req_1');
    expect(answer?.body).not.toContain('script');
  });

  test.each([
    ['a 404', 'GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n'],
    ['a bad URL', 'GET /% HTTP/1.1\r\nHost: x\r\n'],
    ['a failed expectation', 'GET / HTTP/1.1\r\nHost: x\r\nExpect: tea\r\n'],
    ['CONNECT', 'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n'],
    [
      'a broken body',
      'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n',
    ],
  ])('is the caller’s on %s too', async (_case, head) => {
    await using server = await bareServer();
    const [answer] = parseAnswers(await exchange(server.port, `${head}X-Request-Id: mine\r\n\r\nzz\r\n`));
    expect(answer?.headers['x-request-id']).toBe('mine');
    expect(answer?.status).toBeGreaterThanOrEqual(400);
  });
});

describe('a path or method that does not exist', () => {
  test.each([
    ['GET', '/', 404, undefined],
    ['POST', '/items', 404, undefined],
    ['PROPFIND', '/nothing', 404, undefined],
    ['QUERY', '/nothing', 404, undefined],
    ['POST', '/items/a/b?c=d', 405, 'GET, HEAD'],
    ['GET', '/echo', 405, 'POST'],
    ['HEAD', '/echo', 405, 'POST'],
    ['OPTIONS', '/echo', 405, 'POST'],
    ['PURGE', '/echo', 405, 'POST'],
    ['QUERY', '/echo', 405, 'POST'],
    ['TRACE', '/params/1/x', 405, 'DELETE, PATCH'],
  ])('%s %s is a %i', async (method, target, status, allow) => {
    await using server = await bareServer({}, (app) => {
      app.delete('/params/:id/x', async () => ({}));
      app.patch('/params/:id/x', async () => ({}));
    });
    const bytes = `${method} ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
    const received = await exchange(server.port, bytes);
    expect(received).toContain(`HTTP/1.1 ${status} `);
    if (method === 'HEAD') return;
    const [answer] = parseAnswers(received);
    expectContractError(answer, status, status === 404 ? 'route_not_found' : 'method_not_allowed');
    expect(answer?.headers['allow']).toBe(allow);
  });

  test('is told before the body or its type are looked at', async () => {
    await using server = await bareServer();
    const head = 'POST /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n';
    const [answer] = parseAnswers(
      await exchange(server.port, `${head}Content-Type: ;;\r\nContent-Length: 9\r\n\r\n`),
    );
    expectContractError(answer, 404, 'route_not_found');
  });

  test('is named without its query, and not at any length', async () => {
    await using server = await bareServer();
    const [answer] = parseAnswers(await get(server.port, `/${'a'.repeat(5_000)}?key=secret`));
    expect(answer?.body).not.toContain('secret');
    expect(answer?.body.length).toBeLessThan(500);
  });
});

describe('a handler that throws', () => {
  test('something unknown gets a 500 that says nothing, and onError gets the cause without the query', async () => {
    const cause = new Error('the password is hunter2');
    await using server = await bareServer({}, (app) => {
      app.get('/boom', async () => {
        throw cause;
      });
    });
    const received = await get(server.port, '/boom?key=secret');
    const [answer] = parseAnswers(received);
    expectContractError(answer, 500, 'internal_error');
    expect(received).not.toMatch(/hunter2|secret/);
    expect(server.failures).toEqual([{ error: cause, status: 500, url: '/boom' }]);
  });

  test('an error of Fastify’s own is a 500 of ours', async () => {
    await using server = await bareServer({}, (app) => {
      app.get('/boom', async (_request, reply) => reply.type('text/plain').send({}));
    });
    const [answer] = parseAnswers(await get(server.port, '/boom'));
    expectContractError(answer, 500, 'internal_error');
    expect(answer?.body).not.toContain('FST_');
  });

  test('an error of the table gets that row, with its headers', async () => {
    await using server = await bareServer({}, (app) => {
      app.get('/limited', async () => {
        throw gatewayError(
          'rate_limit_exceeded',
          { limit: 'requests' },
          {
            retryAfterMs: 1500,
            headers: { 'x-limit': '5' },
          },
        );
      });
    });
    const [answer] = parseAnswers(await get(server.port, '/limited'));
    expectContractError(answer, 429, 'rate_limit_exceeded');
    expect(answer?.headers).toMatchObject({ 'retry-after': '2', 'retry-after-ms': '1500', 'x-limit': '5' });
    expect(server.failures).toEqual([]);
  });
});

test('HEAD answers as GET does, without the body', async () => {
  await using server = await bareServer();
  const received = await exchange(
    server.port,
    'HEAD /items/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  );
  expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(received).toMatch(/\r\n\r\n$/);
});

test('C13: a second Host behind two thousand headers is seen', async () => {
  await using server = await bareServer({ headerBytes: 64_000 });
  const [answer] = parseAnswers(await get(server.port, '/items/1', `${'a: b\r\n'.repeat(2_100)}Host: y\r\n`));
  expectContractError(answer, 400, 'invalid_header');
});

test('HTTP/1.0 needs no Host', async () => {
  await using server = await bareServer();
  const [answer] = parseAnswers(await exchange(server.port, 'GET /items/1 HTTP/1.0\r\n\r\n'));
  expect(answer?.status).toBe(200);
});

test('an attempt to upgrade is served as the plain request it also is', async () => {
  await using server = await bareServer();
  const head = 'GET /items/1 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n';
  const [answer] = parseAnswers(await exchange(server.port, head));
  expect(answer?.status).toBe(200);
});

test('a path segment as long as the headers allow reaches its handler', async () => {
  await using server = await bareServer({}, (app) => {
    app.get('/params/:id', async (request) => ({ params: request.params }));
  });
  const [answer] = parseAnswers(await get(server.port, `/params/${'a'.repeat(5_000)}`));
  expect(answer?.status).toBe(200);
});

test('the handler runs before a byte of the body is read, so that it can authenticate first', async () => {
  await using server = await bareServer({}, (app) => {
    app.post('/private', async () => {
      throw gatewayError('invalid_api_key');
    });
  });
  const head = 'POST /private HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: text/plain\r\n';
  const [answer] = parseAnswers(await exchange(server.port, `${head}Content-Length: 5000\r\n\r\n{`));
  expectContractError(answer, 401, 'invalid_api_key');
});
