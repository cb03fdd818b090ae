import { describe, expect, test } from 'vitest';
import { isChat } from './is-chat.ts';
import { modelName } from './model-name.ts';
import type { ReasoningOption, SourceModel } from './source-model.ts';
import { toCatalogModel } from './to-catalog-model.ts';

const source: SourceModel = {
  id: 'm',
  name: 'M',
  release_date: '2026-03-05',
  reasoning: false,
  tool_call: true,
  limit: { context: 1000, output: 100 },
  modalities: { input: ['text'], output: ['text'] },
};

const convert = (change: Partial<SourceModel>, provider = 'groq') =>
  toCatalogModel({ ...source, ...change }, provider, '2026-07-31');

test('a model of theirs becomes one of ours', () => {
  const given: Partial<SourceModel> = {
    id: 'maker/M-1',
    modalities: { input: ['text', 'image', 'pdf', 'smell'], output: ['text'] },
    cost: { input: 0.1, output: 0.049999999999999996, cache_read: 0.00025 },
  };
  expect(convert(given)).toEqual({
    id: 'm-1',
    native: 'maker/M-1',
    name: 'M',
    released: '2026-03-05',
    context_tokens: 1000,
    output_tokens: 100,
    input: ['text', 'image', 'file'],
    output: ['text'],
    abilities: ['streaming', 'tools', 'parallel_tools', 'vision', 'documents', 'json_object', 'json_schema'],
    reasoning: null,
    prices: [
      { as_of: '2026-07-31', source: 'models.dev', input: '0.1', output: '0.05', cached_input: '0.00025' },
    ],
  });
});

test('what they don’t know stays unknown, and an answer isn’t longer than all of the context', () => {
  expect(convert({ limit: {} })).toMatchObject({ context_tokens: null, output_tokens: null, prices: [] });
  expect(convert({ limit: { context: 50, output: 100 } }).output_tokens).toBe(50);
  expect(convert({ release_date: '2024' }).released).toBe('2024-01-01');
});

test('a model searches by a means of its provider’s own', () => {
  expect(convert({ id: 'gemini-4-flash' }, 'google').abilities).toContain('web_search');
  expect(convert({ id: 'gemini-4-flash' }, 'nebius').abilities).not.toContain('web_search');
});

const names: [native: string, want: string][] = [
  ['openai/gpt-oss-120b', 'gpt-oss-120b'],
  ['openai.gpt-oss-120b-1:0', 'gpt-oss-120b'],
  ['accounts/fireworks/models/glm-5p1', 'glm-5.1'],
  ['meta.llama3-1-8b-instruct-v1:0', 'llama-3.1-8b-instruct'],
  ['deepseek.v3.2', 'deepseek-v3.2'],
  ['anthropic/claude-opus-4.6', 'claude-opus-4-6'],
  ['claude-haiku-4-5@20251001', 'claude-haiku-4-5'],
  ['us.anthropic.claude-opus-4-6-v1', 'us.anthropic.claude-opus-4-6-v1'],
  ['Qwen/Qwen3.5-397B-A17B', 'qwen3.5-397b-a17b'],
];
test.each(names)('%s goes by %s', (native, want) => {
  expect(modelName(native)).toBe(want);
});

describe('reasoning', () => {
  const options: [given: ReasoningOption[], want: object, id?: string][] = [
    [[], { efforts: [], budget: false, mandatory: true }],
    [[{ type: 'toggle' }], { efforts: ['none'], budget: false, mandatory: false }],
    [
      [{ type: 'effort', values: ['none', 'default'] }],
      { efforts: ['none'], budget: false, mandatory: false },
    ],
    [
      [{ type: 'effort', values: ['low', 'high'] }],
      { efforts: ['low', 'high'], budget: false, mandatory: true },
    ],
    [
      [{ type: 'effort', values: ['low', 'high'] }],
      { efforts: ['none', 'low', 'high'], budget: false, mandatory: false },
      'claude-opus-9',
    ],
    [
      [{ type: 'budget_tokens', min: 128, max: 999 }],
      {
        efforts: ['minimal', 'low', 'medium', 'high', 'xhigh'],
        budget: true,
        budget_min: 128,
        budget_max: 999,
        mandatory: true,
      },
    ],
    [
      [{ type: 'budget_tokens', min: 0 }],
      { efforts: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'], budget: true, mandatory: false },
    ],
  ];
  test.each(options)('%j is %j', (reasoning_options, want, id = 'm') => {
    expect(convert({ id, reasoning: true, reasoning_options }).reasoning).toEqual(want);
  });
});

describe('a price', () => {
  test('has tiers, and sound of its own', () => {
    const cost = {
      input: 1,
      output: 2,
      input_audio: 3,
      output_audio: 4,
      tiers: [{ tier: { size: 200_000 }, input: 2, output: 3, cache_read: 0.2 }],
    };
    expect(convert({ cost }).prices).toMatchObject([
      {
        audio_input: '3',
        audio_output: '4',
        tiers: [{ above_prompt_tokens: 200_000, input: '2', output: '3', cached_input: '0.2' }],
      },
    ]);
  });

  test('that is zero beside one that isn’t was not entered', () => {
    const [row] = convert({ cost: { input: 0.5, output: 1.5, cache_read: 0 } }).prices;
    expect(row).not.toHaveProperty('cached_input');
    expect(convert({ cost: { input: 0, output: 0 } }).prices).toMatchObject([{ input: '0', output: '0' }]);
  });

  const unsaid: [what: string, change: Partial<SourceModel>][] = [
    ['reasoning at a price of its own', { cost: { input: 1, output: 2, reasoning: 6 } }],
    [
      'pictures among the words',
      { cost: { input: 1, output: 2 }, modalities: { input: ['text'], output: ['text', 'image'] } },
    ],
  ];
  test.each(unsaid)('of %s is not known', (_what, change) => {
    expect(convert(change).prices).toEqual([]);
  });
});

const others: [id: string, change: Partial<SourceModel>][] = [
  ['text-embedding-3-small', {}],
  ['whisper-large-v3', {}],
  ['gpt-5.3-codex', {}],
  ['gpt-5-pro', {}],
  ['claude-sonnet-5', { provider: { npm: 'another wire' } }],
  ['flux', { modalities: { input: ['text'], output: ['image'] } }],
  ['nothing', { limit: { context: 0 } }],
];
test.each(others)('%s is no model to talk with here', (id, change) => {
  expect(isChat({ ...source, id, ...change })).toBe(false);
});

test.each(['gpt-5.5', 'gemini-3-pro-image-preview', 'olive-7b', 'deepseek-v4-pro', 'sonar-pro'])(
  '%s talks',
  (id) => {
    expect(isChat({ ...source, id })).toBe(true);
  },
);
