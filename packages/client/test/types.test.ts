import type { ChunkDelta, ErrorCode } from '@parley/types';
import { expectTypeOf, test } from 'vitest';
import {
  type ChatChunk,
  type ChatCompletion,
  type ChatStream,
  createClient,
  type ParleyClient,
  type ParleyError,
} from '../src/index.ts';

// Checked by the compiler, never called.
type Checked = (client: ParleyClient, error: ParleyError) => unknown;

const model = 'auto';
const messages = [{ role: 'user' as const, content: 'Hi' }];

test('chat gives an answer and stream gives a stream; neither takes the other', () => {
  expectTypeOf<ParleyClient['chat']>().returns.toEqualTypeOf<Promise<ChatCompletion>>();
  expectTypeOf<ParleyClient['stream']>().returns.toEqualTypeOf<Promise<ChatStream>>();
  expectTypeOf<Awaited<ReturnType<ChatStream['final']>>>().toEqualTypeOf<ChatCompletion>();
  expectTypeOf<ChatStream>().toExtend<AsyncIterable<ChatChunk>>();
  const _: Checked = (client) => [
    client.chat({ model, messages, stream: false }),
    client.stream({ model, messages, stream: true }),
    // @ts-expect-error chat answers whole
    client.chat({ model, messages, stream: true }),
    // @ts-expect-error stream streams
    client.stream({ model, messages, stream: false }),
  ];
});

test('the request is checked', () => {
  const _: Checked = (client) => [
    // @ts-expect-error messages are missing
    client.chat({ model }),
    // @ts-expect-error no such role
    client.chat({ model, messages: [{ role: 'robot', content: 'Hi' }] }),
    // @ts-expect-error no such field
    client.chat({ model, messages, temprature: 1 }),
    // @ts-expect-error a number
    client.chat({ model, messages, temperature: '1' }),
  ];
});

test("an answer's message can be sent back", () => {
  const _ = (client: ParleyClient, answer: ChatCompletion) =>
    client.chat({ model, messages: answer.choices.map(({ message }) => message) });
});

test('a code narrows, and one that does not exist does not compile', () => {
  const _: Checked = (_client, error) => {
    if (error.code === 'insufficient_funds') expectTypeOf(error.code).toEqualTypeOf<'insufficient_funds'>();
    if (error.code === 'stream_interrupted') expectTypeOf(error.code).toEqualTypeOf<'stream_interrupted'>();
    // @ts-expect-error no such code
    return error.code === 'insuficient_funds';
  };
  expectTypeOf<ErrorCode>().toExtend<ParleyError['code']>();
  expectTypeOf<ParleyError['status']>().toEqualTypeOf<number | null>();
});

test('finish reasons are a closed list', () => {
  type FinishReason = ChatCompletion['choices'][number]['finish_reason'];
  expectTypeOf<FinishReason>().toEqualTypeOf<'stop' | 'length' | 'tool_calls' | 'content_filter'>();
});

test('final knows every field of a delta; a new one in the contract must be put together too', () => {
  expectTypeOf<keyof ChunkDelta>().toEqualTypeOf<
    | 'role'
    | 'content'
    | 'refusal'
    | 'reasoning'
    | 'reasoning_details'
    | 'tool_calls'
    | 'images'
    | 'annotations'
    | 'audio'
  >();
  expectTypeOf<keyof ChatChunk>().toEqualTypeOf<
    | 'id'
    | 'object'
    | 'created'
    | 'model'
    | 'choices'
    | 'usage'
    | 'metadata'
    | 'service_tier'
    | 'system_fingerprint'
  >();
});

test('the http client is typed by the paths of the contract', () => {
  const { http } = createClient({ baseUrl: 'http://127.0.0.1:4000' });
  const _ = async () => {
    const { data } = await http.POST('/v1/chat/completions', { body: { model, messages } });
    expectTypeOf(data?.object).toEqualTypeOf<'chat.completion' | undefined>();
    // @ts-expect-error no such path
    await http.GET('/v1/model');
  };
});
