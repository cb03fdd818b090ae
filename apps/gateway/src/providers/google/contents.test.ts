import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AssistantMessage, ChatCompletionRequest } from '@parley/types';
import { describe, expect, test } from 'vitest';
import { callOf, reasoningModel, toldByStream } from '../../../test/support/told-by-adapter.ts';
import type { CatalogModel } from '../../catalog/model.ts';
import { google } from './index.ts';

type Given = Partial<ChatCompletionRequest>;

/** The body as it goes on the wire. */
const bodyOf = (request: Given, model?: CatalogModel) =>
  JSON.parse(JSON.stringify(google.request(callOf(request, model)).body));
const ignoredBy = (request: Given) => google.request(callOf(request)).ignored ?? [];
const user = (text: string) => ({ role: 'user', parts: [{ text }] });

const levels = reasoningModel('gemini-3', { efforts: ['low', 'high'], budget: false, mandatory: true });
const budgets = reasoningModel('gemini-2.5-x');

const call = (id: string, name: string, input = '{}') => ({
  id,
  type: 'function' as const,
  function: { name, arguments: input },
});

describe('messages', () => {
  test('instructions stand apart, wherever they came', () => {
    const messages: Given['messages'] = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
      {
        role: 'developer',
        content: [
          { type: 'text', text: 'In ' },
          { type: 'text', text: 'verse.' },
        ],
      },
    ];
    expect(bodyOf({ messages })).toMatchObject({
      systemInstruction: { parts: [{ text: 'Be brief.' }, { text: 'In verse.' }] },
      contents: [user('Hi')],
    });
  });

  test('instructions alone are what is to be answered', () => {
    const body = bodyOf({ messages: [{ role: 'system', content: 'Write a verse.' }] });
    expect(body).toEqual({ contents: [user('Write a verse.')], generationConfig: {} });
  });

  test('images, sound and files are inline', () => {
    const messages: Given['messages'] = [
      {
        role: 'user',
        content: [
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA', detail: 'auto' } },
          { type: 'input_audio', input_audio: { data: 'BBBB', format: 'mp3' } },
          { type: 'file', file: { file_data: 'data:application/pdf;base64,CCCC', filename: 'a.pdf' } },
          { type: 'file', file: { file_id: 'https://generativelanguage.googleapis.com/v1beta/files/x' } },
        ],
      },
    ];
    expect(bodyOf({ messages }).contents[0].parts).toEqual([
      { inlineData: { mimeType: 'image/png', data: 'AAAA' } },
      { inlineData: { mimeType: 'audio/mp3', data: 'BBBB' } },
      { inlineData: { mimeType: 'application/pdf', data: 'CCCC' } },
      { fileData: { fileUri: 'https://generativelanguage.googleapis.com/v1beta/files/x' } },
    ]);
  });

  test('results go by the names of their calls, together and in the order of the calls', () => {
    const messages: Given['messages'] = [
      { role: 'user', content: 'Go' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [call('call_1', 'one', '{"a":1}'), call('g2', 'two', ''), call('g3', 'three', '[1]')],
      },
      { role: 'tool', tool_call_id: 'g3', content: '[1,2]' },
      { role: 'tool', tool_call_id: 'g2', content: [{ type: 'text', text: '{"b":2}' }] },
      { role: 'tool', tool_call_id: 'call_1', content: 'It rains.', name: 'other' },
      { role: 'tool', tool_call_id: 'lost', content: '' },
      { role: 'user', content: 'And?' },
    ];
    expect(bodyOf({ messages }, budgets).contents).toEqual([
      user('Go'),
      {
        role: 'model',
        parts: [
          { functionCall: { name: 'one', args: { a: 1 } } },
          { functionCall: { id: 'g2', name: 'two', args: {} } },
          { functionCall: { id: 'g3', name: 'three', args: { arguments: '[1]' } } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { name: 'one', response: { result: 'It rains.' } } },
          { functionResponse: { id: 'g2', name: 'two', response: { b: 2 } } },
          { functionResponse: { id: 'g3', name: 'three', response: { result: '[1,2]' } } },
          { functionResponse: { id: 'lost', name: 'unknown_function', response: { result: '' } } },
        ],
      },
      user('And?'),
    ]);
  });

  test('an id that comes again in a later answer names the later call', () => {
    const messages: Given['messages'] = ['one', 'two'].flatMap((name) => [
      { role: 'assistant' as const, content: null, tool_calls: [call('call_0', name)] },
      { role: 'tool' as const, tool_call_id: 'call_0', content: 'x' },
    ]);
    const { contents } = bodyOf({ messages }, budgets);
    expect(contents[1].parts[0].functionResponse.name).toBe('one');
    expect(contents[3].parts[0].functionResponse.name).toBe('two');
  });

  test('an answer with nothing in it is left out', () => {
    const messages: Given['messages'] = [
      { role: 'assistant', content: '' },
      { role: 'user', content: 'Hi' },
    ];
    expect(bodyOf({ messages }).contents).toEqual([user('Hi')]);
  });

  test('a call without its signature gets Google’s word for that, where signatures are demanded', () => {
    const messages: Given['messages'] = [
      { role: 'assistant', content: null, tool_calls: [call('toolu_1', 'a'), call('toolu_2', 'b')] },
    ];
    const signatures = (model: CatalogModel) =>
      bodyOf({ messages }, model).contents[0].parts.map(
        (part: { thoughtSignature?: string }) => part.thoughtSignature,
      );
    expect(signatures(levels)).toEqual(['skip_thought_signature_validator', undefined]);
    expect(signatures(budgets)).toEqual([undefined, undefined]);
  });

  test('reasoning of another provider stays behind, and that is said', () => {
    const messages: Given['messages'] = [
      {
        role: 'assistant',
        content: 'Hi',
        reasoning_details: [
          { type: 'reasoning.text', text: 'x', signature: 'y', format: 'anthropic-claude-v1' },
        ],
      },
    ];
    expect(bodyOf({ messages }).contents[0].parts).toEqual([{ text: 'Hi' }]);
    expect(ignoredBy({ messages })).toEqual(['messages[].reasoning_details']);
  });
});

