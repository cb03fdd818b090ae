import type { ChatCompletionRequest } from '@parley/types';
import { describe, expect, test } from 'vitest';
import { callOf, reasoningModel } from '../../../test/support/told-by-adapter.ts';
import { type CatalogModel, uncataloguedModel } from '../../catalog/model.ts';
import { bedrock } from './index.ts';

type Given = Partial<ChatCompletionRequest>;

const claude = uncataloguedModel('us.anthropic.claude-sonnet-4-5-20250929-v1:0');
const budgeted = { ...reasoningModel('anthropic.claude-opus-4-5'), output_tokens: 64_000 };
const adaptive = reasoningModel('anthropic.claude-opus-4-8', { budget: false });
const gpt = reasoningModel('openai.gpt-5.5', { budget: false });
const kimi = uncataloguedModel('moonshotai.kimi-k2.5');

const requestOf = (request: Given, model: CatalogModel = claude) => {
  const { path, body, ignored = [] } = bedrock.request(callOf(request, model));
  return { path, body: JSON.parse(JSON.stringify(body)), ignored };
};
const restOf = (request: Given, model?: CatalogModel) => {
  const { body, ignored } = requestOf(request, model);
  const { messages: _messages, ...rest } = body;
  return { ...rest, ignored };
};

const schema = { type: 'object', properties: { a: { type: 'string' } } };
const tool = (name: string) => ({ type: 'function' as const, function: { name, parameters: schema } });
const spec = (name: string, inputSchema: object = schema) => ({
  toolSpec: { name, inputSchema: { json: inputSchema } },
});
const toolCall = (id: string, name: string, input = '{}') => ({
  id,
  type: 'function' as const,
  function: { name, arguments: input },
});
const named = { type: 'function' as const, function: { name: 'b' } };
const jsonFormat: Given = {
  response_format: {
    type: 'json_schema',
    json_schema: { name: 'weather', schema, description: 'Of today.' },
  },
};
const answerSpec = (name: string) => ({
  toolSpec: { name, description: 'Of today.', inputSchema: { json: schema } },
});

test('the path names the model, and whether it is to stream', () => {
  expect(requestOf({}).path).toBe('/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse');
  const arn = uncataloguedModel('arn:aws:bedrock:us-east-1:1:inference-profile/x');
  expect(requestOf({ stream: true }, arn).path).toBe(
    '/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fx/converse-stream',
  );
  expect(requestOf({ stream: true }).body).toEqual({
    messages: [{ role: 'user', content: [{ text: 'Hello' }] }],
  });
});

