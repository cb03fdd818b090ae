import {
  type LanguageModelV4FilePart as FilePart,
  type LanguageModelV4Prompt,
  type LanguageModelV4ToolResultOutput,
  NoSuchProviderReferenceError,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import type { ChatMessage, UserContentPart } from '@parley/types';
import { describe, expect, test } from 'vitest';
import { sent } from './support/sent.ts';

const messagesOf = async (...prompt: LanguageModelV4Prompt) => (await sent({ prompt })).body.messages;
const userMessage = (...content: (FilePart | { type: 'text'; text: string })[]) =>
  ({ role: 'user', content }) satisfies LanguageModelV4Prompt[number];
const cache_control = { type: 'ephemeral' as const };
const cached = { parley: { cache_control } };
const bytes = new Uint8Array([1, 2, 3, 250]);

describe('a file', () => {
  const files: [what: string, part: Omit<FilePart, 'type'>, wanted: UserContentPart][] = [
    [
      'an image as bytes',
      { mediaType: 'image/png', data: { type: 'data', data: bytes } },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AQID+g==' } },
    ],
    [
      'an image by address, with the wish to look closely',
      {
        mediaType: 'image/*',
        data: { type: 'url', url: new URL('https://example.com/a.png') },
        providerOptions: { parley: { detail: 'high' } },
      },
      { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'high' } },
    ],
    [
      'an address that parsing would change',
      {
        mediaType: 'image',
        data: { type: 'url', url: new URL('https://example.com'), originalUrl: 'https://example.com' },
      },
      { type: 'image_url', image_url: { url: 'https://example.com' } },
    ],
    [
      'a document',
      { mediaType: 'application/pdf', filename: 'a.pdf', data: { type: 'data', data: 'JVBERg==' } },
      { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERg==' } },
    ],
    [
      'a document that the provider of the model has',
      {
        mediaType: 'application/pdf',
        data: { type: 'reference', reference: { parley: 'file-1', openai: 'file-2' } },
      },
      { type: 'file', file: { file_id: 'file-1' } },
    ],
    [
      'a text of its own',
      { mediaType: 'text/plain', data: { type: 'text', text: 'Once.' }, providerOptions: cached },
      { type: 'text', text: 'Once.', cache_control },
    ],
    [
      'sound',
      { mediaType: 'audio/mpeg', data: { type: 'data', data: bytes } },
      { type: 'input_audio', input_audio: { data: 'AQID+g==', format: 'mp3' } },
    ],
  ];

  test.each(files)('goes along: %s', async (_what, part, wanted) => {
    const text = { type: 'text' as const, text: 'What is this?' };
    expect(await messagesOf(userMessage(text, { type: 'file', ...part }))).toEqual([
      { role: 'user', content: [text, wanted] },
    ]);
  });

  test('of any length is encoded', async () => {
    const data = new Uint8Array(200_001).fill(65);
    const [message] = await messagesOf(
      userMessage({ type: 'file', mediaType: 'image/png', data: { type: 'data', data } }),
    );
    const url = `data:image/png;base64,${Buffer.from(data).toString('base64')}`;
    expect(message?.content).toEqual([{ type: 'image_url', image_url: { url } }]);
  });

  test.each([
    ['a document by address', 'application/pdf', { type: 'url', url: new URL('https://example.com/a.pdf') }],
    ['sound of an unknown kind', 'audio/midi', { type: 'data', data: 'AQID' }],
  ] as const)('that nobody can be given is refused, not left out: %s', async (_what, mediaType, data) => {
    const call = sent({ prompt: [userMessage({ type: 'file', mediaType, data })] });
    await expect(call).rejects.toSatisfy(UnsupportedFunctionalityError.isInstance);
  });

  test('that only another provider has is refused', async () => {
    const data = { type: 'reference' as const, reference: { openai: 'file-2' } };
    const call = sent({ prompt: [userMessage({ type: 'file', mediaType: 'application/pdf', data })] });
    await expect(call).rejects.toSatisfy(NoSuchProviderReferenceError.isInstance);
  });
});

test('a cache mark on a message holds up to its end', async () => {
  const messages = await messagesOf(
    { role: 'system', content: 'Be brief.', providerOptions: cached },
    {
      ...userMessage(
        { type: 'text', text: 'This:' },
        { type: 'file', mediaType: 'image/png', data: { type: 'data', data: 'AQID' } },
      ),
      providerOptions: cached,
    },
  );
  expect(messages).toEqual([
    { role: 'system', content: [{ type: 'text', text: 'Be brief.', cache_control }] },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'This:' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AQID' }, cache_control },
      ],
    },
  ]);
});

