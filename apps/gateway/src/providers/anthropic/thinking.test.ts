import { expect, test } from 'vitest';
import { adaptive, byBudget, type Given, newest, type Want, written } from '../../../test/support/claude.ts';
import { reasoningModel } from '../../../test/support/told-by-adapter.ts';
import { type CatalogModel, uncataloguedModel } from '../../catalog/model.ts';

const table: [what: string, model: CatalogModel, given: Given, want: Want][] = [
  [
    'no samplers beside thinking',
    byBudget,
    { reasoning_effort: 'high', temperature: 0.3, top_p: 0.5, top_k: 5 },
    {
      max_tokens: 64_000,
      thinking: { type: 'enabled', budget_tokens: 4000 },
      ignored: ['temperature', 'top_p', 'top_k'],
    },
  ],
  [
    'a temperature of 1 is what thinking has',
    byBudget,
    { reasoning_effort: 'low', temperature: 1 },
    { max_tokens: 64_000, thinking: { type: 'enabled', budget_tokens: 1024 } },
  ],
  ...(
    [
      ['minimal', 1024],
      ['low', 1024],
      ['medium', 2000],
      ['high', 4000],
      ['xhigh', 16_000],
      ['max', 32_000],
    ] as const
  ).map(([effort, budget]): [string, CatalogModel, Given, Want] => [
    `effort ${effort} as a budget`,
    byBudget,
    { reasoning_effort: effort },
    { max_tokens: 64_000, thinking: { type: 'enabled', budget_tokens: budget } },
  ]),
  [
    'reasoning.enabled is a medium effort',
    {
      ...byBudget,
      reasoning: { ...reasoningModel('').reasoning, efforts: ['none', 'low', 'medium', 'high'] },
    },
    { reasoning: { enabled: true } },
    { max_tokens: 64_000, thinking: { type: 'enabled', budget_tokens: 2000 } },
  ],
  [
    'or the nearest to it that the model has',
    { ...adaptive, reasoning: { ...adaptive.reasoning, efforts: ['none', 'high', 'max'] } },
    { reasoning: { enabled: true } },
    {
      max_tokens: 128_000,
      thinking: { type: 'adaptive', display: 'summarized' },
      output_config: { effort: 'high' },
    },
  ],
  [
    "a budget of the caller's goes over the effort",
    byBudget,
    { reasoning: { effort: 'low', max_tokens: 5000 } },
    { max_tokens: 64_000, thinking: { type: 'enabled', budget_tokens: 5000 } },
  ],
  [
    'a budget is 1024 at least',
    byBudget,
    { reasoning: { max_tokens: 10 } },
    { max_tokens: 64_000, thinking: { type: 'enabled', budget_tokens: 1024 } },
  ],
  [
    'a budget leaves room for the answer',
    byBudget,
    { reasoning: { max_tokens: 500_000 } },
    { max_tokens: 64_000, thinking: { type: 'enabled', budget_tokens: 62_976 } },
  ],
  [
    'a budget is 128000 at most',
    { ...byBudget, output_tokens: 300_000 },
    { reasoning: { max_tokens: 500_000 } },
    { max_tokens: 300_000, thinking: { type: 'enabled', budget_tokens: 128_000 } },
  ],
  [
    "a budget is the model's highest at most",
    reasoningModel('claude-sonnet-4-5', { budget_max: 3000 }),
    { reasoning_effort: 'high' },
    { max_tokens: 32_000, thinking: { type: 'enabled', budget_tokens: 3000 } },
  ],
  [
    'a cap that nobody gave is raised for the budget',
    reasoningModel('claude-sonnet-4-5'),
    { reasoning: { max_tokens: 40_000 } },
    { max_tokens: 41_024, thinking: { type: 'enabled', budget_tokens: 40_000 } },
  ],
  [
    "an effort's budget fits into the cap",
    byBudget,
    { reasoning_effort: 'xhigh', max_tokens: 2000 },
    { max_tokens: 2000, thinking: { type: 'enabled', budget_tokens: 1600 } },
  ],
  [
    'a cap too small to think under',
    byBudget,
    { reasoning_effort: 'high', max_tokens: 1024 },
    { max_tokens: 1024, ignored: ['reasoning_effort'] },
  ],
  [
    "a budget of the caller's isn't lowered to fit the cap",
    byBudget,
    { reasoning: { max_tokens: 1500 }, max_tokens: 1600 },
    { max_tokens: 1600, thinking: { type: 'enabled', budget_tokens: 1500 } },
  ],
  ['effort none is no thinking', byBudget, { reasoning_effort: 'none' }, { max_tokens: 64_000 }],
  [
    'an adaptive model is told an effort',
    adaptive,
    { reasoning_effort: 'xhigh' },
    {
      max_tokens: 128_000,
      thinking: { type: 'adaptive', display: 'summarized' },
      output_config: { effort: 'xhigh' },
    },
  ],
  [
    'minimal is low there',
    adaptive,
    { reasoning_effort: 'minimal' },
    {
      max_tokens: 128_000,
      thinking: { type: 'adaptive', display: 'summarized' },
      output_config: { effort: 'low' },
    },
  ],
  [
    "thinking that nobody will see isn't written",
    adaptive,
    { reasoning_effort: 'low', include_reasoning: false },
    {
      max_tokens: 128_000,
      thinking: { type: 'adaptive', display: 'omitted' },
      output_config: { effort: 'low' },
    },
  ],
  [
    'effort none leaves thinking out where that means none',
    adaptive,
    { reasoning_effort: 'none' },
    { max_tokens: 128_000 },
  ],
  [
    'effort none turns thinking off where it is on',
    newest,
    { reasoning: { enabled: false } },
    { max_tokens: 128_000, thinking: { type: 'disabled' } },
  ],
  [
    'effort none in the words of 5.5',
    uncataloguedModel('claude-sonnet-5-5'),
    { reasoning_effort: 'none' },
    { max_tokens: 32_000, thinking: { type: 'between_tools' } },
  ],
  [
    "a model that always thinks can't be told not to",
    uncataloguedModel('claude-opus-5-5'),
    { reasoning_effort: 'none' },
    { max_tokens: 32_000, ignored: ['reasoning_effort'] },
  ],
  [
    'a budget for an adaptive model that nobody knows',
    uncataloguedModel('claude-opus-5'),
    { reasoning: { max_tokens: 2000 } },
    {
      max_tokens: 32_000,
      thinking: { type: 'adaptive', display: 'summarized' },
      ignored: ['reasoning.max_tokens'],
    },
  ],
  [
    "effort for a model that can't think and nobody knows",
    uncataloguedModel('claude-3-opus-20240229'),
    { reasoning_effort: 'low' },
    { max_tokens: 4096, ignored: ['reasoning_effort'] },
  ],
  [
    'the effort field, without thinking',
    byBudget,
    { effort: 'medium' },
    { max_tokens: 64_000, output_config: { effort: 'medium' } },
  ],
  [
    'the effort field beside a budget',
    byBudget,
    { effort: 'high', reasoning_effort: 'low' },
    {
      max_tokens: 64_000,
      thinking: { type: 'enabled', budget_tokens: 1024 },
      output_config: { effort: 'high' },
    },
  ],
  [
    'the effort field wins over another effort',
    adaptive,
    { effort: 'low', reasoning_effort: 'high' },
    {
      max_tokens: 128_000,
      thinking: { type: 'adaptive', display: 'summarized' },
      output_config: { effort: 'low' },
      ignored: ['reasoning_effort'],
    },
  ],
  [
    'a summary of a certain length and the mode pro are nothing here',
    adaptive,
    { reasoning: { mode: 'pro', summary: 'detailed' } },
    { max_tokens: 128_000, ignored: ['reasoning.summary', 'reasoning.mode'] },
  ],
];

test.each(table)('%s', (_what, model, given, want) => {
  expect(written(given, model)).toEqual(want);
});
