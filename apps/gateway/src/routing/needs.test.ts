import type { ChatCompletionRequest } from '@parley/types';
import { expect, test } from 'vitest';
import type { Listing } from '../catalog/catalog.ts';
import { type CatalogModel, uncataloguedModel } from '../catalog/model.ts';
import { google } from '../providers/google/index.ts';
import { openaiCompatible } from '../providers/openai-compatible/index.ts';
import { needsOf } from './needs.ts';

const model = (given: Partial<CatalogModel>): CatalogModel => ({
  ...uncataloguedModel('m'),
  abilities: ['streaming'],
  ...given,
});
const plain = model({});
const able = model({
  abilities: [
    'streaming',
    'tools',
    'vision',
    'audio_input',
    'documents',
    'json_object',
    'json_schema',
    'reasoning',
    'web_search',
    'image_output',
    'effort',
  ],
  reasoning: { efforts: ['low', 'high'], budget: true, budget_min: 1024, mandatory: true },
});
const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } } as const;
const tool = { type: 'function', function: { name: 'f' } } as const;

/** The fields of a request that a model can't meet. */
function unmet(
  given: Partial<ChatCompletionRequest>,
  who: CatalogModel,
  adapter = openaiCompatible,
): string[] {
  const request: ChatCompletionRequest = { model: 'm', messages: [{ role: 'user', content: 'x' }], ...given };
  const listing: Listing = { provider: 'p', model: who };
  return needsOf(request).flatMap((need) => (need.metBy(listing, adapter) ? [] : [need.param]));
}

const rows: [reason: string, given: Partial<ChatCompletionRequest>, want: string[]][] = [
  ['text asks for nothing', {}, []],
  ['null is absent', { tools: null, reasoning_effort: null, web_search: null, effort: null }, []],
  [
    'a picture',
    { messages: [{ role: 'user', content: [{ type: 'text', text: 'x' }, image] }] },
    ['messages[0].content[1]'],
  ],
  ['a tool', { tools: [tool] }, ['tools']],
  ['a search, by whichever name', { web_search: true }, ['web_search']],
  ['the same as a tool', { tools: [{ type: 'web_search' }] }, ['tools[0]']],
  ['no search is no need', { web_search: false }, []],
  ['JSON', { response_format: { type: 'json_object' } }, ['response_format']],
  ['an effort', { reasoning_effort: 'low' }, ['reasoning_effort']],
  ['an effort in its other place', { reasoning: { effort: 'low' } }, ['reasoning']],
  ['reasoning of any effort', { reasoning: { enabled: true } }, ['reasoning.enabled']],
  ['a budget', { reasoning: { max_tokens: 2000 } }, ['reasoning.max_tokens']],
  ['effort as a whole', { effort: 'low' }, ['effort']],
];

test.each(rows)('a plain model lacks it: %s', (_reason, given, want) => {
  expect(unmet(given, plain)).toEqual(want);
});

test.each(rows.filter(([, given]) => given.effort == null))('an able one has it: %s', (_reason, given) => {
  expect(unmet(given, able)).toEqual([]);
});

test.each(rows.filter(([, given]) => given.effort == null))(
  'one of which nothing is known is not refused: %s',
  (_reason, given) => {
    expect(unmet(given, uncataloguedModel('m'))).toEqual([]);
  },
);

test('an effort that the model has not is unmet, though it reasons', () => {
  expect(unmet({ reasoning_effort: 'medium' }, able)).toEqual(['reasoning_effort']);
  expect(unmet({ reasoning: { enabled: true } }, able)).toEqual([]);
});

test('a model that always reasons can’t be told not to', () => {
  expect(unmet({ reasoning_effort: 'none' }, able)).toEqual(['reasoning_effort']);
  expect(unmet({ reasoning_effort: 'none' }, plain)).toEqual([]);
});

test('a budget has to leave room for an answer', () => {
  expect(unmet({ reasoning: { max_tokens: 2000 }, max_tokens: 2000 }, able)).toEqual([
    'reasoning.max_tokens',
  ]);
  expect(unmet({ reasoning: { max_tokens: 2000 }, max_tokens: 2001 }, able)).toEqual([]);
});

test('a field that the provider’s table rejects is unmet, unless it asks for what happens anyway', () => {
  expect(google.coverage.request.audio).toBe('rejected');
  expect(unmet({ audio: { voice: 'a', format: 'mp3' } }, able, google)).toEqual(['audio']);
  expect(unmet({ audio: null, n: 1 }, able, google)).toEqual([]);
});
