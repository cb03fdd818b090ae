import { expect, test } from 'vitest';
import {
  always,
  byBudget,
  clock,
  early,
  type Given,
  newest,
  plain,
  type Want,
  weather,
  wireClock,
  wireWeather,
  written,
} from '../../../test/support/claude.ts';
import type { CatalogModel } from '../../catalog/model.ts';

const table: [what: string, model: CatalogModel, given: Given, want: Want][] = [
  ['tools', plain, { tools: [weather, clock] }, { max_tokens: 4096, tools: [wireWeather, wireClock] }],
  [
    'a tool to be cached',
    plain,
    { tools: [{ ...clock, cache_control: { type: 'ephemeral', ttl: '1h' } }] },
    { max_tokens: 4096, tools: [{ ...wireClock, cache_control: { type: 'ephemeral', ttl: '1h' } }] },
  ],
  [
    'a strict tool',
    byBudget,
    { tools: [{ ...weather, function: { ...weather.function, strict: true } }] },
    {
      max_tokens: 64_000,
      tools: [
        {
          ...wireWeather,
          input_schema: { ...wireWeather.input_schema, additionalProperties: false },
          strict: true,
        },
      ],
    },
  ],
  [
    'a strict tool where there is no such thing',
    early,
    { tools: [{ ...clock, function: { name: 'clock', strict: true } }] },
    { max_tokens: 32_000, tools: [wireClock], ignored: ['tools[].function.strict'] },
  ],
  [
    'tool_choice auto is the default',
    plain,
    { tools: [clock], tool_choice: 'auto' },
    { max_tokens: 4096, tools: [wireClock] },
  ],
  [
    'tool_choice none',
    plain,
    { tools: [clock], tool_choice: 'none', parallel_tool_calls: false },
    { max_tokens: 4096, tools: [wireClock], tool_choice: { type: 'none' } },
  ],
  ['tool_choice without tools', plain, { tool_choice: 'none' }, { max_tokens: 4096 }],
  [
    'tool_choice required',
    plain,
    { tools: [clock], tool_choice: 'required' },
    { max_tokens: 4096, tools: [wireClock], tool_choice: { type: 'any' } },
  ],
  [
    'a named tool, one at a time',
    plain,
    {
      tools: [clock],
      tool_choice: { type: 'function', function: { name: 'clock' } },
      parallel_tool_calls: false,
    },
    {
      max_tokens: 4096,
      tools: [wireClock],
      tool_choice: { type: 'tool', name: 'clock', disable_parallel_tool_use: true },
    },
  ],
  [
    'one tool at a time',
    plain,
    { tools: [clock], parallel_tool_calls: false },
    { max_tokens: 4096, tools: [wireClock], tool_choice: { type: 'auto', disable_parallel_tool_use: true } },
  ],
  [
    'allowed tools',
    plain,
    {
      tools: [weather, clock],
      tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'required', tools: [clock] } },
    },
    { max_tokens: 4096, tools: [wireClock], tool_choice: { type: 'any' } },
  ],
  [
    'a forced tool goes before thinking',
    byBudget,
    { tools: [clock], tool_choice: 'required', reasoning_effort: 'high', temperature: 0 },
    {
      max_tokens: 64_000,
      tools: [wireClock],
      tool_choice: { type: 'any' },
      temperature: 0,
      ignored: ['reasoning_effort'],
    },
  ],
  [
    'a forced tool turns off what is on by itself',
    newest,
    { tools: [clock], tool_choice: 'required' },
    { max_tokens: 128_000, tools: [wireClock], tool_choice: { type: 'any' }, thinking: { type: 'disabled' } },
  ],
  [
    "a tool can't be forced where thinking can't be turned off",
    always,
    { tools: [clock], tool_choice: 'required', reasoning_effort: 'high' },
    {
      max_tokens: 128_000,
      tools: [wireClock],
      thinking: { type: 'adaptive', display: 'summarized' },
      output_config: { effort: 'high' },
      ignored: ['tool_choice'],
    },
  ],
  [
    'web_search: true',
    plain,
    { web_search: true },
    { max_tokens: 4096, tools: [{ type: 'web_search_20250305', name: 'web_search' }] },
  ],
  [
    'web_search_options',
    plain,
    {
      web_search_options: {
        search_context_size: 'low',
        user_location: { type: 'approximate', approximate: { city: 'Oslo', country: 'NO' } },
      },
    },
    {
      max_tokens: 4096,
      tools: [
        {
          type: 'web_search_20250305',
          name: 'web_search',
          user_location: { type: 'approximate', city: 'Oslo', country: 'NO' },
        },
      ],
      ignored: ['web_search_options.search_context_size'],
    },
  ],
  [
    'a web_search tool goes over web_search: true',
    plain,
    {
      web_search: true,
      tools: [
        clock,
        {
          type: 'web_search',
          max_uses: 3,
          allowed_domains: ['example.com'],
          user_location: { timezone: 'Europe/Oslo' },
        },
      ],
      tool_choice: { type: 'web_search' },
    },
    {
      max_tokens: 4096,
      tools: [
        wireClock,
        {
          type: 'web_search_20250305',
          name: 'web_search',
          max_uses: 3,
          allowed_domains: ['example.com'],
          user_location: { type: 'approximate', timezone: 'Europe/Oslo' },
        },
      ],
      tool_choice: { type: 'tool', name: 'web_search' },
    },
  ],
  [
    'blocked domains',
    plain,
    { tools: [{ type: 'web_search', blocked_domains: ['example.com'] }] },
    {
      max_tokens: 4096,
      tools: [{ type: 'web_search_20250305', name: 'web_search', blocked_domains: ['example.com'] }],
    },
  ],
  [
    'of two lists of domains one',
    plain,
    { tools: [{ type: 'web_search', allowed_domains: ['a.example'], blocked_domains: ['b.example'] }] },
    {
      max_tokens: 4096,
      tools: [{ type: 'web_search_20250305', name: 'web_search', allowed_domains: ['a.example'] }],
      ignored: ['tools[].blocked_domains'],
    },
  ],
  [
    'null is absent',
    plain,
    {
      temperature: null,
      stop: null,
      tools: null,
      tool_choice: null,
      response_format: null,
      reasoning: null,
      user: null,
    },
    { max_tokens: 4096 },
  ],
];

test.each(table)('%s', (_what, model, given, want) => {
  expect(written(given, model)).toEqual(want);
});

test('more strict tools than Anthropic takes are not strict', () => {
  const strictTools = (count: number): Given => ({
    tools: Array.from({ length: count }, (_, index) => ({
      type: 'function',
      function: { name: `clock_${index}`, strict: true },
    })),
  });
  expect(written(strictTools(20), byBudget)['ignored']).toBeUndefined();
  expect(written(strictTools(21), byBudget)['ignored']).toEqual(['tools[].function.strict']);
});
