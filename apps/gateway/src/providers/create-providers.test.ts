import { afterEach, describe, expect, test } from 'vitest';
import { ConfigError, type ProviderConfig, readConfig } from '../config.ts';
import { createProvider, enabledProviders } from './create-providers.ts';
import type { Provider } from './provider.ts';

const made: Provider[] = [];
afterEach(async () => {
  await Promise.all(made.splice(0).map(({ pool }) => pool.destroy()));
});

function make(
  id: string,
  given: ProviderConfig,
  environment: { [name: string]: string | undefined } = {},
): Provider {
  const enabled = createProvider(id, readConfig({ providers: { [id]: given } }, 'it'), environment);
  made.push(enabled);
  return enabled;
}

const vllm: ProviderConfig = { adapter: 'openai-compatible', baseUrl: 'http://127.0.0.1:8000/v1/' };

describe('which providers are on', () => {
  const cases: [given: ProviderConfig | null, environment: { [name: string]: string }, want: string[]][] = [
    [null, {}, []],
    [null, { OPENAI_API_KEY: 'sk-1' }, ['openai']],
    [null, { OPENAI_API_KEY: '' }, []],
    [null, { OPENAI_API_KEY: ' \n' }, []],
    [vllm, {}, ['my-vllm']],
    [vllm, { OPENAI_API_KEY: 'sk-1' }, ['my-vllm', 'openai']],
  ];
  test.each(cases)('config %j and environment %j: %j', (given, environment, want) => {
    const providers = given === null ? {} : { 'my-vllm': given };
    expect(enabledProviders(readConfig({ providers }, 'it'), environment)).toEqual(want);
  });
});

describe('the key', () => {
  const cases: [
    given: string | undefined,
    environment: { [name: string]: string },
    want: string | null,
    why: string,
  ][] = [
    ['sk-1', {}, 'sk-1', 'as written'],
    ['sk-1\r\n', {}, 'sk-1', 'without the line end that it came with'],
    ['env:MINE', { MINE: 'sk-2\n' }, 'sk-2', 'from the variable that is named'],
    [undefined, { OPENAI_API_KEY: 'sk-3' }, 'sk-3', 'from the usual variable'],
    [undefined, { OPENAI_API_KEY: '' }, null, 'an empty usual variable is none'],
    ['sk-1', { OPENAI_API_KEY: 'sk-3' }, 'sk-1', 'the config wins over the environment'],
    [undefined, {}, null, 'there is none, and that is fine'],
  ];
  test.each(cases)('%j with %j is %j: %s', (given, environment, want) => {
    const provider = make('openai', given === undefined ? {} : { apiKey: given }, environment);
    expect(provider.headers).toEqual(want === null ? {} : { authorization: `Bearer ${want}` });
  });

  const several: [given: string | string[] | undefined, environment: { [name: string]: string }][] = [
    [['sk-1', ' sk-2\n'], {}],
    ['env:MINE', { MINE: 'sk-1, sk-2' }],
    [['sk-1', 'env:MINE'], { MINE: 'sk-2,sk-1' }],
    [undefined, { OPENAI_API_KEY: 'sk-1,sk-2' }],
  ];
  test.each(several)('U15 of several, each is there once: %j with %j', (given, environment) => {
    const { headers, otherHeaders } = make(
      'openai',
      given === undefined ? {} : { apiKey: given },
      environment,
    );
    expect([headers, ...(otherHeaders ?? [])]).toEqual([
      { authorization: 'Bearer sk-1' },
      { authorization: 'Bearer sk-2' },
    ]);
  });

  const refused: [given: string, environment: { [name: string]: string }, says: RegExp][] = [
    ['env:MINE', {}, /providers\.openai\.apiKey.*MINE.*not set/],
    ['env:MINE', { MINE: ' \n' }, /providers\.openai.*empty/],
    ['  ', {}, /providers\.openai.*empty/],
    ['env:MINE', { MINE: 'sk-1,' }, /providers\.openai.*empty/],
    ['sk-1\nsk-2', {}, /providers\.openai.*character/],
    ['schlüssel-€', {}, /providers\.openai.*character/],
  ];
  test.each(refused)(
    'C14: %j with %j is refused at the start and not with every request',
    (given, environment, says) => {
      expect(() => make('openai', { apiKey: given }, environment)).toThrow(ConfigError);
      expect(() => make('openai', { apiKey: given }, environment)).toThrow(says);
    },
  );
});

describe('the address', () => {
  test('keeps its path, without the slash at the end', () => {
    expect(make('my-vllm', vllm)).toMatchObject({
      origin: 'http://127.0.0.1:8000',
      basePath: '/v1',
    });
  });

  const refused: [given: ProviderConfig, says: RegExp, why: string][] = [
    [{ adapter: 'openai-compatible' }, /providers\.mine\.baseUrl is missing/, 'there is none'],
    [{ ...vllm, baseUrl: 'http://' }, /providers\.mine\.baseUrl/, 'no URL'],
    [
      { ...vllm, baseUrl: 'http://127.0.0.1/v1?version=2' },
      /providers\.mine\.baseUrl/,
      'a query would be lost',
    ],
    [
      { ...vllm, baseUrl: 'http://me:secret@127.0.0.1/v1' },
      /providers\.mine\.baseUrl/,
      'credentials would be lost',
    ],
    [
      { baseUrl: 'http://127.0.0.1/v1' },
      /providers\.mine\.adapter must be one of .*got nothing/,
      'no adapter',
    ],
    [{ ...vllm, adapter: 'gopher' }, /got gopher/, 'an unknown adapter'],
    [{ ...vllm, adapter: 'constructor' }, /got constructor/, 'a name that every object has'],
    [{ ...vllm, headers: { 'x-team': 'a\nb' } }, /providers\.mine\.headers/, 'a header that cannot be sent'],
    [{ ...vllm, headers: { 'x team': 'a' } }, /providers\.mine\.headers/, 'a header name that is none'],
  ];
  test.each(refused)('%j is refused: %s', (given, says) => {
    expect(() => make('mine', given)).toThrow(ConfigError);
    expect(() => make('mine', given)).toThrow(says);
  });
});
