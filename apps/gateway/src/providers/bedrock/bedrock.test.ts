import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChatCompletionRequest } from '@parley/types';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { fromUtf8, toUtf8 } from '@smithy/util-utf8';
import { describe, expect, test } from 'vitest';
import { callOf, toldByStream, toldByWhole } from '../../../test/support/told-by-adapter.ts';
import { uncataloguedModel } from '../../catalog/model.ts';
import { bedrock } from './index.ts';

const folder = join(import.meta.dirname, 'fixtures');
const cases = readdirSync(folder).flatMap((file) => /^(.+)\.response\.json$/.exec(file)?.[1] ?? []);
const wholeOf = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.response.json`), 'utf8'));
const streamOf = (name: string) => readFileSync(join(folder, `${name}.response.eventstream`));

/** The frames of a stream. */
function framesOf(stream: Buffer): Buffer[] {
  const frames = [];
  for (let start = 0, end = 0; start < stream.length; start = end) {
    end = start + stream.readUInt32BE(start);
    frames.push(stream.subarray(start, end));
  }
  return frames;
}

const codec = new EventStreamCodec(toUtf8, fromUtf8);
function frame(headers: { [name: string]: string }, body: object): Buffer {
  const typed = Object.entries(headers).map(([name, value]) => [name, { type: 'string', value }] as const);
  return Buffer.from(
    codec.encode({ headers: Object.fromEntries(typed), body: fromUtf8(JSON.stringify(body)) }),
  );
}
const event = (type: string, body: object) => frame({ ':message-type': 'event', ':event-type': type }, body);
const exception = (type: string, message: string) =>
  frame({ ':message-type': 'exception', ':exception-type': type }, { message });

const claude = uncataloguedModel('anthropic.claude-opus-4-6-v1');
const claudeCall = (request: Partial<ChatCompletionRequest> = {}) => callOf(request, claude);
const told = (name: string) => toldByWhole(bedrock, wholeOf(name), claudeCall());

describe('answers', () => {
  test.each(cases)('%s says the same whole and as a stream, in pieces of any size', async (name) => {
    expect(told(name)).toMatchObject({ failure: null, usage: expect.anything() });
    for (const size of [1, 7, 1e6]) {
      expect(await toldByStream(bedrock, streamOf(name), size, claudeCall({ stream: true }))).toEqual(
        told(name),
      );
    }
  });

  test.each(cases)(
    '%s never looks whole when it is cut before its stop, and loses but its usage after',
    async (name) => {
      const frames = framesOf(streamOf(name));
      const stop = frames.findIndex((one) => one.includes('messageStop'));
      expect(stop).toBe(frames.length - 2);
      for (let count = 0; count < frames.length; count++) {
        const bytes = Buffer.concat(frames.slice(0, count));
        // Also in the middle of the next frame.
        for (const stream of [bytes, Buffer.concat([bytes, frames[count]?.subarray(0, 20) ?? bytes])]) {
          const cut = await toldByStream(bedrock, stream);
          expect({ count, failure: cut.failure, whole: cut.finish !== null }).toEqual({
            count,
            failure: count <= stop ? 'upstream_stream_interrupted' : null,
            whole: count > stop,
          });
          expect(cut.usage).toBeNull();
        }
      }
    },
  );

  test('of text', () => {
    expect(told('text')).toMatchObject({
      text: 'Grüße aus Köln, 世界 🌍.',
      finish: 'stop',
      usage: { prompt_tokens: 22, completion_tokens: 9, total_tokens: 31 },
    });
  });

  test('with calls, and thinking between the text', () => {
    expect(told('tools')).toMatchObject({
      text: "I'll look.",
      reasoning: 'Both need a look-up.In Bern.',
      calls: ['get_weather{"city":"Bern"}', 'get_time{}'],
      callIds: ['tooluse_a1', 'tooluse_b2'],
      finish: 'tool_calls',
      usage: {
        prompt_tokens: 1240,
        completion_tokens: 80,
        total_tokens: 1320,
        prompt_tokens_details: { cached_tokens: 1000, cache_write_tokens: 200 },
      },
    });
  });

  test('that a guardrail stopped were filtered', () => {
    expect(told('guardrail').finish).toBe('content_filter');
  });

  test('with citations: those on the web, at their place in the text', () => {
    expect(told('citations')).toMatchObject({
      text: 'It is known: Bern is the capital.',
      sources: [
        {
          url: 'https://example.com/bern',
          title: 'Bern',
          start_index: 13,
          end_index: 32,
          content: 'Bern is the capital.',
        },
      ],
    });
  });

  test.each(['tools', 'redacted'])('what %s was made of goes back as it came', (name) => {
    const read = bedrock.response(wholeOf(name), claudeCall());
    if (!read.ok) throw new Error(read.failure.code);
    const messages = read.answer.choices.map(({ message }) => message);
    const { body, ignored } = bedrock.request(claudeCall({ messages }));
    expect(JSON.parse(JSON.stringify(body)).messages).toEqual([wholeOf(name).output.message]);
    expect(ignored).toBeUndefined();
  });
});

describe('JSON by a tool', () => {
  const format: Partial<ChatCompletionRequest> = {
    response_format: { type: 'json_schema', json_schema: { name: 'city', schema: { type: 'object' } } },
  };
  const call = claudeCall({ ...format, stream: true });
  const start = (index: number, name: string) =>
    event('contentBlockStart', {
      contentBlockIndex: index,
      start: { toolUse: { toolUseId: `t${index}`, name } },
    });
  const input = (index: number, text: string) =>
    event('contentBlockDelta', { contentBlockIndex: index, delta: { toolUse: { input: text } } });
  const text = (index: number, words: string) =>
    event('contentBlockDelta', { contentBlockIndex: index, delta: { text: words } });
  const close = (index: number) => event('contentBlockStop', { contentBlockIndex: index });
  const stop = (stopReason: string) => event('messageStop', { stopReason });
  const wholeWith = (content: object[], stopReason: string) => ({
    output: { message: { role: 'assistant', content } },
    stopReason,
  });

  test('is the content of the answer, whatever was said before it', async () => {
    const stream = [
      text(0, 'Here:'),
      close(0),
      start(1, 'city'),
      input(1, '{"a":'),
      input(1, '1}'),
      close(1),
      stop('tool_use'),
    ];
    const whole = wholeWith(
      [{ text: 'Here:' }, { toolUse: { toolUseId: 't1', name: 'city', input: { a: 1 } } }],
      'tool_use',
    );
    const want = { text: '{"a":1}', calls: [], finish: 'stop', failure: null };
    expect(await toldByStream(bedrock, Buffer.concat(stream), 1e6, call)).toMatchObject(want);
    expect(toldByWhole(bedrock, whole, call)).toMatchObject(want);
  });

  test('that was not given leaves what was said, and other tools are called as ever', async () => {
    const stream = [text(0, 'Let me see.'), close(0), start(1, 'other'), close(1), stop('tool_use')];
    const whole = wholeWith(
      [{ text: 'Let me see.' }, { toolUse: { toolUseId: 't1', name: 'other', input: {} } }],
      'tool_use',
    );
    const want = { text: 'Let me see.', calls: ['other{}'], finish: 'tool_calls', failure: null };
    expect(await toldByStream(bedrock, Buffer.concat(stream), 1e6, call)).toMatchObject(want);
    expect(toldByWhole(bedrock, whole, call)).toMatchObject(want);
  });
});

describe('ends', () => {
  const reasons: [wire: string, finish: string | null, failure: string | null][] = [
    ['end_turn', 'stop', null],
    ['stop_sequence', 'stop', null],
    ['max_tokens', 'length', null],
    ['model_context_window_exceeded', 'length', null],
    ['content_filtered', 'content_filter', null],
    ['tool_use', 'stop', null],
    ['constructor', 'stop', null],
    ['malformed_tool_use', null, 'upstream_invalid_response'],
  ];
  const hello = event('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Hi' } });
  test.each(reasons)('%s is %s or %s', async (stopReason, finish, failure) => {
    const whole = { output: { message: { content: [{ text: 'Hi' }] } }, stopReason };
    expect(toldByWhole(bedrock, whole)).toMatchObject({ finish, failure });
    const stream = Buffer.concat([hello, event('messageStop', { stopReason })]);
    expect(await toldByStream(bedrock, stream)).toMatchObject({ finish, failure });
  });

  test('usage may come before the stop', async () => {
    const usage = { inputTokens: 1, outputTokens: 2, totalTokens: 3 };
    const stream = Buffer.concat([
      hello,
      event('metadata', { usage }),
      event('messageStop', { stopReason: 'end_turn' }),
    ]);
    expect(await toldByStream(bedrock, stream)).toMatchObject({ finish: 'stop', usage: { total_tokens: 3 } });
  });

  const exceptions: [type: string, message: string, code: string][] = [
    ['throttlingException', 'Too many requests', 'upstream_rate_limited'],
    ['modelStreamErrorException', 'The model failed', 'upstream_error'],
    ['validationException', 'Bad field', 'upstream_invalid_request'],
    ['validationException', 'Input is too long for requested model.', 'context_length_exceeded'],
    ['serviceUnavailableException', '', 'upstream_overloaded'],
    ['modelTimeoutException', '', 'upstream_timeout'],
    ['internalServerException', '', 'upstream_error'],
    ['somethingNewException', '', 'upstream_error'],
  ];
  test.each(exceptions)('%s (%s) in a stream is %s', async (type, message, failure) => {
    const stream = Buffer.concat([hello, exception(type, message)]);
    expect(await toldByStream(bedrock, stream)).toMatchObject({ text: 'Hi', finish: null, failure });
  });

  test('a frame that was damaged on the way is no answer', async () => {
    const stream = streamOf('text');
    stream.writeUInt8(stream.readUInt8(300) ^ 1, 300);
    expect(await toldByStream(bedrock, stream)).toMatchObject({
      finish: null,
      failure: 'upstream_invalid_response',
    });
  });

  const usages: [wire: unknown, prompt: number | null][] = [
    [undefined, null],
    [{ inputTokens: -1, outputTokens: 1 }, null],
    [{ inputTokens: 5 }, null],
    [{ inputTokens: 5, outputTokens: 1, totalTokens: 16, cacheReadInputTokens: 10 }, 15],
    [{ inputTokens: 15, outputTokens: 1, totalTokens: 16, cacheReadInputTokens: 10 }, 15],
    [{ inputTokens: 5, outputTokens: 1, cacheWriteInputTokens: 10 }, 15],
  ];
  test.each(usages)('%j is a prompt of %d', (usage, prompt) => {
    const whole = { output: { message: { content: [{ text: 'Hi' }] } }, stopReason: 'end_turn', usage };
    expect(toldByWhole(bedrock, whole).usage?.prompt_tokens ?? null).toBe(prompt);
  });

  test.each([[{}], [[]], ['text'], [{ message: 'refused' }], [{ output: {}, stopReason: 'end_turn' }]])(
    '%j is no answer',
    (body) => {
      expect(toldByWhole(bedrock, body).failure).toBe('upstream_invalid_response');
    },
  );
});

describe('refusals', () => {
  const refusals: [status: number, type: string | null, message: string, code: string][] = [
    [400, 'ValidationException:http://internal.amazon.com/coral/', 'Bad field', 'upstream_invalid_request'],
    [400, 'ValidationException', 'Input is too long for requested model.', 'context_length_exceeded'],
    [400, 'ExpiredTokenException', '', 'upstream_auth_failed'],
    [403, 'AccessDeniedException', '', 'upstream_auth_failed'],
    [403, null, '', 'upstream_auth_failed'],
    [404, 'ResourceNotFoundException', '', 'upstream_error'],
    [408, 'ModelTimeoutException', '', 'upstream_timeout'],
    [424, 'ModelErrorException', '', 'upstream_error'],
    [429, 'ThrottlingException', '', 'upstream_rate_limited'],
    [429, 'ModelNotReadyException', '', 'upstream_overloaded'],
    [400, 'ServiceQuotaExceededException', '', 'upstream_rate_limited'],
    [500, 'InternalServerException', '', 'upstream_error'],
    [503, 'ServiceUnavailableException', '', 'upstream_overloaded'],
  ];
  test.each(refusals)('%d %s %j is %s', (status, type, message, code) => {
    const headers = type === null ? {} : { 'x-amzn-errortype': type };
    expect(bedrock.error(status, headers, { message })).toMatchObject({ code, status });
  });

  test('the type may stand in the body', () => {
    const body = { __type: 'com.amazon.coral.service#UnrecognizedClientException', message: 'x' };
    expect(bedrock.error(400, {}, body).code).toBe('upstream_auth_failed');
  });
});
