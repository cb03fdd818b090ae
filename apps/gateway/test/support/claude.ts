import type { ChatCompletionRequest } from '@parley/types';
import type { CatalogModel } from '../../src/catalog/model.ts';
import { anthropic } from '../../src/providers/anthropic/index.ts';
import { objectOf } from '../../src/providers/json.ts';
import { callOf, reasoningModel } from './told-by-adapter.ts';

// Anthropic's models in the ways that their settings have gone, and what is written for them.

/** A request, but for what doesn't matter. */
export type Given = Partial<ChatCompletionRequest>;
export type Want = { [field: string]: unknown };

export const byBudget = {
  ...reasoningModel('claude-sonnet-4-5', { budget_min: 1024 }),
  output_tokens: 64_000,
};
export const adaptive = { ...reasoningModel('claude-opus-4-8', { budget: false }), output_tokens: 128_000 };
export const newest = { ...reasoningModel('claude-opus-5', { budget: false }), output_tokens: 128_000 };
export const always = {
  ...reasoningModel('claude-fable-5', { budget: false, mandatory: true }),
  output_tokens: 128_000,
};
export const plain = { ...reasoningModel('claude-3-haiku-20240307'), output_tokens: 4096, reasoning: null };
export const early = { ...reasoningModel('claude-opus-4-1-20250805'), output_tokens: 32_000 };

export const weather = {
  type: 'function',
  function: {
    name: 'weather',
    description: 'Tells the weather.',
    parameters: { type: 'object', properties: { city: { type: 'string' } } },
  },
} as const;
export const clock = { type: 'function', function: { name: 'clock' } } as const;
export const wireWeather = {
  name: 'weather',
  description: 'Tells the weather.',
  input_schema: { type: 'object', properties: { city: { type: 'string' } } },
};
export const wireClock = { name: 'clock', input_schema: { type: 'object', properties: {} } };

/** The body but for what every one has, and what is said to be ignored. */
export function written(given: Given, model: CatalogModel): Want {
  const { body, ignored } = anthropic.request(callOf(given, model));
  const { model: _name, messages: _messages, ...rest } = objectOf(body);
  return { ...rest, ...(ignored === undefined ? {} : { ignored }) };
}
