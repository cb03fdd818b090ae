// A tool conversation with reasoning, sent back exactly as it was received, in the provider's own shape.
import type { AssistantMessage } from '@parley/types';
import { describe, expect, test } from 'vitest';
import { callOf } from '../../../test/support/told-by-adapter.ts';
import type { Adapter } from '../adapter.ts';
import { cerebras } from '../cerebras/index.ts';
import { deepseek } from '../deepseek/index.ts';
import { groq } from '../groq/index.ts';
import { minimax } from '../minimax/index.ts';
import { mistral } from '../mistral/index.ts';
import { moonshotai } from '../moonshotai/index.ts';
import { openrouter } from '../openrouter/index.ts';
import { zai } from '../zai/index.ts';

const calls = [{ id: 'abcdefgh1', type: 'function', function: { name: 'add', arguments: '{"a":1}' } }];
const encrypted = { type: 'reasoning.encrypted', data: 'c2VjcmV0', id: 'r1', format: 'any-v1', index: 1 };
const thought = {
  type: 'reasoning.text',
  text: 'Adding.',
  signature: 's',
  id: null,
  format: 'any-v1',
  index: 0,
};

const rows: [Adapter, received: object, sentBack: object][] = [
  [
    deepseek,
    { content: '', reasoning_content: 'Adding.', tool_calls: calls },
    { content: '', reasoning_content: 'Adding.', tool_calls: calls },
  ],
  [
    moonshotai,
    { content: null, reasoning_content: 'Adding.', tool_calls: calls },
    { content: null, reasoning_content: 'Adding.', tool_calls: calls },
  ],
  [
    zai,
    { content: '', reasoning_content: 'Adding.', tool_calls: calls },
    { content: '', reasoning_content: 'Adding.', tool_calls: calls },
  ],
  [
    cerebras,
    { content: null, reasoning: 'Adding.', tool_calls: calls },
    { content: null, reasoning: 'Adding.', tool_calls: calls },
  ],
  [
    mistral,
    {
      content: [
        { type: 'thinking', thinking: [{ type: 'text', text: 'Adding.' }] },
        { type: 'text', text: 'One moment.' },
      ],
      tool_calls: calls,
    },
    {
      content: [
        { type: 'thinking', thinking: [{ type: 'text', text: 'Adding.' }] },
        { type: 'text', text: 'One moment.' },
      ],
      tool_calls: calls,
    },
  ],
  [
    openrouter,
    { content: null, reasoning: 'Adding.', reasoning_details: [thought, encrypted], tool_calls: calls },
    { content: null, reasoning_details: [thought, encrypted], tool_calls: calls },
  ],
  [
    minimax,
    { content: '', reasoning_details: [thought], tool_calls: calls },
    { content: '', reasoning_details: [thought], tool_calls: calls },
  ],
  // Nobody has said that Groq takes it back.
  [groq, { content: null, reasoning: 'Adding.', tool_calls: calls }, { content: null, tool_calls: calls }],
];

/** What a caller sends back: the message as the gateway gave it. */
function received(adapter: Adapter, message: object): AssistantMessage {
  const read = adapter.response({ choices: [{ message, finish_reason: 'tool_calls' }] }, callOf());
  if (!read.ok) throw new Error(read.failure.code);
  const [choice] = read.answer.choices;
  if (choice === undefined) throw new Error('no choice');
  return choice.message;
}

const sentBack = (adapter: Adapter, message: AssistantMessage): { [field: string]: unknown } => {
  const { body } = adapter.request(
    callOf({
      messages: [
        { role: 'user', content: 'Add.' },
        { ...message, role: 'assistant' },
        { role: 'tool', tool_call_id: 'abcdefgh1', content: '2' },
      ],
    }),
  );
  return JSON.parse(JSON.stringify(body)).messages[1];
};

test.each(rows)('$id', (adapter, message, want) => {
  expect(sentBack(adapter, received(adapter, message))).toEqual({ role: 'assistant', ...want });
});

describe('reasoning by another name goes back as well', () => {
  const base = { role: 'assistant' as const, content: null, tool_calls: [] };
  const toolTurn: AssistantMessage = {
    ...base,
    tool_calls: [{ id: 'a', type: 'function', function: { name: 'add', arguments: '{}' } }],
  };

  test.each([
    ['reasoning_content', { reasoning_content: 'Adding.' }],
    ['reasoning_details', { reasoning_details: [{ type: 'reasoning.text' as const, text: 'Adding.' }] }],
  ])('%s', (_name, reasoning) => {
    expect(sentBack(deepseek, { ...toolTurn, ...reasoning })).toMatchObject({ reasoning_content: 'Adding.' });
  });

  test('but not with a turn that called no tool, where DeepSeek has no use for it', () => {
    const message = { ...base, content: 'Two.', reasoning: 'Adding.' };
    expect(sentBack(deepseek, message)).not.toHaveProperty('reasoning_content');
  });
});

describe('ids of tool calls that Mistral would refuse', () => {
  const messages = [
    {
      role: 'assistant' as const,
      content: null,
      tool_calls: [
        { id: 'call_0123456789', type: 'function' as const, function: { name: 'add', arguments: '{}' } },
      ],
    },
    { role: 'tool' as const, tool_call_id: 'call_0123456789', content: '2' },
  ];

  test('are shortened, alike in the call and in its result', () => {
    const [turn, result] = JSON.parse(JSON.stringify(mistral.request(callOf({ messages })).body)).messages;
    expect(turn.tool_calls[0].id).toMatch(/^[a-z0-9]{9}$/);
    expect(result.tool_call_id).toBe(turn.tool_calls[0].id);
  });
});
