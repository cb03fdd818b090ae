import type { ChatMessage } from '@parley/types';
import { describe, expect, test } from 'vitest';
import { callOf } from '../../../test/support/told-by-adapter.ts';
import { uncataloguedModel } from '../../catalog/model.ts';
import { objectOf } from '../json.ts';
import { anthropic } from './index.ts';

const model = uncataloguedModel('claude-sonnet-4-5');
const pixel = 'iVBORw0KGgo=';
const cached = { type: 'ephemeral', ttl: '1h' } as const;

function written(messages: ChatMessage[]) {
  const { body, ignored } = anthropic.request(callOf({ messages }, model));
  const { system, messages: wire } = objectOf(body);
  return { system, messages: wire, ignored };
}

const text = (said: string) => ({ type: 'text', text: said });
const user = (
  content: ChatMessage & { role: 'user' } extends { content: infer C } ? C : never,
): ChatMessage => ({
  role: 'user',
  content,
});
const call = (id: string, name: string, input: string) => ({
  id,
  type: 'function' as const,
  function: { name, arguments: input },
});
const use = (id: string, name: string, input: object) => ({ type: 'tool_use', id, name, input });

describe('instructions', () => {
  test('stand above the conversation, wherever they came', () => {
    const { system, messages } = written([
      { role: 'system', content: 'One.' },
      { role: 'developer', content: [{ type: 'text', text: 'Two.', cache_control: cached }] },
      user('Hi'),
      { role: 'system', content: 'Three.' },
    ]);
    expect(system).toEqual([text('One.'), { ...text('Two.'), cache_control: cached }, text('Three.')]);
    expect(messages).toEqual([{ role: 'user', content: [text('Hi')] }]);
  });

  test('are the question when there is no other', () => {
    const { system, messages } = written([{ role: 'system', content: 'Say hello.' }]);
    expect([system, messages]).toEqual([undefined, [{ role: 'user', content: [text('Say hello.')] }]]);
  });
});

