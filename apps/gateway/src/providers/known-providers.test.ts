import type { ChatCompletionRequest } from '@parley/types';
import { describe, expect, test } from 'vitest';
import { callOf } from '../../test/support/told-by-adapter.ts';
import { readConfig } from '../config.ts';
import { createProvider, enabledProviders } from './create-providers.ts';
import { knownProviders } from './index.ts';

const config = (providers: object = {}) => readConfig({ providers }, 'a test');

describe('Azure', () => {
  test('has its host from the environment, and its key in a header of its own', async () => {
    const environment = { AZURE_API_KEY: 'secret', AZURE_RESOURCE_NAME: 'my-place' };
    const provider = createProvider('azure', config(), environment);
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
      const provider = createProvider(id, given, {});
      expect(provider).toMatchObject({ origin, headers: {} });
      await provider.pool.close();
    }
  });
});

describe.each(Object.entries(knownProviders).filter(([, { keys }]) => keys.length > 0))('%s', (id, known) => {
  test.each(known.keys)('is on when %s is set', (name) => {
    expect(enabledProviders(config(), { [name]: 'secret' })).toContain(id);
  });
});

/** A value for every field that a table can call forwarded. */
const everything: Partial<ChatCompletionRequest> = {
  temperature: 0,
  top_p: 0.5,
  top_k: 3,
  min_p: 0.1,
  top_a: 0.1,
  frequency_penalty: 0,
  presence_penalty: 0.1,
  repetition_penalty: 1.1,
  stop: ['x'],
  seed: 0,
  n: 1,
  logit_bias: { 1: 1 },
  logprobs: true,
  top_logprobs: 1,
  verbosity: 'low',
  modalities: ['text'],
  audio: { voice: 'a', format: 'mp3' },
  image_config: { n: 1 },
  prediction: { type: 'content', content: 'a' },
  store: false,
  service_tier: 'auto',
  user: 'u',
  safety_identifier: 's',
  prompt_cache_key: 'k',
  prompt_cache_retention: '24h',
  prompt_cache_options: {},
  tools: [{ type: 'function', function: { name: 'add' } }],
  parallel_tool_calls: false,
};

const dialects = Object.entries(knownProviders).filter(
  ([, { adapter }]) => adapter.request(callOf()).path === '/chat/completions',
);

test.each(dialects)(
  '%s gets what its table calls forwarded as it is, and nothing that it calls ignored',
  (_id, { adapter }) => {
    const body: { [field: string]: unknown } = JSON.parse(
      JSON.stringify(adapter.request(callOf(everything)).body),
    );
    const untrue = Object.entries(adapter.coverage.request).filter(([field, support]) => {
      const given = Object.entries(everything).find(([name]) => name === field)?.[1];
      if (given === undefined) return false;
      if (support === 'forwarded') return JSON.stringify(body[field]) !== JSON.stringify(given);
      return support === 'ignored' && field in body;
    });
    expect(untrue).toEqual([]);
  },
);