describe('an answer that is sent back as it came has its own parts again', () => {
  const parts: [name: string, parts: object[]][] = [
    [
      'a thought, a text and parallel calls, of which the first is signed',
      [
        { text: 'Hm.', thought: true },
        { text: 'Let me see.' },
        { functionCall: { id: 'a1', name: 'look', args: { city: 'Oslo' } }, thoughtSignature: 'c2lnMQ==' },
        { functionCall: { id: 'a2', name: 'look', args: { city: 'Bergen' } } },
      ],
    ],
    ['a call without an id', [{ functionCall: { name: 'look', args: {} }, thoughtSignature: 'c2lnMQ==' }]],
    ['a signed text', [{ text: 'There are 3.', thoughtSignature: 'c2lnMg==' }]],
    ['a signed end', [{ text: 'There are 3.' }, { text: '', thoughtSignature: 'c2lnMg==' }]],
    [
      'texts of which one is signed',
      [{ text: 'Éin' }, { text: 's 🌞', thoughtSignature: 'c2lnMg==' }, { text: 'zwei' }],
    ],
    ['a signed thought', [{ text: 'Hm.', thought: true, thoughtSignature: 'c2lnMw==' }, { text: 'So.' }]],
    [
      'an image',
      [
        { text: 'Here.', thoughtSignature: 'c2lnNA==' },
        { inlineData: { mimeType: 'image/png', data: 'AAAA' }, thoughtSignature: 'c2lnNQ==' },
      ],
    ],
    [
      'a search that Google made for a call',
      [
        { toolCall: { id: 's', toolType: 'GOOGLE_SEARCH_WEB', args: {} }, thoughtSignature: 'c2lnNg==' },
        { toolResponse: { id: 's', response: { results: [] } } },
        { functionCall: { id: 'a1', name: 'look', args: {} }, thoughtSignature: 'c2lnNw==' },
      ],
    ],
  ];
  test.each(parts)('%s', (_name, sent) => {
    const read = google.response(
      { responseId: 'r', candidates: [{ content: { parts: sent }, finishReason: 'STOP' }] },
      callOf(),
    );
    const [choice] = read.ok ? read.answer.choices : [];
    const message: AssistantMessage = { role: 'assistant', content: null, ...choice?.message };
    const messages = [{ role: 'user' as const, content: 'Hi' }, message];
    expect(bodyOf({ messages }, levels).contents[1]).toEqual({ role: 'model', parts: sent });
  });

  test('also when it came as a stream', async () => {
    const stream = readFileSync(join(import.meta.dirname, 'fixtures/tools.response.sse'), 'utf8');
    const told = await toldByStream(google, stream);
    const message: AssistantMessage = {
      role: 'assistant',
      content: told.text,
      reasoning_details: told.details,
      tool_calls: told.callIds.map((id, index) =>
        call(id, 'weather', told.calls[index]?.slice('weather'.length)),
      ),
    };
    const messages = [{ role: 'user' as const, content: 'Hi' }, message];
    expect(bodyOf({ messages }, levels).contents[1].parts).toEqual([
      { text: '**Two cities**\n\n', thought: true },
      { text: 'Both need a look-up.', thought: true },
      { text: 'Let me look both up.' },
      {
        functionCall: { id: '8f2ab1c0', name: 'weather', args: { city: 'Oslo' } },
        thoughtSignature: 'c2lnLWNhbGw=',
      },
      { functionCall: { id: '8f2ab1c1', name: 'weather', args: { city: 'Bergen' } } },
    ]);
  });

  test('but nothing else is taken from what a caller calls opaque', () => {
    const data = JSON.stringify({ fileData: { fileUri: 'gs://other/file' }, text: 'x' });
    const detail = { type: 'reasoning.encrypted' as const, data, id: 'part', format: 'google-gemini-v1' };
    const messages: Given['messages'] = [
      { role: 'assistant', content: 'Hi', reasoning_details: [detail, { ...detail, data: '{' }] },
    ];
    expect(bodyOf({ messages }).contents[0].parts).toEqual([{ text: 'Hi' }]);
  });
});
