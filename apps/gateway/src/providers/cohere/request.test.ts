import type { AssistantMessage, ChatCompletionRequest } from '@parley/types';
import { describe, expect, test } from 'vitest';
import { callOf, reasoningModel } from '../../../test/support/told-by-adapter.ts';
import { type CatalogModel, uncataloguedModel } from '../../catalog/model.ts';
import { cohere } from './index.ts';

type Given = Partial<ChatCompletionRequest>;

const bodyOf = (request: Given, model?: CatalogModel) =>
  JSON.parse(JSON.stringify(cohere.request(callOf(request, model)).body));
const ignoredBy = (request: Given, model?: CatalogModel) =>
  cohere.request(callOf(request, model)).ignored ?? [];

const thinker = { ...reasoningModel('command-a-reasoning'), output_tokens: 1000 };
const tool = (name: string, strict?: boolean) => ({
  type: 'function' as const,
  function: { name, parameters: { type: 'object' }, ...(strict === undefined ? {} : { strict }) },
});
const toolCall = (id: string, name: string, input: string) => ({
  id,
  type: 'function' as const,
  function: { name, arguments: input },
});

describe('requests', () => {
  test('go to /chat, and names are Cohere’s', () => {
    const { path } = cohere.request(callOf());
    expect(path).toBe('/chat');
    expect(
      bodyOf({
        max_completion_tokens: 50,
        temperature: 0,
        top_p: 0.5,
        top_k: 40,
        frequency_penalty: 0.5,
        presence_penalty: 0,
        seed: 7,
        stop: 'END',
        stream: true,
      }),
    ).toEqual({
      model: 'some-model',
      messages: [{ role: 'user', content: 'Hello' }],
      stream: true,
      max_tokens: 50,
      temperature: 0,
      p: 0.5,
      k: 40,
      frequency_penalty: 0.5,
      presence_penalty: 0,
      seed: 7,
      stop_sequences: ['END'],
    });
  });

  const edges: [given: Given, want: object, ignored: string[]][] = [
    [{ top_p: 1 }, { p: 0.99 }, []],
    [{ top_p: 0 }, { p: 0.01 }, []],
    [{ frequency_penalty: 1.5 }, {}, ['frequency_penalty']],
    [{ presence_penalty: -1, stop: [] }, {}, ['presence_penalty']],
    [{ temperature: null, max_tokens: null, stop: null }, {}, []],
  ];
  test.each(edges)('%j becomes %j', (given, want, ignored) => {
    const { model: _model, messages: _messages, ...rest } = bodyOf(given);
    expect(rest).toEqual(want);
    expect(ignoredBy(given)).toEqual(ignored);
  });

  const choices: [given: Given['tool_choice'], names: string[], choice: string | undefined][] = [
    [null, ['a', 'b'], undefined],
    ['auto', ['a', 'b'], undefined],
    ['none', ['a', 'b'], 'NONE'],
    ['required', ['a', 'b'], 'REQUIRED'],
    [{ type: 'function', function: { name: 'b' } }, ['b'], 'REQUIRED'],
    [
      {
        type: 'allowed_tools',
        allowed_tools: { mode: 'auto', tools: [{ type: 'function', function: { name: 'a' } }] },
      },
      ['a'],
      undefined,
    ],
  ];
  test.each(choices)('tool_choice %j leaves %j with %s', (choice, names, want) => {
    const body = bodyOf({ tools: [tool('a'), tool('b')], tool_choice: choice ?? null });
    expect(body.tools.map((one: { function: { name: string } }) => one.function.name)).toEqual(names);
    expect(body.tool_choice).toBe(want);
  });

  test('tools are strict when all are, and a search is not Cohere’s to make', () => {
    expect(bodyOf({ tools: [tool('a', true), tool('b', true)] }).strict_tools).toBe(true);
    const mixed: Given = { tools: [tool('a', true), { type: 'web_search' }, tool('b')] };
    expect(bodyOf(mixed)).not.toHaveProperty('strict_tools');
    expect(ignoredBy(mixed)).toEqual(['tools[1]', 'tools[].function.strict']);
    expect(ignoredBy({ ...mixed, tool_choice: { type: 'web_search' } })).toContain('tool_choice');
    expect(ignoredBy({ web_search: true, tool_choice: 'required' })).toEqual(['tool_choice']);
  });

  const schema = { type: 'object', properties: { a: { type: 'string' } } };
  test('JSON is asked for by its schema, and in words beside tools', () => {
    const format: Given = {
      response_format: { type: 'json_schema', json_schema: { name: 'x', schema } },
    };
    expect(bodyOf(format).response_format).toEqual({ type: 'json_object', json_schema: schema });
    expect(bodyOf({ response_format: { type: 'json_object' } }).response_format).toEqual({
      type: 'json_object',
    });
    const beside = bodyOf({ ...format, tools: [tool('a')] });
    expect(beside).not.toHaveProperty('response_format');
    expect(beside.messages[0]).toEqual({
      role: 'system',
      content: expect.stringContaining(JSON.stringify(schema)),
    });
  });

  const efforts: [given: Given, model: CatalogModel, want: object | undefined][] = [
    [{}, thinker, undefined],
    [{ reasoning_effort: 'none' }, thinker, { type: 'disabled' }],
    [{ reasoning_effort: 'low' }, thinker, { type: 'enabled', token_budget: 200 }],
    [{ reasoning_effort: 'high', max_tokens: 100 }, thinker, { type: 'enabled', token_budget: 80 }],
    [{ reasoning: { max_tokens: 33, effort: 'high' } }, thinker, { type: 'enabled', token_budget: 33 }],
    [{ reasoning_effort: 'high' }, reasoningModel('x', { budget: false }), { type: 'enabled' }],
    [{ reasoning_effort: 'none' }, uncataloguedModel('command-r'), undefined],
  ];
  test.each(efforts)('%j is thinking', (given, model, want) => {
    expect(bodyOf(given, model).thinking).toEqual(want);
  });

  test('images go by address or inline, and what Cohere can’t read is named', () => {
    const messages: Given['messages'] = [
      { role: 'developer', content: [{ type: 'text', text: 'Look.' }] },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is it?', cache_control: { type: 'ephemeral' } },
          { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'high' } },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA', detail: 'original' } },
          { type: 'file', file: { file_data: 'data:text/plain;base64,AAAA' } },
        ],
      },
    ];
    expect(bodyOf({ messages }).messages).toEqual([
      { role: 'system', content: 'Look.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is it?' },
          { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'high' } },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
        ],
      },
    ]);
    expect(ignoredBy({ messages })).toEqual([
      'messages[].content[].cache_control',
      'messages[].content[].image_url.detail',
      'messages[].content[].file',
    ]);
  });

  const results: [text: string, want: unknown][] = [
    ['It rains.', 'It rains.'],
    ['[1,{"a":1}]', '[1,{"a":1}]'],
    ['', ''],
    ['{"a":1}', [{ type: 'document', document: { data: { a: 1 } } }]],
    [
      '[{"url":"https://a.test"},{"b":2}]',
      [
        { type: 'document', document: { data: { url: 'https://a.test' } } },
        { type: 'document', document: { data: { b: 2 } } },
      ],
    ],
  ];
  test.each(results)('the result %j goes as %j', (text, want) => {
    const messages: Given['messages'] = [{ role: 'tool', tool_call_id: 't1', content: text }];
    expect(bodyOf({ messages }).messages).toEqual([{ role: 'tool', tool_call_id: 't1', content: want }]);
  });

  test('reasoning that came back as text alone is the plan of a model that doesn’t think', () => {
    const calls = [toolCall('t1', 'a', '{}')];
    const message = (given: Partial<AssistantMessage>) => ({
      messages: [{ role: 'assistant' as const, content: null, ...given }],
    });
    const planned = message({ reasoning: 'I will.', tool_calls: calls });
    expect(bodyOf(planned).messages[0]).toEqual({
      role: 'assistant',
      tool_plan: 'I will.',
      tool_calls: calls,
    });
    expect(bodyOf(planned, thinker).messages[0]).toEqual({
      role: 'assistant',
      content: [{ type: 'thinking', thinking: 'I will.' }],
      tool_calls: calls,
    });
    expect(ignoredBy(message({ content: 'Hi', reasoning_content: 'Hm.' }))).toEqual([
      'messages[].reasoning_content',
    ]);
    const foreign = { type: 'reasoning.encrypted' as const, data: 'x', format: 'openai-responses-v1' };
    expect(ignoredBy(message({ content: 'Hi', reasoning_details: [foreign] }))).toEqual([
      'messages[].reasoning_details',
    ]);
  });
});
