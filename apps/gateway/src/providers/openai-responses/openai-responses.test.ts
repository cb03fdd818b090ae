import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AssistantMessage } from '@parley/types';
import { describe, expect, test } from 'vitest';
import {
  callOf,
  reasoningModel,
  type Told,
  toldByStream,
  toldByWhole,
} from '../../../test/support/told-by-adapter.ts';
import { openai } from '../openai/index.ts';
import { openaiResponses } from './index.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
const whole = (name: string): unknown => JSON.parse(fixture(`${name}.response.json`));
const stream = (name: string) => fixture(`${name}.response.sse`);

const usageOf = (prompt: number, completion: number, cached = 0, reasoning = 0) => ({
  prompt_tokens: prompt,
  completion_tokens: completion,
  total_tokens: prompt + completion,
  reasoning_tokens: reasoning,
  prompt_tokens_details: { cached_tokens: cached },
  completion_tokens_details: { reasoning_tokens: reasoning },
});

const format = 'openai-responses-v1';
const silent = { text: '', reasoning: '', details: [], calls: [], callIds: [], sources: [], refusal: '' };

const answers: [name: string, told: Told][] = [
  [
    'reasoning-tools',
    {
      ...silent,
      text: "I'll look – both.",
      reasoning: '**Weather** is asked for.\n\nTwo towns, two calls.',
      details: [
        { type: 'reasoning.summary', summary: '**Weather** is asked for.', id: 'rs_1', format, index: 0 },
        { type: 'reasoning.summary', summary: 'Two towns, two calls.', id: 'rs_1', format, index: 1 },
        { type: 'reasoning.encrypted', data: 'Z0FBQUFB', id: 'rs_1', format, index: 2 },
      ],
      calls: ['weather{"city":"Oslo"}', 'weather{"city":"Rome"}'],
      callIds: ['call_oslo', 'call_rome'],
      finish: 'tool_calls',
      usage: usageOf(120, 88, 64, 40),
      failure: null,
    },
  ],
  [
    'search',
    {
      ...silent,
      text: 'Sunny. weather.test',
      sources: [{ url: 'https://weather.test/oslo', title: 'Oslo', start_index: 7, end_index: 18 }],
      finish: 'stop',
      usage: { ...usageOf(300, 20), web_searches: 1 },
      failure: null,
    },
  ],
  ['cut-short', { ...silent, text: 'Once upon a', finish: 'length', usage: usageOf(9, 16), failure: null }],
  [
    'refusal',
    { ...silent, refusal: "I can't help with that.", finish: 'stop', usage: usageOf(9, 7), failure: null },
  ],
];

describe.each(answers)('%s', (name, told) => {
  test('is read whole', () => expect(toldByWhole(openaiResponses, whole(name))).toEqual(told));

  test.each([1, 7, 1e9])('is read as a stream, in pieces of %d bytes', async (pieceBytes) => {
    expect(await toldByStream(openaiResponses, stream(name), pieceBytes)).toEqual(told);
  });

  test('never looks whole when it is cut', async () => {
    const events = stream(name)
      .split('\n\n')
      .filter(Boolean)
      .map((event) => `${event}\n\n`);
    for (let count = 0; count < events.length; count++) {
      const cut = await toldByStream(openaiResponses, events.slice(0, count).join(''));
      expect({ count, failure: cut.failure, finish: cut.finish }).toEqual({
        count,
        failure: 'upstream_stream_interrupted',
        finish: null,
      });
    }
  });
});

test('a stream is at its end with the last event, whatever follows', async () => {
  const late = 'data: {"type":"error","code":"server_error","message":"too late"}\n\n';
  const told = await toldByStream(openaiResponses, stream('cut-short') + late);
  expect(told).toMatchObject({ finish: 'length', failure: null });
});

