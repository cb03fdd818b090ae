import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { bareServer } from '../../test/support/bare-server.ts';
import { deferred } from '../../test/support/deferred.ts';
import { expectContractError } from '../../test/support/expect-contract-error.ts';
import { allOf, exchange, open, parseAnswers } from '../../test/support/raw-http.ts';

const items = 'GET /items/1 HTTP/1.1\r\nHost: x\r\n';

describe('an error never lands inside another answer', () => {
  test('garbage behind a request whose stream is under way cuts the stream', async () => {
    const begun = deferred();
    await using server = await bareServer({}, (app) => {
      app.get('/stream', (_request, reply) => {
        reply.hijack();
        reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
        reply.raw.write('data: 1\n\n');
        begun.resolve();
      });
    });
    const socket = await open(server.port);
    const received = allOf(socket);
    socket.write('GET /stream HTTP/1.1\r\nHost: x\r\n\r\n');
    await begun.promise;
    await once(socket, 'data');
    socket.write('\0\0garbage\r\n\r\n');
    const bytes = await received;
    expect(bytes).toMatch(/data: 1\n\n\r\n$/);
    expect(bytes.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  test('garbage behind an answer that is complete gets its own', async () => {
    await using server = await bareServer();
    const socket = await open(server.port);
    const received = allOf(socket);
    socket.write(`${items}\r\n`);
    await once(socket, 'data');
    socket.write('\0\0garbage\r\n\r\n');
    const answers = parseAnswers(await received);
    expect(answers).toHaveLength(2);
    expect(answers[0]?.status).toBe(200);
    expectContractError(answers[1], 400, 'invalid_http_request');
  });

  test('C5: a slow body that was already refused gets no second answer', async () => {
    await using server = await bareServer({ requestTimeoutMs: 100, connectionsCheckingIntervalMs: 20 });
    const head = 'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n';
    const answers = parseAnswers(await exchange(server.port, `${head}Content-Length: 9\r\n\r\n{`));
    expect(answers).toHaveLength(1);
    expectContractError(answers[0], 415, 'unsupported_media_type');
  });

  test('requests sent in a row are answered in a row', async () => {
    await using server = await bareServer();
    const received = await exchange(
      server.port,
      `${items}\r\n${items}\r\n${items}X-Request-Id: <>\r\nConnection: close\r\n\r\n`,
    );
    expect(parseAnswers(received).map(({ status }) => status)).toEqual([200, 200, 400]);
  });
});

describe('C6: a caller who is still sending a body that is too large', () => {
  test('reads the whole answer, though far more than the socket buffers is on the way', async () => {
    await using server = await bareServer();
    const socket = await open(server.port);
    const received = allOf(socket);
    socket.write(
      'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
    );
    const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(0x10000, ' '), Buffer.from('\r\n')]);
    let sent = 0;
    while (sent < 20_000_000 && socket.writable) {
      sent += chunk.length;
      if (!socket.write(chunk)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
    }
    socket.end();
    const [answer] = parseAnswers(await received);
    expectContractError(answer, 413, 'request_too_large');
    expect(answer?.headers['connection']).toBe('close');
  });

  test('can use fetch', async () => {
    await using server = await bareServer();
    const response = await fetch(`http://127.0.0.1:${server.port}/echo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.alloc(5_000_000, ' '),
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ error: { code: 'request_too_large' } });
  });

  test('gets nothing done that stands behind the body', async () => {
    let ran = 0;
    await using server = await bareServer({}, (app) => {
      app.get('/spend', async () => {
        ran += 1;
        return {};
      });
    });
    const body = `2711\r\n${' '.repeat(10_001)}\r\n0\r\n\r\n`;
    const head =
      'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
    const socket = await open(server.port);
    const received = allOf(socket);
    socket.write(head + body.slice(0, -5));
    await once(socket, 'data');
    socket.end(`${body.slice(-5)}GET /spend HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(parseAnswers(await received)).toHaveLength(1);
    expect(ran).toBe(0);
  });
});

test('a small body that is refused unread leaves the connection open for the next request', async () => {
  await using server = await bareServer();
  const refused = 'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}';
  const answers = parseAnswers(await exchange(server.port, `${refused}${items}Connection: close\r\n\r\n`));
  expect(answers.map(({ status }) => status)).toEqual([415, 200]);
});

test('C5: a handler that answers after a timeout was answered in its place does no harm', async () => {
  const answeredLate = deferred();
  await using server = await bareServer(
    { requestTimeoutMs: 100, connectionsCheckingIntervalMs: 20 },
    (app) => {
      app.post('/slow', async (request, reply) => {
        await once(request.raw.socket, 'close');
        reply.send({ late: true });
        answeredLate.resolve();
        return reply;
      });
    },
  );
  const head = 'POST /slow HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
  const answers = parseAnswers(await exchange(server.port, `${head}Content-Length: 9\r\n\r\n{`));
  expect(answers).toHaveLength(1);
  expectContractError(answers[0], 408, 'request_timeout');
  await answeredLate.promise;
  expect(parseAnswers(await exchange(server.port, `${items}Connection: close\r\n\r\n`))[0]?.status).toBe(200);
  expect(server.failures).toEqual([]);
});

describe('while the server closes', () => {
  test('a request in work is finished, and one that comes later on its connection gets a 503', async () => {
    const entered = deferred();
    const release = deferred();
    const server = await bareServer({}, (app) => {
      app.get('/slow', async () => {
        entered.resolve();
        await release.promise;
        return { done: true };
      });
    });
    const socket = await open(server.port);
    const received = allOf(socket);
    socket.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
    await entered.promise;
    const closed = server.app.close();
    const parsed = once(server.app.server, 'request');
    socket.write(`${items}\r\n`);
    await parsed;
    release.resolve();
    const answers = parseAnswers(await received);
    await closed;
    expect(answers[0]).toMatchObject({ status: 200, body: '{"done":true}' });
    expectContractError(answers[1], 503, 'gateway_shutdown');
    expect(answers[1]?.headers['connection']?.toLowerCase()).toBe('close');
  });

  test('a stream in work is finished, and its connection is not kept for another request', async () => {
    const begun = deferred();
    const release = deferred();
    const closing = deferred();
    const server = await bareServer({ keepAliveTimeoutMs: 1_000_000 }, (app) => {
      app.addHook('preClose', async () => closing.resolve());
      app.get('/stream', async (_request, reply) => {
        reply.hijack();
        reply.raw.writeHead(200, { 'content-length': 4 }).write('ab');
        begun.resolve();
        await release.promise;
        reply.raw.end('cd');
      });
    });
    const socket = await open(server.port);
    const received = allOf(socket);
    socket.write('GET /stream HTTP/1.1\r\nHost: x\r\n\r\n');
    await begun.promise;
    const closed = server.app.close();
    await closing.promise;
    await new Promise((resolve) => setImmediate(resolve));
    release.resolve();
    await closed;
    expect(parseAnswers(await received)).toMatchObject([{ status: 200, body: 'abcd' }]);
  });

  test('a connection that was opened in advance and never used does not hold it up', async () => {
    const server = await bareServer();
    const seen = once(server.app.server, 'connection');
    const socket = await open(server.port);
    const received = allOf(socket);
    await seen;
    await server.app.close();
    expect(await received).toBe('');
  });

  test('a request whose head was on the way gets a 503', async () => {
    const server = await bareServer();
    const connected = once(server.app.server, 'connection');
    const socket = await open(server.port);
    const received = allOf(socket);
    socket.write(items);
    const [accepted] = await connected;
    while (accepted.bytesRead < items.length) await new Promise((resolve) => setImmediate(resolve));
    const closed = server.app.close();
    socket.write('\r\n');
    const answers = parseAnswers(await received);
    await closed;
    expect(answers).toHaveLength(1);
    expectContractError(answers[0], 503, 'gateway_shutdown');
  });
});
