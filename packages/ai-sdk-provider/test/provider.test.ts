import { createProviderRegistry, generateText, NoSuchModelError } from 'ai';
import { expect, test } from 'vitest';
import { createParley } from '../src/index.ts';
import { completion } from './support/answers.ts';
import { startServer } from './support/start-server.ts';

const parley = createParley({ baseUrl: 'http://127.0.0.1:4000' });

test('a model has the name that it was asked for by', () => {
  for (const model of [
    parley('anthropic/claude-sonnet-4-5'),
    parley.languageModel('anthropic/claude-sonnet-4-5'),
  ]) {
    expect(model).toMatchObject({
      specificationVersion: 'v4',
      provider: 'parley',
      modelId: 'anthropic/claude-sonnet-4-5',
    });
  }
});

test.each(['embeddingModel', 'imageModel'] as const)('there is no %s', (modelType) => {
  expect(() => parley[modelType]('openai/any')).toThrow(
    expect.objectContaining({ modelType, modelId: 'openai/any' }),
  );
  expect(() => parley[modelType]('openai/any')).toThrow(NoSuchModelError);
});

test('a registry finds models with slashes in their names', async () => {
  const server = await startServer({ body: completion({ content: 'Hello.' }) });
  const registry = createProviderRegistry({ parley: createParley({ baseUrl: server.baseUrl }) });
  const model = registry.languageModel('parley:openai/gpt-4o');
  expect((await generateText({ model, prompt: 'Hello.' })).text).toBe('Hello.');
  expect(server.requests[0]?.body.model).toBe('openai/gpt-4o');
});
