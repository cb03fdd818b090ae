import type { ModelList } from '@parley/types';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { type Gateway, startGateway } from '../start-gateway.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({
    config: readConfig({ contract: 'enforce' }, 'test'),
    environment: {},
    masterKey: 'key',
    host: '127.0.0.1',
    port: 0,
    log: pino({ level: 'silent' }),
  });
});
afterAll(() => gateway.close());

const get = (path: string) => fetch(gateway.url + path, { headers: { 'x-api-key': 'key' } });
const list = async (query = ''): Promise<ModelList> =>
  (await get(`/v1/models${query}`)).json() as Promise<ModelList>;

test('the list holds what can be served now, in order', async () => {
  const { data } = await list();
  expect(data.map(({ id }) => id)).toEqual(data.map(({ id }) => id).sort());
  expect(new Set(data.map(({ owned_by }) => owned_by))).toEqual(new Set(['simulator']));
  expect(data.every(({ available }) => available)).toBe(true);
  expect(await list('?available=true')).toEqual(await list());
});

test('everything that is known is listed when that is asked for, and says what is not available', async () => {
  const { data } = await list('?available=false');
  expect(data.map(({ id }) => id)).toEqual(data.map(({ id }) => id).sort());
  expect(data.find(({ id }) => id === 'openai/gpt-5')).toMatchObject({
    available: false,
    pricing: { prompt: '0.00000125', completion: '0.00001', input_cache_read: '0.000000125' },
    abilities: { tools: true, reasoning: { efforts: ['minimal', 'low', 'medium', 'high'] } },
  });
  expect(data.filter(({ available }) => available)).toEqual((await list()).data);
});

test('a value that is neither is a 400 that names it', async () => {
  const answer = await get('/v1/models?available=maybe');
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { param: 'available', code: 'invalid_parameter' } });
});

test('one model is found by its id, with its slash as it is or encoded, and by its bare name', async () => {
  const want = (await list()).data.find(({ id }) => id === 'simulator/sim-small');
  for (const name of ['simulator/sim-small', 'simulator%2Fsim-small', 'sim-small']) {
    expect(await (await get(`/v1/models/${name}`)).json()).toEqual(want);
  }
});

test.each(['auto', 'simulator/not-in-the-list', 'sim-smal', 'nobody/x'])(
  '%s is not in the list',
  async (name) => {
    const answer = await get(`/v1/models/${name}`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { code: 'model_not_found', param: 'model' } });
  },
);
