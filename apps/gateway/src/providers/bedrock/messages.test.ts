import type { ChatCompletionRequest } from '@parley/types';
import { describe, expect, test } from 'vitest';
import { callOf } from '../../../test/support/told-by-adapter.ts';
import { type CatalogModel, uncataloguedModel } from '../../catalog/model.ts';
import { bedrock } from './index.ts';

type Messages = ChatCompletionRequest['messages'];

const claude = uncataloguedModel('anthropic.claude-opus-4-6-v1');
const kimi = uncataloguedModel('moonshotai.kimi-k2.5');

const tools = [{ type: 'function' as const, function: { name: 'a' } }];

function write(messages: Messages, model: CatalogModel = claude) {
  const { body, ignored = [] } = bedrock.request(callOf({ messages, tools }, model));
  const { messages: written, system } = JSON.parse(JSON.stringify(body));
  return { messages: written, system, ignored };
}

const toolCall = (id: string, name: string, input = '{}') => ({
  id,
  type: 'function' as const,
  function: { name, arguments: input },
});
const cached = { type: 'ephemeral' as const };
const point = { cachePoint: { type: 'default' } };

describe('messages', () => {
  test('roles take turns: the results of a turn and what the user adds are one message', () => {
    const messages: Messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Go' },
      { role: 'user', content: 'on.' },
      {
        role: 'assistant',
        content: 'I look.',
        tool_calls: [
          toolCall('t1', 'a', '{"x":1}'),
          toolCall('functions.b:1', 'b', ''),
          toolCall('t|3', 'c', '[1]'),
        ],
      },
      { role: 'tool', tool_call_id: 't1', content: 'one' },
      { role: 'tool', tool_call_id: 'functions.b:1', content: [{ type: 'text', text: 'two' }] },
      { role: 'tool', tool_call_id: 't|3', content: '' },
      { role: 'user', content: 'And?' },
      { role: 'developer', content: 'In verse.' },
    ];
    expect(write(messages)).toMatchObject({
      system: [{ text: 'Be brief.' }, { text: 'In verse.' }],
      messages: [
        { role: 'user', content: [{ text: 'Go' }, { text: 'on.' }] },
        {
          role: 'assistant',
          content: [
            { text: 'I look.' },
            { toolUse: { toolUseId: 't1', name: 'a', input: { x: 1 } } },
            { toolUse: { toolUseId: 'functions.b:1', name: 'b', input: {} } },
            { toolUse: { toolUseId: 't_3', name: 'c', input: { arguments: '[1]' } } },
          ],
        },
        {
          role: 'user',
          content: [
            { toolResult: { toolUseId: 't1', content: [{ text: 'one' }] } },
            { toolResult: { toolUseId: 'functions.b:1', content: [{ text: 'two' }] } },
            { toolResult: { toolUseId: 't_3', content: [] } },
            { text: 'And?' },
          ],
        },
      ],
      ignored: [],
    });
  });

  test('an id that is too long keeps its end', () => {
    const id = `call_${'x'.repeat(100)}_7`;
    const { messages } = write([
      { role: 'assistant', content: null, tool_calls: [toolCall(id, 'a')] },
      { role: 'tool', tool_call_id: id, content: 'x' },
    ]);
    const { toolUseId } = messages[0].content[0].toolUse;
    expect(toolUseId).toHaveLength(64);
    expect(toolUseId.endsWith('_7')).toBe(true);
    expect(messages[1].content[0].toolResult.toolUseId).toBe(toolUseId);
  });

  test('what is blank is left out, and instructions alone are what is to be answered', () => {
    expect(
      write([
        { role: 'assistant', content: ' ' },
        {
          role: 'user',
          content: [
            { type: 'text', text: '' },
            { type: 'text', text: 'Hi' },
          ],
        },
      ]).messages,
    ).toEqual([{ role: 'user', content: [{ text: 'Hi' }] }]);
    expect(write([{ role: 'system', content: 'Write.' }])).toEqual({
      messages: [{ role: 'user', content: [{ text: 'Write.' }] }],
      system: undefined,
      ignored: [],
    });
  });

  test('images and documents are inline, and no two documents have the same name', () => {
    const file = (file_data: string, filename?: string) => ({
      type: 'file' as const,
      file: { file_data, ...(filename === undefined ? {} : { filename }) },
    });
    const messages: Messages = [
      {
        role: 'user',
        content: [
          { type: 'image_url', image_url: { url: 'data:image/jpg;base64,AAAA', detail: 'low' } },
          file('data:application/pdf;base64,BBBB', 'Ünder_the  hood.pdf'),
          file('data:application/pdf;base64,BBBB', 'Ünder_the  hood.pdf'),
          file('data:text/markdown;base64,CCCC'),
          file('data:application/json;base64,DDDD', '§'),
          file('data:application/vnd.openxmlformats-officedocument.presentationml.presentation;base64,FFFF'),
          file('data:image/png;base64,GGGG'),
          { type: 'file', file: { file_id: 'file-1' } },
          { type: 'input_audio', input_audio: { data: 'EEEE', format: 'wav' } },
        ],
      },
    ];
    const document = (name: string, format: string, bytes: string) => ({
      document: { name, format, source: { bytes } },
    });
    expect(write(messages)).toMatchObject({
      messages: [
        {
          content: [
            { image: { format: 'jpeg', source: { bytes: 'AAAA' } } },
            document('nder the hood pdf 1', 'pdf', 'BBBB'),
            document('nder the hood pdf 2', 'pdf', 'BBBB'),
            document('document 3', 'md', 'CCCC'),
            document('document 4', 'txt', 'DDDD'),
            { image: { format: 'png', source: { bytes: 'GGGG' } } },
          ],
        },
      ],
      ignored: [
        'messages[].content[].image_url.detail',
        'messages[].content[].file',
        'messages[].content[].input_audio',
      ],
    });
  });

  const marked: Messages = [
    { role: 'system', content: [{ type: 'text', text: 'Long.', cache_control: { ...cached, ttl: '1h' } }] },
    { role: 'user', content: [{ type: 'text', text: 'Longer.', cache_control: cached }] },
    { role: 'assistant', content: [{ type: 'text', text: 'Yes.', cache_control: cached }] },
    { role: 'tool', tool_call_id: 't1', content: [{ type: 'text', text: 'x', cache_control: cached }] },
  ];
  test('what is to be cached ends with a mark, for models that know it', () => {
    expect(write(marked)).toMatchObject({
      system: [{ text: 'Long.' }, { cachePoint: { type: 'default', ttl: '1h' } }],
      messages: [
        { content: [{ text: 'Longer.' }, point] },
        { content: [{ text: 'Yes.' }, point] },
        { content: [{ toolResult: { toolUseId: 't1', content: [{ text: 'x' }] } }, point] },
      ],
      ignored: [],
    });
    const plain = write(marked, kimi);
    expect(JSON.stringify(plain)).not.toContain('cachePoint');
    expect(plain.ignored).toEqual(['messages[].content[].cache_control']);
  });
});