describe('a conversation goes back', () => {
  const messages = (message: AssistantMessage) => [
    { role: 'developer' as const, content: 'Be brief.' },
    { role: 'user' as const, content: 'Weather?' },
    message,
    { role: 'tool' as const, tool_call_id: 'call_oslo', content: [{ type: 'text' as const, text: 'Sun' }] },
  ];

  test('with its reasoning as it was received, before the text and the calls', () => {
    const read = openaiResponses.response(whole('reasoning-tools'), callOf());
    if (!read.ok) throw new Error(read.failure.code);
    const [choice] = read.answer.choices;
    if (choice === undefined) throw new Error('no choice');
    const call = callOf({ messages: messages(choice.message) }, reasoningModel('gpt-5.4'));
    expect(openaiResponses.request(call).body).toMatchObject({
      input: [
        { role: 'developer', content: 'Be brief.' },
        { role: 'user', content: 'Weather?' },
        {
          type: 'reasoning',
          id: 'rs_1',
          summary: [
            { type: 'summary_text', text: '**Weather** is asked for.' },
            { type: 'summary_text', text: 'Two towns, two calls.' },
          ],
          encrypted_content: 'Z0FBQUFB',
        },
        { role: 'assistant', content: "I'll look – both." },
        { type: 'function_call', call_id: 'call_oslo', name: 'weather', arguments: '{"city":"Oslo"}' },
        { type: 'function_call', call_id: 'call_rome', name: 'weather', arguments: '{"city":"Rome"}' },
        { type: 'function_call_output', call_id: 'call_oslo', output: 'Sun' },
      ],
      store: false,
      include: ['reasoning.encrypted_content'],
    });
    expect(openai.request(call).path).toBe('/responses');
  });

  test('without the reasoning of another provider, which nobody here can read', () => {
    const foreign = {
      type: 'reasoning.encrypted' as const,
      data: 'x',
      id: 'a',
      format: 'anthropic-claude-v1',
    };
    const message = { role: 'assistant' as const, content: 'Hm.', reasoning_details: [foreign] };
    const { body, ignored } = openaiResponses.request(callOf({ messages: messages(message) }));
    expect(JSON.stringify(body)).not.toContain('anthropic');
    expect(ignored).toEqual(['messages[].reasoning_details']);
  });
});

const gpt = reasoningModel('gpt-5.4', { efforts: ['none', 'low', 'medium', 'high', 'xhigh'] });
const cached = { type: 'ephemeral' as const };
const add = { type: 'function' as const, function: { name: 'add', parameters: { type: 'object' } } };

test('a request in full', () => {
  const { path, body, ignored } = openaiResponses.request(
    callOf(
      {
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'What is this?', cache_control: cached },
              { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } },
              { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,AA==' } },
            ],
          },
        ],
        stream: true,
        max_tokens: 100,
        temperature: 0,
        reasoning: { effort: 'low', summary: 'detailed' },
        verbosity: 'low',
        response_format: { type: 'json_schema', json_schema: { name: 'thing', schema: {}, strict: true } },
        tools: [
          { ...add, cache_control: cached },
          {
            type: 'web_search',
            search_context_size: 'high',
            user_location: { country: 'NO' },
            allowed_domains: ['a.test'],
            blocked_domains: ['b.test'],
            max_uses: 2,
          },
        ],
        tool_choice: { type: 'function', function: { name: 'add' } },
        parallel_tool_calls: false,
        user: 'u',
      },
      gpt,
    ),
  );
  expect(path).toBe('/responses');
  expect(body).toEqual({
    model: 'gpt-5.4',
    input: [
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'What is this?' },
          { type: 'input_image', image_url: 'data:image/png;base64,AA==', detail: 'auto' },
          { type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,AA==' },
        ],
      },
    ],
    stream: true,
    store: false,
    include: ['reasoning.encrypted_content'],
    max_output_tokens: 100,
    reasoning: { effort: 'low', summary: 'detailed' },
    text: { verbosity: 'low', format: { type: 'json_schema', name: 'thing', schema: {}, strict: true } },
    tools: [
      { type: 'function', name: 'add', parameters: { type: 'object' }, strict: false },
      {
        type: 'web_search',
        search_context_size: 'high',
        user_location: { type: 'approximate', country: 'NO' },
        filters: { allowed_domains: ['a.test'] },
      },
    ],
    tool_choice: { type: 'function', name: 'add' },
    max_tool_calls: 2,
    parallel_tool_calls: false,
    user: 'u',
  });
  expect(ignored).toEqual([
    'temperature',
    'tools[1].blocked_domains',
    'messages[].content[].cache_control',
    'tools[].cache_control',
  ]);
});

test('the mode pro is sent to models that have it, and else named with what a model without reasoning does not get', () => {
  const given = { reasoning: { summary: 'auto' as const, mode: 'pro' as const } };
  expect(openaiResponses.request(callOf(given, reasoningModel('gpt-5.6')))).toMatchObject({
    body: { reasoning: { summary: 'auto', mode: 'pro' } },
    ignored: [],
  });
  expect(openaiResponses.request(callOf(given, gpt)).ignored).toEqual(['reasoning.mode']);
  const plain = openaiResponses.request(callOf(given));
  expect(plain.ignored).toEqual(['reasoning.summary', 'reasoning.mode']);
  expect(plain.body).not.toHaveProperty('reasoning');
});

test('sound is named as not sent, and a message of nothing else is left out', () => {
  const sound = { type: 'input_audio' as const, input_audio: { data: 'AAAA', format: 'wav' as const } };
  const messages = [
    { role: 'user' as const, content: [sound] },
    { role: 'user' as const, content: [{ type: 'text' as const, text: 'What was that?' }, sound] },
  ];
  expect(openaiResponses.request(callOf({ messages }))).toMatchObject({
    body: { input: [{ role: 'user', content: [{ type: 'input_text', text: 'What was that?' }] }] },
    ignored: ['messages[].content[].input_audio'],
  });
});
