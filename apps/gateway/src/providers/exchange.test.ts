import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Pool } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { exchange, type UpstreamBody } from './exchange.ts';
import { readBody } from './read-body.ts';

const forEver = new AbortController().signal;

async function poolAt(server: Server, connections = 8): Promise<Pool> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const pool = new Pool(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { connections });
  onTestFinished(async () => {
    await pool.destroy();
    server.close();
  });
  return pool;
}

const ask = (pool: Pool, signal = forEver) =>
  exchange(pool, { method: 'POST', path: '/', body: '{}' }, signal);

async function textOf(body: UpstreamBody): Promise<string> {
  let text = '';
  for await (const bytes of body) text += bytes;
  return text;
}

test('an answer’s status, headers and bytes arrive, and an announcement of it is none', async () => {
  const server = createServer((_request, response) => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload' });
    response.writeHead(418, { 'x-mood': 'fine' });
    response.write('one ');
    response.end('two');
  });
  const { status, headers, body } = await ask(await poolAt(server));
  expect([status, headers['x-mood'], await textOf(body)]).toEqual([418, 'fine', 'one two']);
});

test('a provider is not listened to while nobody reads, and not a byte is lost', async () => {
  const block = Buffer.alloc(64 * 1024, 'x');
  const blocks = 1_000;
  let sent = 0;
  const server = createServer((_request, response) => {
    const send = () => {
      while (sent < blocks) {
        sent++;
        if (!response.write(block)) return void response.once('drain', send);
      }
      response.end('end');
    };
    send();
  });
  const { body } = await ask(await poolAt(server));
  await setTimeout(300);
  const sentUnread = sent;
  let length = 0;
  for await (const bytes of body) length += bytes.length;
  expect(sentUnread).toBeLessThan(blocks);
  expect(length).toBe(blocks * block.length + 'end'.length);
});

test('of a body that breaks off what came is read first, then it rejects', async () => {
  const server = createServer((_request, response) => {
    response.write('so far');
    void setTimeout(50).then(() => response.destroy());
  });
  const { body } = await ask(await poolAt(server));
  await setTimeout(200);
  const reading = body[Symbol.asyncIterator]();
  expect(String((await reading.next()).value)).toBe('so far');
  await expect(reading.next()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
});

test('an answer that never comes rejects with undici’s error', async () => {
  const server = createTcpServer((socket) => socket.destroy());
  await expect(ask(await poolAt(server))).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
});

test('an abort rejects at once, also while there is no connection to be had, and its request is never sent', async () => {
  let requests = 0;
  const server = createServer(() => {
    requests++;
  });
  const pool = await poolAt(server, 1);
  const first = new AbortController();
  const running = ask(pool, first.signal);
  const queued = new AbortController();
  const waiting = ask(pool, queued.signal);
  queued.abort(new Error('the caller left'));
  await expect(waiting).rejects.toThrow('the caller left');
  first.abort(new Error('enough'));
  await expect(running).rejects.toThrow('enough');
  await setTimeout(100);
  expect(requests).toBeLessThanOrEqual(1);
  await expect(ask(pool, AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
});

test('an abort ends a body that is still coming, and closes its connection', async () => {
  const server = createServer((_request, response) => void response.write('so far'));
  const closed = new Promise<void>((resolve) => {
    server.on('connection', (socket) => socket.on('close', () => resolve()));
  });
  const controller = new AbortController();
  const { body } = await ask(await poolAt(server), controller.signal);
  const text = textOf(body);
  await setTimeout(50);
  controller.abort(new Error('the caller left'));
  await expect(text).rejects.toThrow('the caller left');
  await closed;
});

test('whoever stops reading closes the connection; a body that was read leaves it for the next', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/endless') response.write('x'.repeat(1000));
    else response.end('short');
  });
  const sockets = new Set<unknown>();
  server.on('connection', (socket) => sockets.add(socket));
  const pool = await poolAt(server, 1);
  for (let turn = 0; turn < 3; turn++) expect(await textOf((await ask(pool)).body)).toBe('short');
  expect(sockets.size).toBe(1);
  const { body } = await exchange(pool, { method: 'GET', path: '/endless' }, forEver);
  expect(await readBody(body, 10)).toBeNull();
  expect(await textOf((await ask(pool)).body)).toBe('short');
  expect(sockets.size).toBe(2);
});

test('while an answer comes, what was sent is not kept: prompts are long, and streams last', async () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const server = createServer((_request, response) => void response.write('one'));
  const pool = await poolAt(server);
  let sent: { method: 'POST'; path: string; body: string } | null = { method: 'POST', path: '/', body: '{}' };
  const kept = new WeakRef(sent);
  const abort = new AbortController();
  const { body } = await exchange(pool, sent, abort.signal);
  sent = null;
  // What was dereferenced in this turn is held until its end.
  await setTimeout(10);
  collect();
  expect(kept.deref()).toBeUndefined();
  abort.abort(new Error('enough'));
  await expect(textOf(body)).rejects.toThrow('enough');
});
