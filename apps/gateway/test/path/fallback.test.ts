import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ask } from '../support/ask.ts';
import { type FaultServer, faultServer } from '../support/fault-server.ts';
import { forgetful } from '../support/forgetful.ts';
import { completion, httpAnswer } from '../support/openai-wire.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';

let faults: FaultServer;
let gateway: TestGateway;
beforeAll(async () => {
  const refusal = (status: number) => httpAnswer({ error: { message: 'no' } }, { status });
  faults = await faultServer({
    ...Object.fromEntries(
      ['first', 'second', 'third', 'fourth', 'both'].map((model) => [
        model,
        ({ socket, headers }) => socket.write(headers['x-is'] === 'down' ? refusal(503) : refusal(401)),
      ]),
    ),
    lost: ({ socket }) => socket.resetAndDestroy(),
    sound: ({ socket }) => socket.write(httpAnswer(completion())),
  });
  const priced = (dollars: string) => ({ price: { as_of: '2026-01-01', input: dollars, output: dollars } });
  const at = (is: string) => ({ adapter: 'openai-compatible', baseUrl: faults.url, headers: { 'x-is': is } });
  const cheap = { first: priced('1'), second: priced('2'), third: priced('3'), fourth: priced('4') };
  gateway = await testGateway({
    ...forgetful,
    providers: {
      locked: { ...at('locked'), models: { ...cheap, both: priced('1') } },
      down: { ...at('down'), models: { both: priced('2') } },
      working: { ...at('working'), models: { sound: priced('9') } },
    },
    upstream: { ...forgetful.upstream, maxAttempts: 3 },
  });
});
beforeEach(() => faults.exchanges.splice(0));
afterAll(async () => {
  await gateway.close();
  await faults[Symbol.asyncDispose]();
});

const tried = () => faults.exchanges.map(({ model, headers }) => `${headers['x-is']}/${model}`);

describe('fallback', () => {
  test('auto leaves a provider that refuses our key at once, however many cheap models it has', async () => {
    const { completion: answer } = await ask(gateway, { model: 'auto' });
    expect(answer?.metadata.used_provider).not.toBe('locked');
    expect(tried()).toEqual(['locked/both', 'down/both', 'working/sound']);
  });

  test('a bare name is tried at every provider that has it, and the last failure is told', async () => {
    const { status, failure } = await ask(gateway, { model: 'both' });
    expect(tried()).toEqual(['locked/both', 'down/both']);
    expect(status).toBe(503);
    expect(failure).toMatchObject({
      error: { code: 'upstream_overloaded' },
      metadata: {
        routing: [
          { provider: 'locked', status_code: 401 },
          { provider: 'down', status_code: 503 },
        ],
      },
    });
  });

  test('models are tried in their order', async () => {
    const { completion: answer } = await ask(gateway, {
      model: 'down/both',
      models: ['locked/first', 'working/sound'],
    });
    expect(tried()).toEqual(['down/both', 'locked/first', 'working/sound']);
    expect(answer?.metadata).toMatchObject({ requested_model: 'down/both', used_model: 'sound' });
  });

  test('x-no-fallback leaves it at the first', async () => {
    for (const model of ['both', 'auto']) {
      const { status } = await ask(
        gateway,
        { model, models: ['working/sound'] },
        { 'x-no-fallback': 'true' },
      );
      expect(status).toBe(502);
    }
    expect(tried()).toEqual(['locked/both', 'locked/both']);
    await ask(gateway, { model: 'both' }, { 'x-no-fallback': 'false' });
    expect(tried().slice(2)).toEqual(['locked/both', 'down/both']);
    const { status, failure } = await ask(gateway, { model: 'both' }, { 'x-no-fallback': 'perhaps' });
    expect([status, failure?.error.param]).toEqual([400, 'x-no-fallback']);
  });

  test('upstream.maxAttempts counts every call, a second try at a lost connection too', async () => {
    const { failure } = await ask(gateway, { model: 'working/lost' });
    expect(failure?.error.code).toBe('upstream_connection_lost');
    expect(tried()).toEqual(['working/lost', 'working/lost']);
    faults.exchanges.splice(0);
    await ask(gateway, { model: 'down/both', models: ['locked/first', 'working/lost', 'working/sound'] });
    expect(tried()).toEqual(['down/both', 'locked/first', 'working/lost']);
  });
});