describe('settings', () => {
  const cases: [given: Given, model: CatalogModel, want: object][] = [
    [
      { max_tokens: 50, temperature: 0, stop: ['A', 'B'], top_k: 4, service_tier: 'flex' },
      claude,
      {
        inferenceConfig: { maxTokens: 50, temperature: 0, stopSequences: ['A', 'B'] },
        additionalModelRequestFields: { top_k: 4 },
        serviceTier: { type: 'flex' },
        ignored: [],
      },
    ],
    [
      { max_completion_tokens: 50, temperature: 1.5, top_p: 0.5, top_k: 4 },
      kimi,
      { inferenceConfig: { maxTokens: 50, temperature: 1.5, topP: 0.5 }, ignored: ['top_k'] },
    ],
    [{ temperature: 0.5, top_p: 0.5 }, claude, { inferenceConfig: { temperature: 0.5 }, ignored: ['top_p'] }],
    [{ temperature: 0.5 }, adaptive, { ignored: ['temperature'] }],
    [
      { temperature: 0.5, top_p: 0.5, stop: 'A', max_tokens: 9 },
      gpt,
      { inferenceConfig: { maxTokens: 9 }, ignored: ['temperature', 'top_p', 'stop'] },
    ],
    [
      { temperature: 0.5, stop: 'A' },
      uncataloguedModel('openai.gpt-oss-120b'),
      {
        inferenceConfig: { temperature: 0.5, stopSequences: ['A'] },
        ignored: [],
      },
    ],
    [{ service_tier: 'auto', stop: [], temperature: null }, claude, { ignored: [] }],
    [{ service_tier: 'scale' }, claude, { ignored: ['service_tier'] }],
  ];
  test.each(cases)('%j', (given, model, want) => {
    expect(restOf(given, model)).toEqual(want);
  });

  const thinking: [given: Given, model: CatalogModel, want: object][] = [
    [{ reasoning_effort: 'none' }, budgeted, { ignored: [] }],
    [
      { reasoning: { max_tokens: 3000 }, temperature: 0.5 },
      budgeted,
      {
        inferenceConfig: { maxTokens: 64_000 },
        additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 3000 } },
        ignored: ['temperature'],
      },
    ],
    [
      { reasoning_effort: 'high' },
      adaptive,
      {
        additionalModelRequestFields: {
          thinking: { type: 'adaptive', display: 'summarized' },
          output_config: { effort: 'high' },
        },
        ignored: [],
      },
    ],
    [
      { effort: 'low' },
      adaptive,
      { additionalModelRequestFields: { output_config: { effort: 'low' } }, ignored: [] },
    ],
    [
      { reasoning_effort: 'low' },
      gpt,
      { additionalModelRequestFields: { reasoning_effort: 'low' }, ignored: [] },
    ],
    [{ reasoning: { max_tokens: 5 }, effort: 'low' }, kimi, { ignored: ['reasoning.max_tokens', 'effort'] }],
  ];
  test.each(thinking)('%j is how much to think', (given, model, want) => {
    expect(restOf(given, model)).toEqual(want);
  });

  test('a turn of tools whose thinking is lost can’t be gone on with by thinking', () => {
    const messages: Given['messages'] = [
      { role: 'user', content: 'Go' },
      { role: 'assistant', content: null, tool_calls: [toolCall('t1', 'a')] },
      { role: 'tool', tool_call_id: 't1', content: 'x' },
    ];
    const given: Given = { messages, tools: [tool('a')], reasoning: { max_tokens: 2000 } };
    expect(restOf(given, budgeted)).toEqual({
      toolConfig: { tools: [spec('a')] },
      ignored: ['reasoning.max_tokens'],
    });
    const kept: Given = {
      ...given,
      messages: messages.map((message) =>
        message.role !== 'assistant'
          ? message
          : {
              ...message,
              reasoning_details: [
                { type: 'reasoning.text', text: 'Hm.', signature: 's', format: 'anthropic-claude-v1' },
              ],
            },
      ),
    };
    expect(restOf(kept, budgeted).additionalModelRequestFields).toEqual({
      thinking: { type: 'enabled', budget_tokens: 2000 },
    });
  });
});

