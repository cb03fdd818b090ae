import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReasoningDetail } from '@parley/types';
import { describe, expect, test } from 'vitest';
import { callOf, type Told, toldByStream, toldByWhole } from '../../../test/support/told-by-adapter.ts';
import { createSseParser } from '../../sse/parse.ts';
import type { AdapterCall } from '../adapter.ts';
import { ChunkWriter } from '../chunk-writer.ts';
import { google } from './index.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
const whole = (name: string): unknown => JSON.parse(fixture(`${name}.response.json`));
const eventsOf = (stream: string) => stream.split(/(?<=\n\n)/).filter((event) => event !== '');
const sse = (...events: unknown[]) => events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');

const nothing: Told = {
  text: '',
  reasoning: '',
  details: [],
  calls: [],
  callIds: [],
  sources: [],
  refusal: '',
  finish: 'stop',
  usage: null,
  failure: null,
};
const format = 'google-gemini-v1';
const searched = 'Tromsø har midnattssol 🌞 i juni. Den varer i to måneder.';
const counts = (prompt: number, completion: number) => ({
  prompt_tokens: prompt,
  completion_tokens: completion,
  total_tokens: prompt + completion,
  prompt_tokens_details: {},
  completion_tokens_details: {},
});

const answers: [name: string, want: Told][] = [
  ['text', { ...nothing, text: 'Oslo lies at the end of a fjord.', usage: counts(12, 9) }],
  [
    'tools',
    {
      ...nothing,
      text: 'Let me look both up.',
      reasoning: '**Two cities**\n\nBoth need a look-up.',
      details: [
        { type: 'reasoning.text', text: '**Two cities**\n\nBoth need a look-up.', format, index: 0 },
        { type: 'reasoning.encrypted', data: 'c2lnLWNhbGw=', id: '8f2ab1c0', format, index: 1 },
      ],
      calls: ['weather{"city":"Oslo"}', 'weather{"city":"Bergen"}'],
      callIds: ['8f2ab1c0', '8f2ab1c1'],
      finish: 'tool_calls',
      usage: {
        ...counts(80, 80),
        reasoning_tokens: 50,
        prompt_tokens_details: { cached_tokens: 64 },
        completion_tokens_details: { reasoning_tokens: 50 },
      },
    },
  ],
  [
    'search',
    {
      ...nothing,
      text: searched,
      sources: [
        { url: 'https://example.no/sol', title: 'example.no', start_index: 0, end_index: 33 },
        { url: 'https://example.no/sol', title: 'example.no', start_index: 34, end_index: 57 },
        { url: 'https://example.org/aar', title: 'https://example.org/aar', start_index: 34, end_index: 57 },
        { url: 'https://example.com/unused', title: 'Unused', start_index: 0, end_index: 0 },
      ],
      usage: { ...counts(100, 25), web_searches: 2 },
    },
  ],
  [
    'image',
    {
      ...nothing,
      text: 'Here it is.',
      details: [{ type: 'reasoning.encrypted', data: 'c2lnLWltYWdl', id: 'image:0', format, index: 0 }],
      usage: { ...counts(7, 1294), completion_tokens_details: { image_tokens: 1290 } },
    },
  ],
  ['blocked', { ...nothing, finish: 'content_filter', usage: counts(11, 0) }],
];

/** As a client puts the pieces of a stream together. */
function joined(told: Told): Told {
  const details: ReasoningDetail[] = [];
  for (const next of told.details) {
    const last = details.at(-1);
    if (last?.type === 'reasoning.text' && next.type === 'reasoning.text' && last.index === next.index)
      details[details.length - 1] = { ...last, ...next, text: `${last.text}${next.text}` };
    else details.push(next);
  }
  return { ...told, details };
}

describe.each(answers)('%s', (name, want) => {
  test('is read whole', () => {
    expect(toldByWhole(google, whole(name))).toEqual(want);
  });

  test.each([1, 7, 1e9])('is the same as a stream in pieces of %d bytes', async (pieceBytes) => {
    expect(joined(await toldByStream(google, fixture(`${name}.response.sse`), pieceBytes))).toEqual(want);
  });

  test('never looks whole when its stream is cut', async () => {
    const events = eventsOf(fixture(`${name}.response.sse`));
    for (let count = 0; count < events.length; count++) {
      const told = await toldByStream(google, events.slice(0, count).join(''));
      expect({ count, failure: told.failure }).toEqual({ count, failure: 'upstream_stream_interrupted' });
    }
  });
});

/** The chunks of a stream in one read. */
function chunksOf(name: string, call: AdapterCall) {
  const writer = new ChunkWriter({
    id: 'x',
    created: 1,
    model: 'any/model',
    hidesReasoning: false,
    choices: call.request.n ?? 1,
  });
  const { push } = google.stream(call, writer);
  const parse = createSseParser(1e6);
  for (const event of parse(Buffer.from(fixture(`${name}.response.sse`)))) expect(push(event)).toBeNull();
  return { writer, choices: writer.take().flatMap(({ choices }) => choices) };
}

test('an image comes as a data: URL, whole and streamed', () => {
  const images = [{ type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } }];
  const read = google.response(whole('image'), callOf());
  expect(read.ok && read.answer.choices[0]?.message.images).toEqual(images);
  const { choices } = chunksOf('image', callOf({ stream: true }));
  expect(choices.flatMap(({ delta }) => delta.images ?? [])).toEqual(images);
});

test('each candidate of a stream is a choice, and it is whole when all have ended', () => {
  const call = callOf({ stream: true, n: 2 });
  const { writer, choices } = chunksOf('two-choices', call);
  const textOf = (wanted: number) =>
    choices.map(({ index, delta }) => (index === wanted ? (delta.content ?? '') : '')).join('');
  expect([textOf(0), textOf(1)]).toEqual(['Red.', 'Blue.']);
  expect(writer.finished).toBe(true);
  expect(writer.usage?.completion_tokens).toBe(4);
});

