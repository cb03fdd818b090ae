import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { callOf } from '../../../test/support/told-by-adapter.ts';
import { ConfigError, type ProviderConfig, readConfig } from '../../config.ts';
import type { Environment } from '../connect.ts';
import { createProvider, enabledProviders } from '../create-providers.ts';
import type { Provider } from '../provider.ts';
import { vertex } from './index.ts';

const configOf = (given?: ProviderConfig, id = 'vertex') =>
  readConfig(given === undefined ? {} : { providers: { [id]: given } }, 'it');

function make(given: ProviderConfig, environment: Environment = {}, id = 'vertex'): Provider {
  const provider = createProvider(id, configOf(given, id), environment);
  onTestFinished(() => provider.pool.destroy());
  return provider;
}

const project = { GOOGLE_VERTEX_PROJECT: 'my-project' };

describe('the address', () => {
  const cases: [given: ProviderConfig, environment: Environment, origin: string, location: string][] = [
    [{}, project, 'https://aiplatform.googleapis.com', 'global'],
    [
      {},
      { ...project, GOOGLE_VERTEX_LOCATION: 'us-east5' },
      'https://us-east5-aiplatform.googleapis.com',
      'us-east5',
    ],
    [
      { project: 'my-project', location: 'europe-west4' },
      { GOOGLE_VERTEX_PROJECT: 'other', GOOGLE_VERTEX_LOCATION: 'us-east5' },
      'https://europe-west4-aiplatform.googleapis.com',
      'europe-west4',
    ],
  ];
  test.each(cases)('of %j with %j is at %s', (given, environment, origin, location) => {
    const basePath = `/v1/projects/my-project/locations/${location}/publishers/google`;
    expect(make(given, environment)).toMatchObject({ origin, basePath });
  });

  test('can be given, for this provider and for one more of its kind', () => {
    const baseUrl = 'http://127.0.0.1:1/v1';
    expect(make({ baseUrl, apiKey: 'x' })).toMatchObject({ origin: 'http://127.0.0.1:1', basePath: '/v1' });
    const second = make({ adapter: 'vertex', project: 'second' }, {}, 'my-vertex');
    expect(second.basePath).toBe('/v1/projects/second/locations/global/publishers/google');
    expect(second.sign).toBeDefined();
  });

  test.each([
    [{ project: 'a/b' }, {}],
    [{ location: 'evil.test/' }, project],
    [{}, { GOOGLE_VERTEX_PROJECT: 'a', GOOGLE_VERTEX_LOCATION: 'x#' }],
  ])('lets nothing but names into it: %j %j', (given, environment) => {
    expect(() => make(given, environment)).toThrow(ConfigError);
  });

  test('is missing without a project, and what is needed is named', () => {
    expect(() => make({})).toThrow(/providers\.vertex\.baseUrl is missing.*GOOGLE_VERTEX_PROJECT/);
  });
});

test('a project in the environment switches it on, and a file of credentials alone does not', () => {
  expect(enabledProviders(configOf(), project)).toContain('vertex');
  expect(enabledProviders(configOf(), { GOOGLE_APPLICATION_CREDENTIALS: '/a' })).toEqual([]);
});

test('a key in the configuration is a token or an API key, and takes the place of the credentials', () => {
  const headersOf = (apiKey: string) => {
    const { headers, sign } = make({ apiKey }, project);
    expect(sign).toBeUndefined();
    return headers;
  };
  expect(headersOf('ya29.token')).toEqual({ authorization: 'Bearer ya29.token' });
  expect(headersOf('AIzaKey')).toEqual({ 'x-goog-api-key': 'AIzaKey' });
});

test('requests are signed with a token for the credentials in the file, fetched once', async () => {
  let fetched = 0;
  const tokens = createServer(async (request, response) => {
    fetched += 1;
    expect(await text(request)).toContain('subject-token');
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        access_token: `token-${fetched}`,
        token_type: 'Bearer',
        expires_in: 3600,
        issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      }),
    );
  });
  await new Promise<void>((resolve) => tokens.listen(0, '127.0.0.1', resolve));
  const address = tokens.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const folder = await mkdtemp(join(tmpdir(), 'vertex-'));
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    tokens.closeAllConnections();
    await new Promise((resolve) => tokens.close(resolve));
    await rm(folder, { recursive: true });
  });
  const subject = join(folder, 'subject.txt');
  await writeFile(subject, 'subject-token');
  const credentials = join(folder, 'credentials.json');
  await writeFile(
    credentials,
    JSON.stringify({
      type: 'external_account',
      audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: `http://127.0.0.1:${port}/token`,
      credential_source: { file: subject },
    }),
  );
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', credentials);
  const { sign } = make({}, project);
  const request = { url: 'http://127.0.0.1/', body: '{}', headers: {} };
  expect(await sign?.(request)).toEqual({ authorization: 'Bearer token-1' });
  expect(await sign?.(request)).toEqual({ authorization: 'Bearer token-1' });
});

test('Gemini is asked as it is at Google, but for what Vertex has otherwise', () => {
  const { path, body, ignored } = vertex.request(
    callOf({
      stream: true,
      service_tier: 'flex',
      tools: [
        { type: 'function', function: { name: 'a' } },
        { type: 'web_search', blocked_domains: ['a.example'] },
      ],
    }),
  );
  expect(path).toBe('/models/some-model:streamGenerateContent?alt=sse');
  expect(JSON.parse(JSON.stringify(body))).toEqual({
    contents: [{ role: 'user', parts: [{ text: 'Hello' }] }],
    tools: [{ functionDeclarations: [{ name: 'a' }] }, { googleSearch: { excludeDomains: ['a.example'] } }],
    generationConfig: {},
  });
  expect(ignored).toBeUndefined();
  expect(vertex.coverage.request.service_tier).toBe('ignored');
});