describe('an earlier answer', () => {
  const said = async (content: Extract<LanguageModelV4Prompt[number], { role: 'assistant' }>['content']) => {
    const { body, warnings } = await sent({
      prompt: [userMessage({ type: 'text', text: 'Hello.' }), { role: 'assistant', content }],
    });
    return { message: body.messages[1], warnings };
  };

  test('goes back in one message: text, reasoning, calls, images', async () => {
    const detail = { type: 'reasoning.text' as const, text: 'Hm.', signature: 'sig', index: 0 };
    const { message, warnings } = await said([
      { type: 'reasoning', text: 'Hm.', providerOptions: { parley: { reasoning_details: [detail] } } },
      { type: 'text', text: 'I look ' },
      { type: 'text', text: 'it up.' },
      { type: 'file', mediaType: 'image/png', data: { type: 'data', data: 'AQID' } },
      { type: 'tool-call', toolCallId: 'call_1', toolName: 'look_up', input: { city: 'Oslo' } },
    ]);
    expect(message).toEqual({
      role: 'assistant',
      content: 'I look it up.',
      reasoning: 'Hm.',
      reasoning_details: [detail],
      images: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AQID' } }],
      tool_calls: [
        { id: 'call_1', type: 'function', function: { name: 'look_up', arguments: '{"city":"Oslo"}' } },
      ],
    } satisfies ChatMessage);
    expect(warnings).toEqual([]);
  });

  test('of calls alone has no content', async () => {
    const { message } = await said([
      { type: 'tool-call', toolCallId: 'call_1', toolName: 'look_up', input: {} },
    ]);
    expect(message?.content).toBeNull();
  });

  test('is warned about where the contract has no place for it', async () => {
    const { message, warnings } = await said([
      { type: 'text', text: 'Done.' },
      { type: 'custom', kind: 'openai.compaction' },
      { type: 'file', mediaType: 'application/pdf', data: { type: 'data', data: 'AQID' } },
      { type: 'tool-call', toolCallId: 'call_1', toolName: 'search', input: {}, providerExecuted: true },
      { type: 'tool-result', toolCallId: 'call_1', toolName: 'search', output: { type: 'text', value: 'x' } },
    ]);
    expect(message).toEqual({ role: 'assistant', content: 'Done.' });
    expect(warnings).toHaveLength(4);
  });
});

describe('the result of a tool', () => {
  const result = (output: LanguageModelV4ToolResultOutput) =>
    sent({
      prompt: [
        userMessage({ type: 'text', text: 'Hello.' }),
        {
          role: 'assistant',
          content: [{ type: 'tool-call', toolCallId: 'call_1', toolName: 'draw', input: {} }],
        },
        { role: 'tool', content: [{ type: 'tool-result', toolCallId: 'call_1', toolName: 'draw', output }] },
      ],
    });

  const texts: [what: string, output: LanguageModelV4ToolResultOutput, content: string][] = [
    ['a text', { type: 'text', value: 'A boat.' }, 'A boat.'],
    ['JSON', { type: 'json', value: { boats: 0 } }, '{"boats":0}'],
    ['an error', { type: 'error-text', value: 'No ink.' }, 'No ink.'],
    ['an error as JSON', { type: 'error-json', value: { code: 7 } }, '{"code":7}'],
    ['a refusal of the user', { type: 'execution-denied', reason: 'Too dear.' }, 'Too dear.'],
    ['a refusal without reason', { type: 'execution-denied' }, 'The user did not allow this call.'],
    ['one text of several', { type: 'content', value: [{ type: 'text', text: 'A boat.' }] }, 'A boat.'],
  ];

  test.each(texts)('is sent as text: %s', async (_what, output, content) => {
    const { body, warnings } = await result(output);
    expect(body.messages.at(-1)).toEqual({ role: 'tool', tool_call_id: 'call_1', content });
    expect(warnings).toEqual([]);
  });

  test('has its images in the message after it', async () => {
    const { body, warnings } = await result({
      type: 'content',
      value: [{ type: 'file', mediaType: 'image/png', data: { type: 'data', data: 'AQID' } }],
    });
    expect(body.messages.slice(2)).toEqual([
      { role: 'tool', tool_call_id: 'call_1', content: 'See the next message.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What draw (call_1) returned:' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AQID' } },
        ],
      },
    ]);
    expect(warnings).toMatchObject([{ type: 'compatibility', feature: 'files in the result of tool draw' }]);
  });
});
