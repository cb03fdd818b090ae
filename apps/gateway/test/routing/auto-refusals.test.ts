// What nobody can do is refused with the need that could not be met.
import type { UserContentPart } from '@parley/types';
import { expect, test } from 'vitest';
import { chooser, type Given, refusalOf } from '../support/chooser.ts';
import { shop, shopAdapters } from '../support/shop.ts';

const choose = chooser({ models: shop, adapters: shopAdapters });
const tool = { type: 'function' as const, function: { name: 'f' } };
const said = (...content: UserContentPart[]): Given => ({
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Look.' }, ...content] }],
});
const letters = (count: number): Given => ({ messages: [{ role: 'user', content: 'x'.repeat(count) }] });
const image: UserContentPart = { type: 'image_url', image_url: { url: 'https://example.test/a.png' } };
const sound: UserContentPart = { type: 'input_audio', input_audio: { data: 'AA==', format: 'wav' } };
const paper: UserContentPart = { type: 'file', file: { file_id: 'f' } };

const rows: [what: string, given: Given, param: string, says: string][] = [
  ['longer than any context', letters(8_000_000), 'messages', 'has a context of 2000004 tokens'],
  ['a cap above any context', { max_tokens: 2_000_000 }, 'max_tokens', 'has a context of 2000006 tokens'],
  [
    'the same by its new name',
    { max_completion_tokens: 2_000_000 },
    'max_completion_tokens',
    'has a context of 2000006 tokens',
  ],
  ['a cap above any', { max_tokens: 100_001 }, 'max_tokens', 'supports an answer of 100001 tokens'],
  [
    'a long prompt and a long answer, each of which somebody can',
    { ...letters(3_000_000), max_tokens: 100_001 },
    'max_tokens',
    'supports an answer of 100001 tokens',
  ],
  ['free and long', { free_models_only: true, ...letters(20_000) }, 'free_models_only', 'is free'],
  [
    'free and seeing',
    { free_models_only: true, ...said(image) },
    'messages[0].content[1]',
    'supports image input',
  ],
  [
    'free and many words',
    { free_models_only: true, max_tokens: 1_001 },
    'max_tokens',
    'supports an answer of 1001 tokens',
  ],
  ['tools and the effort setting', { tools: [tool], effort: 'low' }, 'effort', 'supports the effort setting'],
  [
    'an effort that nobody knows',
    { reasoning_effort: 'xhigh' },
    'reasoning_effort',
    'supports reasoning effort "xhigh"',
  ],
  [
    'the same in its other place',
    { reasoning: { effort: 'max' } },
    'reasoning',
    'supports reasoning effort "max"',
  ],
  [
    'no reasoning model and an effort',
    { no_reasoning: true, reasoning_effort: 'low' },
    'reasoning_effort',
    'reasoning effort "low"',
  ],
  [
    'no reasoning model and a budget',
    { no_reasoning: true, reasoning: { max_tokens: 2_000 } },
    'reasoning.max_tokens',
    'a reasoning budget',
  ],
  [
    'a budget that leaves nothing of the cap',
    { reasoning: { max_tokens: 2_000 }, max_tokens: 2_000 },
    'reasoning.max_tokens',
    '2000 tokens of reasoning within 2000 tokens in all',
  ],
  [
    'images in the answer, and one in the prompt',
    { ...said(image), modalities: ['image'] },
    'modalities',
    'image output',
  ],
  ['images out and tools', { modalities: ['image'], tools: [tool] }, 'modalities', 'image output'],
  [
    'sound and a long document',
    { ...said(sound, paper), max_tokens: 50_000 },
    'messages[0].content[1]',
    'audio input',
  ],
  ['effort and sound', { ...said(sound), effort: 'high' }, 'effort', 'the effort setting'],
  ['a search and effort', { web_search: true, effort: 'high' }, 'effort', 'the effort setting'],
  [
    'a search as a tool, for free',
    { tools: [{ type: 'web_search' }], free_models_only: true },
    'tools[0]',
    'native web search',
  ],
];

test.each(rows)('%s: a 400 that names it', (_what, given, param, says) => {
  const error = refusalOf(() => choose('auto', given));
  expect(error).toMatchObject({ code: 'unsupported_by_model', context: { param } });
  expect(error.message).toContain('No model that is left for "auto" ');
  expect(error.message).toContain(says);
});

test('candidates that nobody serves are the operator’s to mend, and no field of the request is named beside the model', () => {
  const gone = chooser({ models: shop, config: { auto: { candidates: ['acme/gone'] } } });
  const error = refusalOf(() => gone('auto'));
  expect(error).toMatchObject({ code: 'unsupported_by_model', context: { param: 'model' } });
  expect(error.message).toBe('No model that is left for "auto" is among the configured candidates.');
});

test('without a known price nothing is picked that nobody named', () => {
  const unpriced = chooser({ models: shop, config: { auto: { candidates: ['acme/unpriced'] } } });
  expect(refusalOf(() => unpriced('auto')).message).toBe(
    'No model that is left for "auto" has a known price. Give one a price in the configuration, or name the model.',
  );
});

test('a model is not picked from the day on which it is deprecated', () => {
  const since = (deprecated_at: string) =>
    chooser({
      models: [{ provider: 'acme', models: [{ ...shopModel('tiny'), deprecated_at }] }],
    });
  expect(refusalOf(() => since('2026-11-23')('auto')).message).toContain('is not deprecated');
  expect(since('2026-11-24')('auto').targets).toHaveLength(1);
  expect(since('2026-11-23')('acme/tiny').targets).toHaveLength(1);
});

function shopModel(id: string) {
  const found = shop[0]?.models.find((model) => model.id === id);
  if (found === undefined) throw new Error(`There is no ${id}.`);
  return found;
}

const forbidden: [what: string, given: Given, says: string][] = [
  ['a model that is not there', { rules: { models: ['acme/other'] } }, 'is among the models of this key'],
  ['a provider that is not there', { rules: { providers: [] } }, 'is at a provider that this key may use'],
  [
    'free ones, of one that has none',
    { rules: { freeOnly: true, providers: ['globex'] } },
    'is free, as this key demands',
  ],
  [
    'a price below the least',
    { rules: { mostPerMillion: 1, providers: ['globex'] } },
    'is within the price that this key may pay',
  ],
];
test.each(forbidden)(
  'a key that may only use %s is told so, and not that the request is wrong',
  (_what, given, says) => {
    const error = refusalOf(() => choose('auto', given));
    expect(error).toMatchObject({ code: 'permission_denied', context: { param: 'model' } });
    expect(error.message).toBe(`No model that is left for "auto" ${says}.`);
  },
);
