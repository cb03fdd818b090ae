import { expect, test } from 'vitest';
import { adaptive, byBudget, type Given, plain, type Want, written } from '../../../test/support/claude.ts';
import { callOf } from '../../../test/support/told-by-adapter.ts';
import { type CatalogModel, uncataloguedModel } from '../../catalog/model.ts';
import { anthropic } from './index.ts';

test('a request goes to /messages with the version of the wire, and the key in a header of its own', () => {
  const sent = anthropic.request(callOf({ stream: true }, plain));
  expect(sent).toEqual({
    path: '/messages',
    headers: { 'anthropic-version': '2023-06-01' },
    body: {
      model: 'claude-3-haiku-20240307',
      max_tokens: 4096,
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
      stream: true,
    },
  });
  expect(anthropic.authorize('k')).toEqual({ 'x-api-key': 'k' });
});

const table: [what: string, model: CatalogModel, given: Given, want: Want][] = [
  ["the cap is the model's when none is given", byBudget, {}, { max_tokens: 64_000 }],
  ["the cap is the caller's", byBudget, { max_completion_tokens: 99 }, { max_tokens: 99 }],
  [
    'an old model that nobody knows gets a small cap',
    uncataloguedModel('claude-3-5-haiku-1'),
    {},
    { max_tokens: 4096 },
  ],
  [
    'a new model that nobody knows gets a large cap',
    uncataloguedModel('claude-sonnet-5-5'),
    {},
    { max_tokens: 32_000 },
  ],
  [
    'temperature and top_k',
    plain,
    { temperature: 0, top_k: 5 },
    { max_tokens: 4096, temperature: 0, top_k: 5 },
  ],
  ['top_p alone', plain, { top_p: 0.5 }, { max_tokens: 4096, top_p: 0.5 }],
  [
    'temperature and top_p: the first is taken',
    plain,
    { temperature: 0.5, top_p: 0.5 },
    { max_tokens: 4096, temperature: 0.5, ignored: ['top_p'] },
  ],
  [
    'a temperature above 1 is 1, and named',
    plain,
    { temperature: 1.7 },
    { max_tokens: 4096, temperature: 1, ignored: ['temperature'] },
  ],
  [
    'no samplers for a model without',
    adaptive,
    { temperature: 0.2, top_p: 0.9, top_k: 4 },
    { max_tokens: 128_000, ignored: ['temperature', 'top_p', 'top_k'] },
  ],
  [
    'no samplers for a new model that nobody knows',
    uncataloguedModel('claude-opus-5-5'),
    { temperature: 0.2 },
    { max_tokens: 32_000, ignored: ['temperature'] },
  ],
  ['one stop text', plain, { stop: 'END' }, { max_tokens: 4096, stop_sequences: ['END'] }],
  [
    'blank stop texts',
    plain,
    { stop: ['\n', 'END', ' '] },
    { max_tokens: 4096, stop_sequences: ['END'], ignored: ['stop'] },
  ],
  ['no stop text', plain, { stop: [] }, { max_tokens: 4096 }],
  ['the user', plain, { user: 'u-1' }, { max_tokens: 4096, metadata: { user_id: 'u-1' } }],
  [
    'the user by the other name',
    plain,
    { safety_identifier: 'u-2' },
    { max_tokens: 4096, metadata: { user_id: 'u-2' } },
  ],
  [
    'two names of the user',
    plain,
    { user: 'u-1', safety_identifier: 'u-2' },
    { max_tokens: 4096, metadata: { user_id: 'u-1' }, ignored: ['safety_identifier'] },
  ],
  ['service tier auto', plain, { service_tier: 'auto' }, { max_tokens: 4096, service_tier: 'auto' }],
  [
    'service tier default',
    plain,
    { service_tier: 'default' },
    { max_tokens: 4096, service_tier: 'standard_only' },
  ],
  [
    'a service tier that there is not',
    plain,
    { service_tier: 'flex' },
    { max_tokens: 4096, ignored: ['service_tier'] },
  ],
];

test.each(table)('%s', (_what, model, given, want) => {
  expect(written(given, model)).toEqual(want);
});