describe('reasoning', () => {
  const text = (format: string, signature?: string) => ({
    type: 'reasoning.text' as const,
    text: 'Hm.',
    format,
    ...(signature === undefined ? {} : { signature }),
  });
  const secret = (format: string) => ({ type: 'reasoning.encrypted' as const, data: 'AAAA', format });
  const back = { reasoningContent: { reasoningText: { text: 'Hm.' } } };
  const signed = { reasoningContent: { reasoningText: { text: 'Hm.', signature: 's' } } };
  const redacted = { reasoningContent: { redactedContent: 'AAAA' } };

  const cases: [
    detail: ReturnType<typeof text> | ReturnType<typeof secret>,
    ofClaude: object | null,
    ofKimi: object | null,
  ][] = [
    [text('anthropic-claude-v1', 's'), signed, null],
    [text('amazon-bedrock-v1', 's'), signed, signed],
    [text('amazon-bedrock-v1'), null, back],
    [text('google-gemini-v1', 's'), null, null],
    [secret('amazon-bedrock-v1'), redacted, redacted],
    [secret('anthropic-claude-v1'), null, null],
    [secret('openai-responses-v1'), null, null],
  ];
  test.each(cases)('%j goes back where it is understood', (detail, ofClaude, ofKimi) => {
    const messages: Messages = [{ role: 'assistant', content: 'Hi', reasoning_details: [detail] }];
    for (const [model, want] of [
      [claude, ofClaude],
      [kimi, ofKimi],
    ] as const) {
      const written = write(messages, model);
      expect(written.messages[0].content).toEqual([...(want === null ? [] : [want]), { text: 'Hi' }]);
      expect(written.ignored).toEqual(want === null ? ['messages[].reasoning_details'] : []);
    }
  });
});