describe('tools', () => {
  const tools = [tool('a'), tool('b')];
  const both = [spec('a'), spec('b')];
  const allowed: Given['tool_choice'] = {
    type: 'allowed_tools',
    allowed_tools: { mode: 'required', tools: [named] },
  };
  const cases: [given: Given, model: CatalogModel, want: object][] = [
    [{}, claude, { toolConfig: { tools: both }, ignored: [] }],
    [{ tool_choice: 'auto' }, kimi, { toolConfig: { tools: both }, ignored: [] }],
    [{ tool_choice: 'none' }, claude, { ignored: [] }],
    [
      { tool_choice: 'required' },
      kimi,
      { toolConfig: { tools: both, toolChoice: { any: {} } }, ignored: [] },
    ],
    [
      { tool_choice: named },
      claude,
      { toolConfig: { tools: both, toolChoice: { tool: { name: 'b' } } }, ignored: [] },
    ],
    [
      { tool_choice: allowed },
      claude,
      { toolConfig: { tools: [spec('b')], toolChoice: { any: {} } }, ignored: [] },
    ],
    [
      { parallel_tool_calls: false, tool_choice: named },
      claude,
      {
        toolConfig: { tools: both },
        additionalModelRequestFields: {
          tool_choice: { type: 'tool', name: 'b', disable_parallel_tool_use: true },
        },
        ignored: [],
      },
    ],
    [{ parallel_tool_calls: false }, kimi, { toolConfig: { tools: both }, ignored: ['parallel_tool_calls'] }],
  ];
  test.each(cases)('%j', (given, model, want) => {
    expect(restOf({ tools, ...given }, model)).toEqual(want);
  });

  test('what can’t be carried is named', () => {
    const given: Given = {
      tools: [
        { type: 'web_search' },
        { type: 'function', function: { name: 'a', strict: true }, cache_control: { type: 'ephemeral' } },
      ],
      tool_choice: { type: 'web_search' },
    };
    expect(restOf(given, kimi)).toEqual({
      toolConfig: { tools: [spec('a', { type: 'object' })] },
      ignored: ['tools[0]', 'tool_choice', 'tools[].function.strict', 'tools[].cache_control'],
    });
    expect(restOf(given).toolConfig.tools).toEqual([
      spec('a', { type: 'object' }),
      { cachePoint: { type: 'default' } },
    ]);
    expect(restOf({ web_search: true, tool_choice: 'required' }).ignored).toEqual(['tool_choice']);
  });

  // "The toolConfig field must be defined when using toolUse and toolResult content blocks."
  const history: Given['messages'] = [
    { role: 'user', content: 'Go' },
    { role: 'assistant', content: null, tool_calls: [toolCall('t1', 'a')] },
    { role: 'tool', tool_call_id: 't1', content: 'x' },
  ];
  const declared: [given: Given, tools: object[]][] = [
    [{}, [spec('a', { type: 'object' })]],
    [{ tools: [tool('b')], tool_choice: 'none' }, [spec('b')]],
    [{ messages: history.slice(2) }, [spec('unknown_tool', { type: 'object' })]],
  ];
  test.each(declared)('calls of earlier turns are declared: %j', (given, want) => {
    expect(restOf({ messages: history, ...given })).toEqual({
      toolConfig: { tools: want },
      system: [{ text: expect.stringContaining('without calling') }],
      ignored: [],
    });
  });
});

describe('JSON', () => {
  test('by a schema is a tool for Claude, beside the caller’s and by a name of its own', () => {
    expect(restOf(jsonFormat)).toEqual({
      toolConfig: { tools: [answerSpec('weather')], toolChoice: { tool: { name: 'weather' } } },
      ignored: [],
    });
    expect(restOf({ ...jsonFormat, tools: [tool('weather')] })).toEqual({
      toolConfig: { tools: [spec('weather'), answerSpec('weather_')], toolChoice: { any: {} } },
      ignored: [],
    });
  });

  test('by a schema is Bedrock’s own for the other models', () => {
    expect(restOf(jsonFormat, kimi)).toEqual({
      outputConfig: {
        textFormat: {
          type: 'json_schema',
          structure: {
            jsonSchema: { name: 'weather', description: 'Of today.', schema: JSON.stringify(schema) },
          },
        },
      },
      ignored: [],
    });
  });

  const inWords: [given: Given, model: CatalogModel][] = [
    [{ response_format: { type: 'json_object' } }, claude],
    [{ response_format: { type: 'json_object' } }, kimi],
    [{ ...jsonFormat, reasoning_effort: 'high' }, adaptive],
    [{ ...jsonFormat, tools: [tool('b')], tool_choice: named }, claude],
    [
      { response_format: { type: 'json_schema', json_schema: { name: 'x', schema: { type: 'array' } } } },
      claude,
    ],
  ];
  test.each(inWords)('%j is asked for in words', (given, model) => {
    const { system, outputConfig } = restOf(given, model);
    expect(system).toEqual([{ text: expect.stringContaining('JSON') }]);
    expect(outputConfig).toBeUndefined();
  });
});
