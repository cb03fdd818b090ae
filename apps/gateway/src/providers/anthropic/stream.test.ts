// What may go otherwise than in the fixtures.
import type { FinishReason } from '@parley/types';
import { describe, expect, test } from 'vitest';
import { early, type Given } from '../../../test/support/claude.ts';
import { callOf, toldByStream, toldByWhole } from '../../../test/support/told-by-adapter.ts';
import { anthropic } from './index.ts';

const message = (over: object) => ({
  id: 'msg_x',
  type: 'message',
  role: 'assistant',
  content: [{ type: 'text', text: 'Yes' }],
  stop_reason: 'end_turn',
  usage: { input_tokens: 1, output_tokens: 1 },
  ...over,
});
const stream = (events: object[]) => events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
const begin = {
  type: 'message_start',
  message: { id: 'msg_x', usage: { input_tokens: 7, output_tokens: 1 } },
};
const said = [
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Yes' } },
  { type: 'content_block_stop', index: 0 },
];
const end = (reason: string, usage?: object) => [
  { type: 'message_delta', delta: { stop_reason: reason }, ...(usage === undefined ? {} : { usage }) },
  { type: 'message_stop' },
];

describe('a stop reason', () => {
  const reasons: [wire: string, ours: FinishReason][] = [
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['pause_turn', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['refusal', 'content_filter'],
    ['constructor', 'stop'],
    ['of next year', 'stop'],
    ['tool_use', 'stop'],
  ];
  test.each(reasons)('%s is %s', async (wire, ours) => {
    expect(toldByWhole(anthropic, message({ stop_reason: wire })).finish).toBe(ours);
    expect((await toldByStream(anthropic, stream([begin, ...said, ...end(wire)]))).finish).toBe(ours);
  });
});

test('a whole message that doesn’t say why it stopped may be half of one', () => {
  expect(toldByWhole(anthropic, message({ stop_reason: null })).failure).toBe('upstream_invalid_response');
});

describe('a stream', () => {
  test('that never says why it stopped was cut', async () => {
    const told = await toldByStream(anthropic, stream([begin, ...said, { type: 'message_stop' }]));
    expect([told.failure, told.finish]).toEqual(['upstream_stream_interrupted', null]);
  });

  test('may say the input in its last event again, or not, or as 0', async () => {
    const usageAfter = async (usage: object) =>
      (await toldByStream(anthropic, stream([begin, ...said, ...end('end_turn', usage)]))).usage;
    expect(await usageAfter({ output_tokens: 3 })).toMatchObject({ prompt_tokens: 7, completion_tokens: 3 });
    expect(await usageAfter({ input_tokens: 0, output_tokens: 3 })).toMatchObject({ prompt_tokens: 7 });
    expect(await usageAfter({ input_tokens: null, output_tokens: 3 })).toMatchObject({ prompt_tokens: 7 });
    expect(await usageAfter({ input_tokens: 90, output_tokens: 3 })).toMatchObject({ prompt_tokens: 90 });
  });

  test('without usage at its end has none: the first event counts a token of the answer', async () => {
    expect((await toldByStream(anthropic, stream([begin, ...said, ...end('end_turn')]))).usage).toBeNull();
  });

  test('may hold events, blocks and deltas that nobody knows', async () => {
    const odd = [
      { type: 'of_next_year', anything: 1 },
      { type: 'content_block_start', index: 9, content_block: { type: 'of_next_year' } },
      { type: 'content_block_delta', index: 9, delta: { type: 'of_next_year' } },
      { type: 'content_block_delta', index: 8, delta: { type: 'text_delta', text: 'of no block' } },
      { type: 'content_block_stop', index: 9 },
      { type: 'content_block_stop', index: 8 },
      { type: 'content_block_start' },
    ];
    const told = await toldByStream(anthropic, stream([begin, ...odd, ...said, ...odd, ...end('end_turn')]));
    expect([told.text, told.finish, told.failure]).toEqual(['Yes', 'stop', null]);
  });

  test('is over when it says so', async () => {
    const told = await toldByStream(
      anthropic,
      stream([begin, ...said, ...end('end_turn'), ...said, { type: 'error' }]),
    );
    expect([told.text, told.failure]).toEqual(['Yes', null]);
  });

  const errors: [type: string, code: string][] = [
    ['overloaded_error', 'upstream_overloaded'],
    ['rate_limit_error', 'upstream_rate_limited'],
    ['authentication_error', 'upstream_auth_failed'],
    ['timeout_error', 'upstream_timeout'],
    ['invalid_request_error', 'upstream_invalid_request'],
    ['api_error', 'upstream_error'],
    ['of_next_year', 'upstream_error'],
  ];
  test.each(errors)('that reports %s failed', async (type, code) => {
    const error = { type: 'error', error: { type, message: 'Words of theirs' } };
    for (const before of [[], [begin], [begin, ...said]]) {
      const told = await toldByStream(anthropic, stream([...before, error]));
      expect([told.failure, told.finish]).toEqual([code, null]);
    }
    expect(toldByWhole(anthropic, error).failure).toBe(code);
  });

  test("that is no JSON can't be read", async () => {
    expect((await toldByStream(anthropic, 'data: {"type":\n\n')).failure).toBe('upstream_invalid_response');
    expect((await toldByStream(anthropic, 'data: 7\n\n')).failure).toBe('upstream_invalid_response');
  });
});

test.each([[undefined], ['text'], [[]], [{}], [{ content: 'text' }]])('%j is no message', (body) => {
  expect(toldByWhole(anthropic, body).failure).toBe('upstream_invalid_response');
});

describe('the answer of the tool that stands for a schema', () => {
  const given: Given = {
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'x', schema: { type: 'object', properties: {} } },
    },
  };
  const call = callOf({ ...given, stream: true }, early);
  const tool = { type: 'tool_use', id: 'toolu_1', name: 'answer_in_json', input: {} };

  test('is the content', async () => {
    const body = message({ content: [{ ...tool, input: { age: 4 } }], stop_reason: 'tool_use' });
    expect(toldByWhole(anthropic, body, call)).toMatchObject({
      text: '{"age":4}',
      calls: [],
      finish: 'stop',
    });
    const events = [
      begin,
      { type: 'content_block_start', index: 0, content_block: tool },
      { type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: '{"age"' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: ':4}' } },
      { type: 'content_block_stop', index: 0 },
      ...end('tool_use'),
    ];
    const told = await toldByStream(anthropic, stream(events), 1e9, call);
    expect(told).toMatchObject({ text: '{"age":4}', calls: [], finish: 'stop', failure: null });
  });

  test('that was cut by the output cap ended by length', () => {
    const body = message({ content: [tool], stop_reason: 'max_tokens' });
    expect(toldByWhole(anthropic, body, call)).toMatchObject({ text: '{}', finish: 'length' });
  });

  test('is a call like any other when none was asked for', () => {
    const body = message({ content: [tool], stop_reason: 'tool_use' });
    expect(toldByWhole(anthropic, body)).toMatchObject({ calls: ['answer_in_json{}'], finish: 'tool_calls' });
  });
});