test('a stream that was cut between two candidates is not whole', async () => {
  const call = callOf({ stream: true, n: 2 });
  const events = eventsOf(fixture('two-choices.response.sse'));
  const writer = new ChunkWriter({ id: 'x', created: 1, model: 'm', hidesReasoning: false, choices: 2 });
  const { push } = google.stream(call, writer);
  for (const event of createSseParser(1e6)(Buffer.from(events.slice(0, 2).join('')))) push(event);
  expect(writer.finished).toBe(false);
});

describe('a finish reason is not the end of a stream', () => {
  const event = (parts: object[], finishReason?: string) => ({
    responseId: 'r',
    candidates: [{ index: 0, content: { role: 'model', parts }, finishReason }],
  });
  const text = (said: string) => ({ text: said });

  test.each([
    ['one with every event', [event([text('Hel')], 'STOP'), event([text('lo')], 'STOP')], 'stop'],
    ['one before all else', [event([], 'STOP'), event([text('Hello')]), event([], 'STOP')], 'stop'],
    [
      'one that says nothing',
      [event([text('Hel')], 'FINISH_REASON_UNSPECIFIED'), event([text('lo')], 'MAX_TOKENS')],
      'length',
    ],
  ])('%s', async (_what, events, finish) => {
    expect(await toldByStream(google, sse(...events))).toEqual({ ...nothing, text: 'Hello', finish });
  });

  test('a call behind it is part of the answer', async () => {
    const call = { functionCall: { id: 'c', name: 'weather', args: {} } };
    const told = await toldByStream(
      google,
      sse(event([text('Let me see.')], 'STOP'), event([call, call], 'STOP')),
    );
    expect(told).toMatchObject({ calls: ['weather{}', 'weather{}'], finish: 'tool_calls', failure: null });
    expect(new Set(told.callIds).size).toBe(2);
  });

  test('what was cut behind it is cut', async () => {
    const told = await toldByStream(google, sse(event([text('Hel')], 'STOP'), event([text('lo')])));
    expect(told).toMatchObject({ text: 'Hello', finish: null, failure: 'upstream_stream_interrupted' });
  });
});

test('each candidate is a choice', () => {
  const read = google.response(whole('two-choices'), callOf({ n: 2 }));
  expect(read.ok && read.answer.choices.map(({ index, message }) => [index, message.content])).toEqual([
    [0, 'Red.'],
    [1, 'Blue.'],
  ]);
});

test('the answer has the id of the provider, and the service tier that it names', () => {
  const body = {
    candidates: [{ content: { parts: [{ text: 'Hi' }] }, finishReason: 'STOP' }],
    usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, serviceTier: 'flex' },
    responseId: 'r1',
  };
  expect(google.response(body, callOf())).toMatchObject({
    ok: true,
    answer: { id: 'r1', model: 'some-provider/some-model', service_tier: 'flex' },
  });
});

test('a call without an id gets one, the same whole and streamed', async () => {
  const body = {
    candidates: [
      {
        content: { parts: [{ functionCall: { name: 'now' } }, { functionCall: { name: 'now', args: {} } }] },
        finishReason: 'STOP',
      },
    ],
    responseId: 'r1',
  };
  const want = { calls: ['now{}', 'now{}'], callIds: ['call_r1_0_0', 'call_r1_0_1'], finish: 'tool_calls' };
  expect(toldByWhole(google, body)).toMatchObject(want);
  expect(await toldByStream(google, sse(body))).toMatchObject(want);
});

test('log probabilities come in the contract’s form', () => {
  const body = {
    candidates: [
      {
        content: { parts: [{ text: 'Yes' }] },
        finishReason: 'STOP',
        logprobsResult: {
          chosenCandidates: [{ token: 'Yes', tokenId: 7, logProbability: -0.1 }],
          topCandidates: [
            {
              candidates: [
                { token: 'Yes', logProbability: -0.1 },
                { token: 'No', logProbability: -2 },
              ],
            },
          ],
        },
      },
    ],
  };
  const read = google.response(body, callOf());
  const token = (text: string, logprob: number) => ({ token: text, logprob, bytes: null });
  expect(read.ok && read.answer.choices[0]?.logprobs).toEqual({
    content: [{ ...token('Yes', -0.1), top_logprobs: [token('Yes', -0.1), token('No', -2)] }],
    refusal: null,
  });
});

test('an answer that is none is a failure', async () => {
  expect(toldByWhole(google, { candidates: [] }).failure).toBe('upstream_empty_response');
  expect(toldByWhole(google, 'a page').failure).toBe('upstream_invalid_response');
  expect((await toldByStream(google, 'data: {"candi\n\n')).failure).toBe('upstream_invalid_response');
});

test('a segment whose bytes are wrong is found by its text, and one that is not there has no place', () => {
  const body = {
    candidates: [
      {
        content: { parts: [{ text: 'One. ' }, { text: 'Two.' }] },
        finishReason: 'STOP',
        groundingMetadata: {
          groundingChunks: [{ web: { uri: 'https://a.example' } }],
          groundingSupports: [
            { segment: { partIndex: 1, endIndex: 4, text: 'Two.' }, groundingChunkIndices: [0] },
            { segment: { endIndex: 400, text: 'Three.' }, groundingChunkIndices: [0, 9] },
          ],
        },
      },
    ],
  };
  expect(toldByWhole(google, body).sources.map((source) => [source.start_index, source.end_index])).toEqual([
    [5, 9],
    [0, 0],
  ]);
});