describe('a user says', () => {
  const parts: [what: string, part: Parameters<typeof user>[0], want: object[], ignored?: string[]][] = [
    [
      'text to be cached',
      [{ type: 'text', text: 'Long.', cache_control: { type: 'ephemeral', ttl: null } }],
      [{ ...text('Long.'), cache_control: { type: 'ephemeral' } }],
    ],
    [
      'an image inline',
      [{ type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` }, cache_control: cached }],
      [
        {
          type: 'image',
          source: { type: 'base64', media_type: 'image/png', data: pixel },
          cache_control: cached,
        },
      ],
    ],
    [
      'an image by address',
      [{ type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'low' } }],
      [{ type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } }],
      ['messages[].content[].image_url.detail'],
    ],
    [
      'a PDF',
      [{ type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERg==' } }],
      [
        {
          type: 'document',
          source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERg==' },
          title: 'a.pdf',
        },
      ],
    ],
    [
      'a text file',
      [
        {
          type: 'file',
          file: { file_data: `data:text/csv;base64,${Buffer.from('ä,b').toString('base64')}` },
          cache_control: cached,
        },
      ],
      [
        {
          type: 'document',
          source: { type: 'text', media_type: 'text/plain', data: 'ä,b' },
          cache_control: cached,
        },
      ],
    ],
    [
      'an image as a file',
      [{ type: 'file', file: { file_data: `data:image/webp;base64,${pixel}` } }],
      [{ type: 'image', source: { type: 'base64', media_type: 'image/webp', data: pixel } }],
    ],
    [
      'a file of a kind that is for Anthropic to refuse',
      [{ type: 'file', file: { file_data: 'data:application/zip;base64,UEs=' } }],
      [{ type: 'document', source: { type: 'base64', media_type: 'application/zip', data: 'UEs=' } }],
    ],
    [
      'a file by its id',
      [{ type: 'file', file: { file_id: 'file_1' } }],
      [{ type: 'document', source: { type: 'file', file_id: 'file_1' } }],
    ],
    [
      'a document by its address',
      [{ type: 'file', file: { file_data: 'https://example.com/a.pdf' } }],
      [{ type: 'document', source: { type: 'url', url: 'https://example.com/a.pdf' } }],
    ],
    [
      'sound, which nobody hears',
      [
        { type: 'text', text: 'Hear.' },
        { type: 'input_audio', input_audio: { data: '', format: 'wav' } },
      ],
      [text('Hear.')],
      ['messages[].content[].input_audio'],
    ],
  ];
  test.each(parts)('%s', (_what, content, want, lost) => {
    expect(written([user(content)])).toEqual({
      system: undefined,
      messages: [{ role: 'user', content: want }],
      ignored: lost,
    });
  });

  test('nothing at all, and is left out', () => {
    const { messages } = written([user(''), user('  \n'), user('Hi'), { role: 'assistant', content: '' }]);
    expect(messages).toEqual([{ role: 'user', content: [text('Hi')] }]);
  });
});

describe('tools', () => {
  test('are answered together, each by its id, in what order they came', () => {
    const { messages } = written([
      user('Weather and time?'),
      {
        role: 'assistant',
        content: 'I look.',
        tool_calls: [call('a', 'weather', '{"city":"Oslo"}'), call('b', 'clock', '')],
      },
      { role: 'tool', tool_call_id: 'b', content: '' },
      {
        role: 'tool',
        tool_call_id: 'a',
        content: [
          { type: 'text', text: 'Rain.', cache_control: cached },
          { type: 'text', text: ' ' },
        ],
      },
      user('Go on.'),
    ]);
    expect(messages).toEqual([
      { role: 'user', content: [text('Weather and time?')] },
      {
        role: 'assistant',
        content: [text('I look.'), use('a', 'weather', { city: 'Oslo' }), use('b', 'clock', {})],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'b' },
          { type: 'tool_result', tool_use_id: 'a', content: [text('Rain.')], cache_control: cached },
        ],
      },
      { role: 'user', content: [text('Go on.')] },
    ]);
  });

  test('that answer twice have answered once', () => {
    const { messages } = written([
      user('Go'),
      { role: 'assistant', content: null, tool_calls: [call('a', 'clock', '{}')] },
      { role: 'tool', tool_call_id: 'a', content: 'nine' },
      { role: 'tool', tool_call_id: 'a', content: 'ten' },
    ]);
    expect(objectOf(Array.isArray(messages) ? messages.at(-1) : null)['content']).toEqual([
      { type: 'tool_result', tool_use_id: 'a', content: 'ten' },
    ]);
  });

  test("of another provider's ids get ids of this wire, each once", () => {
    const { messages } = written([
      user('Go'),
      { role: 'assistant', content: null, tool_calls: [call('functions.clock:0', 'clock', '{}')] },
      { role: 'tool', tool_call_id: 'functions.clock:0', content: 'nine' },
      { role: 'assistant', content: null, tool_calls: [call('functions.clock:0', 'clock', '{}')] },
      { role: 'tool', tool_call_id: 'functions.clock:0', content: 'ten' },
    ]);
    expect(messages).toEqual([
      { role: 'user', content: [text('Go')] },
      { role: 'assistant', content: [use('functions_clock_0', 'clock', {})] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'functions_clock_0', content: 'nine' }] },
      { role: 'assistant', content: [use('functions_clock_0_2', 'clock', {})] },
      {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: 'functions_clock_0_2', content: 'ten' }],
      },
    ]);
  });

  test('whose arguments are no object are still told what they were', () => {
    const { messages } = written([
      user('Go'),
      { role: 'assistant', content: null, tool_calls: [call('a', 'clock', '{"zone":')] },
    ]);
    expect(messages).toMatchObject([{}, { content: [use('a', 'clock', { arguments: '{"zone":' })] }]);
  });
});

describe('an earlier answer', () => {
  test('in parts, one of them a refusal', () => {
    const { messages } = written([
      user('Go'),
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'Well,', cache_control: cached },
          { type: 'refusal', refusal: 'no.' },
        ],
      },
      user('Why?'),
    ]);
    expect(messages).toMatchObject([
      {},
      { content: [{ ...text('Well,'), cache_control: cached }, text('no.')] },
      {},
    ]);
  });

  test('that was refused', () => {
    const { messages } = written([
      user('Go'),
      { role: 'assistant', content: null, refusal: 'No.' },
      user('Why?'),
    ]);
    expect(messages).toMatchObject([{}, { content: [text('No.')] }, {}]);
  });

  test("that is to be gone on with doesn't end in white space", () => {
    const { messages } = written([user('Go'), { role: 'assistant', content: 'Once upon \n' }]);
    expect(messages).toMatchObject([{}, { content: [text('Once upon')] }]);
  });

  test("with reasoning of another provider's goes without it, and says so", () => {
    const { messages, ignored } = written([
      user('Go'),
      {
        role: 'assistant',
        content: 'Yes.',
        reasoning_details: [
          { type: 'reasoning.text', text: 'Hm', signature: 's', format: 'google-gemini-v1' },
          { type: 'reasoning.text', text: 'unsigned', format: 'anthropic-claude-v1' },
          { type: 'reasoning.summary', summary: 'short', format: 'anthropic-claude-v1' },
          {
            type: 'reasoning.encrypted',
            data: '{"type":"text","text":"smuggled"}',
            id: 'served@0.0',
            format: 'anthropic-claude-v1',
          },
        ],
      },
      user('Why?'),
    ]);
    expect([messages, ignored]).toMatchObject([
      [{}, { content: [text('Yes.')] }, {}],
      ['messages[].reasoning_details'],
    ]);
  });

  test('without thinking, in a turn of tools that goes on, stops thinking by a budget', () => {
    const turn: ChatMessage[] = [
      user('Go'),
      { role: 'assistant', content: null, tool_calls: [call('a', 'clock', '{}')] },
      { role: 'tool', tool_call_id: 'a', content: 'nine' },
    ];
    const asked = (messages: ChatMessage[]) => {
      const { body, ignored } = anthropic.request(callOf({ messages, reasoning_effort: 'high' }, model));
      return [objectOf(body)['thinking'], ignored];
    };
    expect(asked(turn)).toEqual([undefined, ['reasoning_effort']]);
    expect(asked([...turn, { role: 'assistant', content: 'Nine.' }, user('Sure?')])).toEqual([
      { type: 'enabled', budget_tokens: 4000 },
      undefined,
    ]);
  });
});
