// How much a model should think, search or cost decides which one `auto` picks.
import { expect, test } from 'vitest';
import { chooser, type Given } from '../support/chooser.ts';
import { passedOver } from '../support/passed-over.ts';
import { shop, shopAdapters } from '../support/shop.ts';

const choose = chooser({ models: shop, adapters: shopAdapters });
const tool = { type: 'function' as const, function: { name: 'f' } };
const letters = (count: number): Given => ({ messages: [{ role: 'user', content: 'x'.repeat(count) }] });

/** The model that is picked, and why the cheaper ones are not: as `passedOver` says it. */
const rows: [what: string, given: Given, picked: string, because: string][] = [
  [
    'a low effort of reasoning',
    { reasoning_effort: 'low' },
    'acme/thinker',
    'reasoning_effort: caller ears eyes gratis gratis-tools musing mute reader schema tiny flash caller caller',
  ],
  [
    'a high effort in its other place',
    { reasoning: { effort: 'high' } },
    'acme/thinker',
    'reasoning: caller ears eyes gratis gratis-tools musing mute reader schema tiny flash caller caller',
  ],
  [
    'an effort that only one knows',
    { reasoning_effort: 'medium' },
    'acme/everything',
    'modalities: painter, reasoning_effort: budgeter caller ears eyes finder gratis gratis-tools long musing mute reader schema thinker tiny careful flash caller caller',
  ],
  ['no reasoning, said as an effort', { reasoning_effort: 'none' }, 'acme/gratis', ''],
  [
    'reasoning of any effort',
    { reasoning: { enabled: true } },
    'acme/musing',
    'reasoning.enabled: gratis gratis-tools tiny flash',
  ],
  [
    'a budget',
    { reasoning: { max_tokens: 2_000 } },
    'acme/budgeter',
    'reasoning.max_tokens: caller ears eyes gratis gratis-tools musing mute reader schema thinker tiny flash caller caller',
  ],
  [
    'a budget that overrides an effort',
    { reasoning: { max_tokens: 2_000, effort: 'medium' } },
    'acme/budgeter',
    'reasoning.max_tokens: caller ears eyes gratis gratis-tools musing mute reader schema thinker tiny flash caller caller',
  ],
  [
    'a budget with room for an answer',
    { reasoning: { max_tokens: 1_000 }, max_tokens: 1_025 },
    'acme/budgeter',
    'max_tokens: gratis gratis-tools tiny, reasoning.max_tokens: caller ears eyes musing mute reader schema thinker flash caller caller',
  ],
  [
    'a budget without, at a model that takes no smaller one',
    { reasoning: { max_tokens: 1_000 }, max_tokens: 1_024 },
    'acme/everything',
    'modalities: painter, max_tokens: gratis gratis-tools tiny, reasoning.max_tokens: caller ears eyes finder long musing mute reader schema thinker careful flash caller caller, reasoning.max_tokens: budgeter',
  ],
  [
    'reasoning and tools',
    { reasoning_effort: 'high', tools: [tool] },
    'acme/budgeter',
    'tools: ears eyes gratis musing reader thinker tiny flash, reasoning_effort: caller gratis-tools mute schema caller caller',
  ],
  [
    'reasoning and a search',
    { reasoning_effort: 'low', web_search: true },
    'acme/everything',
    'modalities: painter, web_search: budgeter caller ears eyes gratis gratis-tools long musing mute reader schema thinker tiny careful flash caller caller, reasoning_effort: finder',
  ],
  [
    'a search',
    { web_search: true },
    'acme/finder',
    'web_search: budgeter caller ears eyes gratis gratis-tools musing mute reader schema thinker tiny flash caller caller',
  ],
  [
    'a search as a tool',
    { tools: [{ type: 'web_search' }] },
    'acme/finder',
    'tools[0]: budgeter caller ears eyes gratis gratis-tools musing mute reader schema thinker tiny flash caller caller',
  ],
  [
    'a search by its options',
    { web_search_options: {} },
    'acme/finder',
    'web_search_options: budgeter caller ears eyes gratis gratis-tools musing mute reader schema thinker tiny flash caller caller',
  ],
  [
    'a search and tools',
    { web_search: true, tools: [tool] },
    'acme/everything',
    'modalities: painter, tools: ears eyes finder gratis long musing reader thinker tiny careful flash, web_search: budgeter caller gratis-tools mute schema caller caller',
  ],
  ['no search', { web_search: false }, 'acme/gratis', ''],
  [
    'effort',
    { effort: 'low' },
    'careful/careful',
    'effort: budgeter caller ears eyes finder gratis gratis-tools musing mute reader schema thinker tiny flash caller caller',
  ],
  ['something free', { free_models_only: true }, 'acme/gratis', ''],
  [
    'something free with tools',
    { free_models_only: true, tools: [tool] },
    'acme/gratis-tools',
    'tools: gratis',
  ],
  ['a wish that is none', { free_models_only: false, no_reasoning: false }, 'acme/gratis', ''],
  [
    'a long answer to a long prompt',
    { ...letters(12_000), max_tokens: 1_001 },
    'acme/musing',
    'messages: gratis gratis-tools flash, max_tokens: tiny',
  ],
  [
    'the same without reasoning models',
    { no_reasoning: true, ...letters(12_000), max_tokens: 1_001 },
    'acme/mute',
    'messages: gratis gratis-tools flash, no_reasoning: musing, max_tokens: tiny',
  ],
];

test.each(rows)('%s', (_what, given, picked, because) => {
  const choice = choose('auto', given);
  expect([choice.candidates[0]?.id, passedOver(choice)]).toEqual([picked, because]);
  expect(choice.selection).toBe(choice.candidates.length === 1 ? 'only_candidate' : 'cheapest');
});
