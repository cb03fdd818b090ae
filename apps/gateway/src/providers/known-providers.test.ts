import { describe, expect, test } from 'vitest';
import { callOf } from '../../test/support/told-by-adapter.ts';
import { readConfig } from '../config.ts';
import { createProvider, enabledProviders } from './create-providers.ts';
import { knownProviders } from './index.ts';

const config = (providers: object = {}) => readConfig({ providers }, 'a test');

describe('Azure', () => {
  test('has its host from the environment, and its key in a header of its own', async () => {
    const environment = { AZURE_API_KEY: 'secret', AZURE_RESOURCE_NAME: 'my-place' };
    const { provider } = createProvider('azure', config(), environment);
    expect(provider).toMatchObject({
      origin: 'https://my-place.openai.azure.com',
      basePath: '/openai/v1',
      headers: { 'api-key': 'secret' },
    });
    await provider.pool.close();
  });

  test('says what is missing', () => {
    expect(() => createProvider('azure', config(), { AZURE_API_KEY: 'secret' })).toThrow(
      /AZURE_RESOURCE_NAME/,
    );
  });

  test('lets nothing but a name into its host', () => {
    const environment = { AZURE_API_KEY: 'secret', AZURE_RESOURCE_NAME: 'evil.test/#' };
    expect(() => createProvider('azure', config(), environment)).toThrow(/AZURE_RESOURCE_NAME/);
  });
});

describe('a server of one’s own', () => {
  test('is on only when it is configured, and needs no key', async () => {
    expect(enabledProviders(config(), {})).toEqual([]);
    const given = config({ ollama: {}, vllm: { baseUrl: 'http://127.0.0.1:8000/v1' } });
    expect(enabledProviders(given, {})).toEqual(['ollama', 'vllm']);
    for (const [id, origin] of [
      ['ollama', 'http://127.0.0.1:11434'],
      ['vllm', 'http://127.0.0.1:8000'],
    ] as const) {
      const { provider } = createProvider(id, given, {});
      expect(provider).toMatchObject({ origin, headers: {} });
      await provider.pool.close();
    }
  });
});

describe.each(Object.entries(knownProviders).filter(([, { keys }]) => keys.length > 0))('%s', (id, known) => {
  test.each(known.keys)('is on when %s is set', (name) => {
    expect(enabledProviders(config(), { [name]: 'secret' })).toContain(id);
  });

  test('sends no field that its table calls ignored', () => {
    const { request, message } = known.adapter.coverage;
    const { body } = known.adapter.request(
      callOf({ temperature: 0.5, seed: 1, user: 'someone', n: 1, min_p: 0.1 }),
    );
    const sent = Object.keys(JSON.parse(JSON.stringify(body)));
    const ignored = Object.entries(request).flatMap(([field, support]) =>
      support === 'ignored' ? [field] : [],
    );
    expect(sent.filter((field) => ignored.includes(field))).toEqual([]);
    expect(message.content).not.toBe('ignored');
  });
});
