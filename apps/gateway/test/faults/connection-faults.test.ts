// Providers that can't be reached, and one that says more than it was asked.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errors } from '../../src/errors.ts';
import { ask, askStream } from '../support/ask.ts';
import { type FaultServer, faultServer } from '../support/fault-server.ts';
import { certificate, key } from '../support/loopback-certificate.ts';
import { completion, goodStream, httpAnswer, streamAnswer } from '../support/openai-wire.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';

const cleanUp: (() => unknown)[] = [];
let faults: FaultServer;
let gateway: TestGateway;

const portOf = (server: { address(): AddressInfo | string | null }): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
};

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

/** A listener that is stopped in its tracks, with its queue full: whoever connects waits. */
async function stoppedListener(): Promise<number> {
  const listen = `const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 },
    () => process.stdout.write(String(server.address().port)))`;
  const child = spawn(process.execPath, ['-e', listen], { stdio: ['ignore', 'pipe', 'inherit'] });
  cleanUp.push(() => child.kill('SIGKILL'));
  const [port] = await once(child.stdout, 'data');
  child.kill('SIGSTOP');
  for (let count = 0; count < 8; count++) {
    const socket = connect(Number(port), '127.0.0.1').on('error', () => {});
    cleanUp.push(() => socket.destroy());
  }
  return Number(port);
}

async function plainHttp(): Promise<number> {
  const server = createHttpServer((_request, response) => response.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUp.push(() => server.close());
  return portOf(server);
}

async function selfSigned(): Promise<number> {
  const server = createTlsServer({ key, cert: certificate }, (_request, response) => response.end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUp.push(() => server.close());
  return portOf(server);
}

beforeAll(async () => {
  faults = await faultServer({
    sound: ({ socket, body }) =>
      socket.write(body['stream'] === true ? streamAnswer(goodStream('Sound')) : httpAnswer(completion())),
    'says-more': ({ socket }) =>
      socket.write(httpAnswer(completion()) + httpAnswer(completion({ content: 'stolen' }))),
    'says-more-later': ({ socket }) => {
      socket.write(httpAnswer(completion()));
      setImmediate(() => socket.write(httpAnswer(completion({ content: 'stolen' }))));
    },
  });
  const at = (baseUrl: string) => ({ adapter: 'openai-compatible', baseUrl });
  gateway = await testGateway({
    providers: {
      refused: at(`http://127.0.0.1:${await closedPort()}/v1`),
      stopped: at(`http://127.0.0.1:${await stoppedListener()}/v1`),
      nameless: at('http://no-such-host.invalid/v1'),
      plain: at(`https://127.0.0.1:${await plainHttp()}/v1`),
      'self-signed': at(`https://127.0.0.1:${await selfSigned()}/v1`),
      working: at(faults.url),
    },
    timeouts: { connectMs: 200 },
    // One connection, so that every request follows on the one before.
    upstream: { connections: 1 },
  });
});
afterAll(async () => {
  await gateway.close();
  await faults[Symbol.asyncDispose]();
  for (const clean of cleanUp) clean();
});

const rows: [what: string, provider: string, code: keyof typeof errors, type: string][] = [
  ['U1 nobody listens', 'refused', 'upstream_connect_failed', 'network_error'],
  ['U2 nobody accepts', 'stopped', 'upstream_connect_timeout', 'timeout'],
  ['U3 the name is not known', 'nameless', 'upstream_dns_failed', 'network_error'],
  ['U4 TLS where there is none', 'plain', 'upstream_tls_failed', 'network_error'],
  ['U4 a certificate that nobody signed', 'self-signed', 'upstream_tls_failed', 'network_error'],
];
// They wait, so they wait together.
describe.concurrent.each(rows)('%s', (_what, provider, code, type) => {
  const failed = { provider, model: 'm', status_code: 0, error_type: type, succeeded: false };
  const { status } = errors[code];

  test(`is a ${status} ${code} when there is nobody else`, async () => {
    for (const asked of [ask, askStream]) {
      const answered = await asked(gateway, { model: `${provider}/m` });
      expect(answered).toMatchObject({
        status,
        failure: { error: { code }, metadata: { routing: [failed] } },
      });
      await gateway.recordOf(answered.requestId);
      expect(gateway.recordsOf(answered.requestId)).toEqual([
        expect.objectContaining({ outcome: 'failed', errorCode: code, usage: null }),
      ]);
    }
  });

  test('falls back, and does not try the same provider again', async () => {
    const models = [`${provider}/another`, 'working/sound'];
    const { completion: answer } = await ask(gateway, { model: `${provider}/m`, models });
    expect(answer?.metadata.routing).toMatchObject([failed, { provider: 'working', succeeded: true }]);
    const streamed = await askStream(gateway, { model: `${provider}/m`, models });
    expect(streamed.last?.metadata?.routing).toMatchObject([
      failed,
      { provider: 'working', succeeded: true },
    ]);
    expect(streamed.text).toBe('Sound');
  });
});

describe('U23 a second answer that nobody asked for', () => {
  test.each(['says-more', 'says-more-later'])('reaches no other caller: %s', async (model) => {
    for (let count = 0; count < 5; count++) {
      const one = await ask(gateway, { model: `working/${model}` });
      expect(one.completion?.choices[0]?.message.content).toBe('Hello there');
      const other = await ask(gateway, { model: 'working/sound' });
      expect(other.completion?.choices[0]?.message.content).toBe('Hello there');
    }
  });
});
