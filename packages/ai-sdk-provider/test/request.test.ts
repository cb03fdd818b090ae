import type { JSONSchema7, LanguageModelV4CallOptions } from '@ai-sdk/provider';
import type { ChatCompletionRequest } from '@parley/types';
import { expect, test } from 'vitest';
import type { ParleyOptions } from '../src/index.ts';
import { completion, metadata } from './support/answers.ts';
import { modelAt, prompt } from './support/parts-of.ts';
import { sent } from './support/sent.ts';
import { startServer } from './support/start-server.ts';

const base = {
  model: 'anthropic/claude-sonnet-4-5',
  messages: [{ role: 'user', content: 'Hello.' }],
  stream: false,
};
const schema: JSONSchema7 & { [key: string]: unknown } = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
};

const settings: [
  what: string,
  options: Partial<LanguageModelV4CallOptions>,
  body: Partial<ChatCompletionRequest>,
][] = [
  ['nothing', {}, {}],
  [
    'every setting',
    {
      maxOutputTokens: 50,
      temperature: 0,
      topP: 0.9,
      topK: 40,
      presencePenalty: 0.1,
      frequencyPenalty: 0.2,
      stopSequences: ['END'],
      seed: 7,
      reasoning: 'low',
    },
    {
      max_completion_tokens: 50,
      temperature: 0,
      top_p: 0.9,
      top_k: 40,
      presence_penalty: 0.1,
      frequency_penalty: 0.2,
      stop: ['END'],
      seed: 7,
      reasoning_effort: 'low',
    },
  ],
  ["the provider's own reasoning", { reasoning: 'provider-default' }, {}],
  ['no reasoning', { reasoning: 'none' }, { reasoning_effort: 'none' }],
  ['JSON', { responseFormat: { type: 'json' } }, { response_format: { type: 'json_object' } }],
  [
    'JSON by a schema',
    { responseFormat: { type: 'json', schema, name: 'place', description: 'Where.' } },
    {
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'place', description: 'Where.', schema, strict: true },
      },
    },
  ],
  [
    'JSON by a schema, not strictly',
    {
      responseFormat: { type: 'json', schema },
      providerOptions: { parley: { strictJsonSchema: false } satisfies ParleyOptions },
    },
    { response_format: { type: 'json_schema', json_schema: { name: 'response', schema, strict: false } } },
  ],
  [
    "the contract's own fields, known and unknown",
    {
      topK: 40,
      providerOptions: {
        parley: {
          models: ['openai/gpt-4o'],
          routing: 'price',
          plugins: [{ id: 'response-healing' }],
          web_search: true,
          reasoning: { max_tokens: 2000 },
          effort: 'low',
          top_k: 3,
          session: 'a field of tomorrow',
        },
      },
    },
    {
      models: ['openai/gpt-4o'],
      routing: 'price',
      plugins: [{ id: 'response-healing' }],
      web_search: true,
      reasoning: { max_tokens: 2000 },
      effort: 'low',
      top_k: 3,
      ...{ session: 'a field of tomorrow' },
    },
  ],
  [
    'tools',
    {
      tools: [
        { type: 'function', name: 'look_up', description: 'Looks up.', inputSchema: schema, strict: true },
      ],
      toolChoice: { type: 'tool', toolName: 'look_up' },
      providerOptions: {
        parley: {
          parallel_tool_calls: false,
          tools: [{ type: 'web_search', allowed_domains: ['example.com'] }],
        } satisfies ParleyOptions,
      },
    },
    {
      tools: [
        {
          type: 'function',
          function: { name: 'look_up', description: 'Looks up.', parameters: schema, strict: true },
        },
        { type: 'web_search', allowed_domains: ['example.com'] },
      ],
      tool_choice: { type: 'function', function: { name: 'look_up' } },
      parallel_tool_calls: false,
    },
  ],
  ['a choice among no tools', { toolChoice: { type: 'auto' } }, {}],
  ['a demand for no tools', { toolChoice: { type: 'required' } }, { tool_choice: 'required' }],
];

test.each(settings)('%s is sent in the words of the contract', async (_what, options, wanted) => {
  const { body, warnings } = await sent(options);
  expect(body).toEqual({ ...base, ...wanted });
  expect(warnings).toEqual([]);
});

test('a tool keeps its cache mark', async () => {
  const cache_control = { type: 'ephemeral' as const, ttl: '1h' as const };
  const { body } = await sent({
    tools: [
      {
        type: 'function',
        name: 'look_up',
        inputSchema: schema,
        providerOptions: { parley: { cache_control } },
      },
    ],
  });
  expect(body.tools).toEqual([
    { type: 'function', function: { name: 'look_up', parameters: schema }, cache_control },
  ]);
});

test('what has no place in a request is left out, and named in a warning', async () => {
  const { body, warnings } = await sent({
    tools: [
      { type: 'provider', id: 'openai.code_interpreter', name: 'code', args: {} },
      {
        type: 'function',
        name: 'look_up',
        inputSchema: schema,
        inputExamples: [{ input: { city: 'Oslo' } }],
      },
    ],
    providerOptions: { parley: { n: 3, model: 'openai/gpt-4o' } },
  });
  expect(body).toEqual({
    ...base,
    tools: [{ type: 'function', function: { name: 'look_up', parameters: schema } }],
  });
  expect(warnings).toMatchObject([
    { type: 'unsupported', feature: 'providerOptions.parley.model' },
    { type: 'unsupported', feature: 'providerOptions.parley.n' },
    { type: 'unsupported', feature: 'provider tool openai.code_interpreter' },
    { type: 'unsupported', feature: 'inputExamples of tool look_up' },
  ]);
});

test('what the provider of the model did not get is a warning', async () => {
  const server = await startServer({
    body: completion(
      { content: 'Hello.' },
      { metadata: { ...metadata, ignored_parameters: ['top_k', 'min_p'] } },
    ),
  });
  const { warnings } = await modelAt(server).doGenerate({ prompt, topK: 40 });
  expect(warnings).toMatchObject([
    { type: 'unsupported', feature: 'topK', details: expect.stringContaining('anthropic') },
    { type: 'unsupported', feature: 'min_p' },
  ]);
});
