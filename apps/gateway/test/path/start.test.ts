import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import pino from 'pino';
import { describe, expect, test } from 'vitest';
import { ConfigError, type ConfigFile, readConfig } from '../../src/config.ts';
import { startGateway } from '../../src/start-gateway.ts';
import { ask } from '../support/ask.ts';
import { testGateway } from '../support/test-gateway.ts';

const options = (file: ConfigFile, port = 0) => ({
  config: readConfig(file, 'the test'),
  environment: {},
  masterKey: 'key',
  host: '127.0.0.1',
  port,
  log: pino({ level: 'silent' }),
});

test('with nothing configured the simulator answers', async () => {
  await using gateway = await testGateway({});
  const { completion } = await ask(gateway, { model: 'auto' });
  expect(completion?.metadata.used_provider).toBe('simulator');
});

test('with a provider configured the simulator is gone', async () => {
  const provider = { adapter: 'openai-compatible', baseUrl: 'http://127.0.0.1:1/v1' };
  await using gateway = await testGateway({ providers: { mine: provider } });
  const { status } = await ask(gateway, { model: 'simulator/sim-small' });
  expect(status).toBe(404);
});

describe('a configuration that cannot work', () => {
  test('is refused with all that is wrong with its providers at once', async () => {
    const starting = startGateway(
      options({
        providers: {
          'no-adapter': { baseUrl: 'http://127.0.0.1:1/v1' },
          'no-address': { adapter: 'openai-compatible' },
          openai: { apiKey: 'env:NOT_SET' },
        },
      }),
    );
    const error: unknown = await starting.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toMatch(/providers\.no-address\.baseUrl/);
    expect(String(error)).toMatch(/providers\.no-adapter\.adapter/);
    expect(String(error)).toMatch(/providers\.openai\.apiKey.*NOT_SET/);
  });

  test('leaves nothing running: neither a refused one nor a port that is taken', async () => {
    const listening = () =>
      process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;
    // What the tests before this one closed takes a moment to go.
    await expect.poll(listening).toBe(0);
    const broken = { simulator: {}, openai: { apiKey: 'env:NOT_SET' } };
    await expect(startGateway(options({ providers: broken }))).rejects.toThrow(ConfigError);
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(startGateway(options({}, port))).rejects.toThrow('EADDRINUSE');
    taken.close();
    await once(taken, 'close');
    await expect.poll(listening).toBe(0);
  });
});

test('after close nobody listens', async () => {
  const gateway = await startGateway(options({}));
  await gateway.close();
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  const [error] = await once(socket, 'error');
  expect(error).toMatchObject({ code: 'ECONNREFUSED' });
});
