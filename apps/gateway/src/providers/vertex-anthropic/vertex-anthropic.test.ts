import { expect, onTestFinished, test } from 'vitest';
import { callOf } from '../../../test/support/told-by-adapter.ts';
import { uncataloguedModel } from '../../catalog/model.ts';
import { readConfig } from '../../config.ts';
import { anthropic } from '../anthropic/index.ts';
import { createProvider, enabledProviders } from '../create-providers.ts';
import { shippedModels } from '../served-models.ts';
import { vertexAnthropic } from './index.ts';

const model = uncataloguedModel('claude-sonnet-4-5@20250929');
const environment = { GOOGLE_VERTEX_PROJECT: 'my-project', GOOGLE_VERTEX_LOCATION: 'us-east5' };

test.each([
  [false, ':rawPredict'],
  [true, ':streamRawPredict'],
])(
  'with stream %j the path names the model and %s, and the body is Anthropic’s with a version',
  (stream, method) => {
    const call = callOf({ stream, max_tokens: 9, temperature: 0.5 }, model);
    const { model: _named, ...body } = JSON.parse(JSON.stringify(anthropic.request(call).body));
    const request = vertexAnthropic.request(call);
    expect(request.path).toBe(`/models/claude-sonnet-4-5@20250929${method}`);
    expect(JSON.parse(JSON.stringify(request.body))).toEqual({
      anthropic_version: 'vertex-2023-10-16',
      ...body,
    });
    expect(request.headers).toBeUndefined();
  },
);

test('a class of service is not sent, and the table says so', () => {
  expect(vertexAnthropic.request(callOf({ service_tier: 'auto' }, model)).body).not.toHaveProperty(
    'service_tier',
  );
  expect(vertexAnthropic.coverage.request.service_tier).toBe('ignored');
});

test('images by address are fetched by the gateway', () => {
  expect(vertexAnthropic.takesUrls).toBe(false);
});

test('the models are Anthropic’s, in the project, under the credentials of Google', () => {
  const config = readConfig({}, 'it');
  expect(enabledProviders(config, environment)).toEqual(['vertex', 'vertex-anthropic']);
  const provider = createProvider('vertex-anthropic', config, environment);
  const models = shippedModels('vertex-anthropic');
  onTestFinished(() => provider.pool.destroy());
  expect(provider).toMatchObject({
    origin: 'https://us-east5-aiplatform.googleapis.com',
    basePath: '/v1/projects/my-project/locations/us-east5/publishers/anthropic',
    headers: {},
    sign: expect.any(Function),
  });
  expect(models.every(({ id }) => id.startsWith('claude-'))).toBe(true);
  expect(models.length).toBeGreaterThan(0);
});
