import type { ChatAnswer, ChatChunk, ChunkDelta, ReasoningDetail } from '@parley/types';
import { expect, test } from 'vitest';
import { createAssembly } from '../src/assemble.ts';
import { delta, hello, helloChunks, lastChunk, metadata, usage } from './support/answers.ts';

function assemble(...chunks: ChatChunk[]) {
  const assembly = createAssembly('req_1');
  for (const chunk of chunks) assembly.add(chunk);
  return assembly.completion();
}

function messageOf(...deltas: ChunkDelta[]): ChatAnswer | undefined {
  const chunks = deltas.map((piece) => delta(piece));
  return assemble(...chunks, delta({}, 'stop'), lastChunk).choices[0]?.message;
}

test('the pieces of a text become one, with usage and metadata of the last chunk', () => {
  expect(assemble(...helloChunks)).toStrictEqual(hello);
});

test('parallel tool calls are put together by their index, however their pieces are mixed', () => {
  const call = (index: number, piece: object) => ({ tool_calls: [{ index, ...piece }] });
  const message = messageOf(
    { role: 'assistant', content: '' },
    call(0, { id: 'call_a', type: 'function', function: { name: 'get_weather', arguments: '' } }),
    call(0, { function: { arguments: '{"city":' } }),
    call(1, { id: 'call_b', type: 'function', function: { name: 'get_time', arguments: '' } }),
    call(1, { function: { arguments: '{"zone":' } }),
    {
      tool_calls: [
        { index: 0, function: { arguments: '"Oslo"}' } },
        { index: 1, function: { arguments: '"CET"}' } },
      ],
    },
  );
  expect(message).toStrictEqual({
    role: 'assistant',
    content: null,
    refusal: null,
    tool_calls: [
      { id: 'call_a', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Oslo"}' } },
      { id: 'call_b', type: 'function', function: { name: 'get_time', arguments: '{"zone":"CET"}' } },
    ],
  });
});

test.each([
  ['all the same index', { index: 0 }],
  ['no index', {}],
])('calls with ids of their own and %s are calls of their own', (_, place) => {
  const piece = (more: object) => {
    const chunk: unknown = delta({ tool_calls: [{ index: 0 }] });
    return Object.assign(structuredClone(chunk) as ChatChunk, {
      choices: [{ index: 0, delta: { tool_calls: [{ ...place, ...more }] }, finish_reason: null }],
    });
  };
  const { choices } = assemble(
    piece({ id: 'a', type: 'function', function: { name: 'f', arguments: '{"x"' } }),
    piece({ function: { arguments: ':1}' } }),
    piece({ id: 'b', type: 'function', function: { name: 'g', arguments: '{}' } }),
    delta({}, 'tool_calls'),
  );
  expect(choices[0]?.message.tool_calls).toEqual([
    { id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":1}' } },
    { id: 'b', type: 'function', function: { name: 'g', arguments: '{}' } },
  ]);
});

test('an id and a name that come with every piece are not appended', () => {
  const piece = { index: 0, id: 'a', type: 'function' as const };
  const message = messageOf(
    { tool_calls: [{ ...piece, function: { name: 'f', arguments: '{' } }] },
    { tool_calls: [{ ...piece, function: { name: 'f', arguments: '}' } }] },
  );
  expect(message?.tool_calls).toEqual([
    { id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } },
  ]);
});

test('text beside tool calls stays', () => {
  const toolCalls = [
    { index: 0, id: 'a', type: 'function' as const, function: { name: 'f', arguments: '{}' } },
  ];
  expect(messageOf({ content: 'I will look.' }, { tool_calls: toolCalls })?.content).toBe('I will look.');
});

test('an empty text is not null, and no text is not empty', () => {
  expect(messageOf({ content: '' })?.content).toBe('');
  expect(messageOf({ content: null })?.content).toBeNull();
});

test('reasoning, refusals, images and annotations are put together', () => {
  const image = (url: string) => ({ type: 'image_url' as const, image_url: { url } });
  const annotation = (url: string) => ({
    type: 'url_citation' as const,
    url_citation: { url, title: 'T', start_index: 0, end_index: 1 },
  });
  expect(
    messageOf(
      { role: 'assistant', reasoning: 'Let ' },
      { reasoning: 'me see.' },
      { refusal: 'I ' },
      { refusal: 'will not.' },
      { images: [image('data:a')] },
      { images: [image('data:b')], annotations: [annotation('https://a.example')] },
      { annotations: [annotation('https://b.example')] },
    ),
  ).toStrictEqual({
    role: 'assistant',
    content: null,
    refusal: 'I will not.',
    reasoning: 'Let me see.',
    images: [image('data:a'), image('data:b')],
    annotations: [annotation('https://a.example'), annotation('https://b.example')],
  });
});

const text = (more: object): ReasoningDetail => ({ type: 'reasoning.text', text: null, ...more });

test.each<[string, ReasoningDetail[], ReasoningDetail[]]>([
  [
    'the text of one index is joined, and its signature kept',
    [
      text({ text: 'Let ', index: 0, format: 'f' }),
      text({ text: 'me', index: 0 }),
      text({ signature: 's', index: 0 }),
    ],
    [text({ text: 'Let me', index: 0, format: 'f', signature: 's' })],
  ],
  [
    'a null does not erase what came before',
    [text({ text: 'a', signature: null, id: 'r1', index: 0 }), text({ text: 'b', id: null, index: 0 })],
    [text({ text: 'ab', signature: null, id: 'r1', index: 0 })],
  ],
  [
    'a signature closes a piece that has no index',
    [text({ text: 'a' }), text({ text: 'b', signature: 's' }), text({ text: 'c' })],
    [text({ text: 'ab', signature: 's' }), text({ text: 'c' })],
  ],
  [
    'another index is another piece',
    [text({ text: 'a', index: 0 }), text({ text: 'b', index: 1 }), text({ text: 'c', index: 0 })],
    [text({ text: 'ac', index: 0 }), text({ text: 'b', index: 1 })],
  ],
  [
    'summaries are joined, and not with text',
    [
      { type: 'reasoning.summary', summary: 'He ', index: 0 },
      text({ text: 'x', index: 0 }),
      { type: 'reasoning.summary', summary: 'thinks.', index: 0 },
    ],
    [{ type: 'reasoning.summary', summary: 'He thinks.', index: 0 }, text({ text: 'x', index: 0 })],
  ],
  [
    'what is encrypted is never joined',
    [
      { type: 'reasoning.encrypted', data: 'AAA=', index: 0 },
      { type: 'reasoning.encrypted', data: 'BBB=', index: 0 },
    ],
    [
      { type: 'reasoning.encrypted', data: 'AAA=', index: 0 },
      { type: 'reasoning.encrypted', data: 'BBB=', index: 0 },
    ],
  ],
])('reasoning details: %s', (_, pieces, whole) => {
  expect(messageOf(...pieces.map((piece) => ({ reasoning_details: [piece] })))?.reasoning_details).toEqual(
    whole,
  );
  expect(messageOf({ reasoning_details: pieces })?.reasoning_details).toEqual(whole);
});

test.each([
  ['pieces that are base64 of their own', [btoa('a'), btoa('bc'), btoa('def')], btoa('abcdef')],
  ['one base64 text cut anywhere', ['YWJ', 'jZ', 'GVm'], btoa('abcdef')],
])('sound from %s is one sound', (_, pieces, data) => {
  const audio = messageOf(
    { audio: { id: 'audio_1', transcript: 'Good ' } },
    ...pieces.map((piece) => ({ audio: { data: piece } })),
    { audio: { transcript: 'day', expires_at: 5 } },
  )?.audio;
  expect(audio).toStrictEqual({ id: 'audio_1', transcript: 'Good day', data, expires_at: 5 });
});

test('choices are kept apart and come in order, each with its finish reason and log probabilities', () => {
  const token = (of: string) => ({ token: of, logprob: -0.5, bytes: null, top_logprobs: [] });
  const chunk = (index: number, content: string, finish_reason: 'stop' | 'length' | null) => {
    const whole = delta({ content }, finish_reason, index);
    for (const choice of whole.choices) choice.logprobs = { content: [token(content)], refusal: null };
    return whole;
  };
  const chunks = [chunk(1, 'x', null), chunk(0, 'a', null), chunk(1, 'y', 'length'), chunk(0, 'b', 'stop')];
  const before = structuredClone(chunks);
  const choice = (index: number, [first = '', second = '']: string, finish_reason: string) => ({
    index,
    message: { role: 'assistant', content: first + second, refusal: null },
    logprobs: { content: [token(first), token(second)], refusal: null },
    finish_reason,
  });
  expect(assemble(...chunks, lastChunk).choices).toStrictEqual([
    choice(0, 'ab', 'stop'),
    choice(1, 'xy', 'length'),
  ]);
  expect(chunks, "the reader's chunks are left as they were").toEqual(before);
});

test("another server's chunks, with usage: null, an empty first id or no delta, make an answer too", () => {
  const { metadata: _metadata, ...usageChunk } = lastChunk;
  const foreign: unknown[] = [
    { id: '', object: '', created: 0, model: '', choices: [], prompt_filter_results: [] },
    { ...helloChunks[1], usage: null, system_fingerprint: 'fp_1', service_tier: 'default' },
    { ...usageChunk, system_fingerprint: null },
    { ...helloChunks[4], usage: null, choices: [{ index: 0, finish_reason: 'stop' }] },
  ];
  expect(assemble(...(foreign as ChatChunk[]))).toStrictEqual({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1767225600,
    model: 'openai/gpt-4o',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: 'Grüß dich, ', refusal: null },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage,
    system_fingerprint: 'fp_1',
    service_tier: 'default',
  });
});

test('the last usage and the last metadata count', () => {
  const early = { ...delta({ content: 'a' }, 'stop'), usage: { ...usage, total_tokens: 1 } };
  expect(assemble(early, lastChunk)).toMatchObject({ usage, metadata });
});

test('what comes after a finish reason does not take it back', () => {
  const { choices } = assemble(delta({ content: 'a' }, 'length'), delta({}, null), lastChunk);
  expect(choices[0]?.finish_reason).toBe('length');
});

test('a stream whose choice never finished, or that had none, makes no answer', () => {
  const wanted = { name: 'ParleyError', code: 'invalid_response', requestId: 'req_1' };
  expect(() => assemble(delta({ content: 'a' }), lastChunk)).toThrow(expect.objectContaining(wanted));
  expect(() => assemble(lastChunk)).toThrow(expect.objectContaining(wanted));
});
