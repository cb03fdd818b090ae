import type { ChunkDelta, ErrorCode, ErrorMetadata } from '@parley/types';
import { expectTypeOf, test } from 'vitest';
import {
  type ChatChunk,
  type ChatCompletion,
  type ChatCompletionRequest,
  type ChatMessage,
  type ChatStream,
  type ChatStreamRequest,
  createClient,
  type ParleyClient,
  ParleyError,
  type UnlistedErrorCode,
} from '../src/index.ts';

// Checked by the compiler, never called.
type Checked = (client: ParleyClient, error: ParleyError) => unknown;

const model = 'auto';
const messages = [{ role: 'user' as const, content: 'Hi' }];

test('create gives a stream with stream: true, an answer without it, and either for a boolean', () => {
  expectTypeOf<Awaited<ReturnType<ChatStream['final']>>>().toEqualTypeOf<ChatCompletion>();
  expectTypeOf<ChatStream>().toExtend<AsyncIterable<ChatChunk>>();
  const _ = (
    { chat: { completions } }: ParleyClient,
    maybe: boolean,
    request: ChatCompletionRequest,
    streamed: ChatStreamRequest,
  ) => {
    const body = { model, messages };
    expectTypeOf(completions.create(body)).resolves.toEqualTypeOf<ChatCompletion>();
    expectTypeOf(completions.create({ ...body, stream: false })).resolves.toEqualTypeOf<ChatCompletion>();
    expectTypeOf(completions.create({ ...body, stream: null })).resolves.toEqualTypeOf<ChatCompletion>();
    expectTypeOf(completions.create({ ...body, stream: true })).resolves.toEqualTypeOf<ChatStream>();
    expectTypeOf(completions.create(streamed)).resolves.toEqualTypeOf<ChatStream>();
    type Either = ChatCompletion | ChatStream;
    expectTypeOf(completions.create({ ...body, stream: maybe })).resolves.toEqualTypeOf<Either>();
    expectTypeOf(completions.create(request)).resolves.toEqualTypeOf<Either>();
  };
});

test('the request is checked', () => {
  const _: Checked = ({ chat: { completions } }) => [
    // @ts-expect-error messages are missing
    completions.create({ model }),
    // @ts-expect-error no such role
    completions.create({ model, messages: [{ role: 'robot', content: 'Hi' }] }),
    // @ts-expect-error no such field
    completions.create({ model, messages, temprature: 1 }),
    // @ts-expect-error no such field of a stream
    completions.create({ model, messages, stream: true, temprature: 1 }),
    // @ts-expect-error a number
    completions.create({ model, messages, temperature: '1' }),
    // @ts-expect-error a boolean
    completions.create({ model, messages, stream: 'true' }),
  ];
});

test("an answer's message can be sent back", () => {
  const _ = (client: ParleyClient, answer: ChatCompletion) =>
    client.chat.completions.create({ model, messages: answer.choices.map(({ message }) => message) });
});

test('a code narrows, and one that does not exist does not compile', () => {
  const _: Checked = (_client, error) => {
    if (error.code === 'insufficient_funds') expectTypeOf(error.code).toEqualTypeOf<'insufficient_funds'>();
    // @ts-expect-error no such code
    return error.code === 'insuficient_funds';
  };
  expectTypeOf<ErrorCode>().toExtend<ParleyError['code']>();
  expectTypeOf<ParleyError['status']>().toEqualTypeOf<number | null>();
});

test('a switch on the code brings the fields of that error, and wants a default for codes to come', () => {
  const _: Checked = (_client, error) => {
    switch (error.code) {
      case 'timeout':
      case 'connection_error':
      case 'stream_interrupted':
      case 'aborted':
        expectTypeOf(error.status).toEqualTypeOf<null>();
        return error.retryable;
      case 'rate_limit_exceeded':
        expectTypeOf(error.status).toEqualTypeOf<number | null>();
        expectTypeOf(error.metadata).toEqualTypeOf<ErrorMetadata | null>();
        // @ts-expect-error of another error
        return error.completion;
      case 'output_refused':
        expectTypeOf(error.refusal).toEqualTypeOf<string | null>();
        return error.completion;
      case 'output_truncated':
      case 'output_invalid':
        expectTypeOf(error.text).toEqualTypeOf<string>();
        return error.completion;
      case 'tool_rounds_exceeded':
        expectTypeOf(error.messages).toEqualTypeOf<readonly ChatMessage[]>();
        return error.completion;
      default:
        expectTypeOf(error.code).toExtend<string>();
        expectTypeOf<UnlistedErrorCode>().toExtend<typeof error.code>();
        return error.message;
    }
  };
});

test('instanceof makes the union of what was caught', () => {
  const _ = (caught: unknown) => {
    if (caught instanceof ParleyError) expectTypeOf(caught).toEqualTypeOf<ParleyError>();
  };
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
