import type { LanguageModelV4, ProviderV4 } from '@ai-sdk/provider';
import type { RoutingAttempt } from '@parley/types';
import { generateText, type LanguageModel } from 'ai';
import { expect, expectTypeOf, test } from 'vitest';
import { createParley, type ParleyMetadata, type ParleyOptions, readParleyMetadata } from '../src/index.ts';

test('a provider is what the AI SDK takes for one', () => {
  const parley = createParley({ baseUrl: 'http://127.0.0.1:4000', fetch: globalThis.fetch });
  expectTypeOf(parley).toExtend<ProviderV4>();
  expectTypeOf(parley('auto')).toEqualTypeOf<LanguageModelV4>();
  expectTypeOf(parley('auto')).toExtend<LanguageModel>();
  expectTypeOf(parley.embeddingModel).returns.toBeNever();
  // @ts-expect-error There is no gateway to fall back to.
  expectTypeOf(createParley).toBeCallableWith({});
});

test('cost and routing have types', () => {
  expectTypeOf(readParleyMetadata).returns.toEqualTypeOf<ParleyMetadata | undefined>();
  expectTypeOf<ParleyMetadata['costUsdTotal']>().toEqualTypeOf<number | undefined>();
  expectTypeOf<ParleyMetadata['routing']>().toEqualTypeOf<RoutingAttempt[] | undefined>();
  expectTypeOf<ParleyMetadata['usageSource']>().toEqualTypeOf<'provider' | 'estimated' | undefined>();
  // @ts-expect-error The names are in camelCase.
  expectTypeOf<ParleyMetadata['cost_usd_total']>().toBeNumber();
});

test('options are those of the contract, but for what the AI SDK says itself', () => {
  const options = {
    models: ['openai/gpt-4o'],
    routing: 'price',
    reasoning: { max_tokens: 100 },
  } satisfies ParleyOptions;
  expectTypeOf(generateText).toBeCallableWith({
    model: 'any/model',
    prompt: 'Hello.',
    providerOptions: { parley: options },
  });
  // @ts-expect-error There is no such order.
  expect({ routing: 'cheap' } satisfies ParleyOptions).toBeDefined();
  // @ts-expect-error The AI SDK reads one choice.
  expect({ n: 2 } satisfies ParleyOptions).toBeDefined();
});
