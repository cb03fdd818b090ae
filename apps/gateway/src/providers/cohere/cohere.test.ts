import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callOf, reasoningModel, toldByStream, toldByWhole } from '../../../test/support/told-by-adapter.ts';
import { cohere } from './index.ts';

const folder = join(import.meta.dirname, 'fixtures');
const fixture = (name: string) => readFileSync(join(folder, name), 'utf8');
const cases = readdirSync(folder).flatMap((file) => /^(.+)\.response\.json$/.exec(file)?.[1] ?? []);

const thinker = reasoningModel('command-a-reasoning');

describe('answers', () => {
  test.each(cases)('%s says the same whole and as a stream, in pieces of any size', async (name) => {
    const whole = toldByWhole(cohere, JSON.parse(fixture(`${name}.response.json`)));
    expect(whole.failure).toBeNull();
    expect(whole.usage).not.toBeNull();
    for (const size of [1, 7, 1e6]) {
      expect(await toldByStream(cohere, fixture(`${name}.response.sse`), size)).toEqual(whole);
    }
  });

  test.each(cases)('%s never looks whole when it is cut', async (name) => {
    const events = fixture(`${name}.response.sse`).split(/(?<=\n\n)/);
    for (let count = 0; count < events.length; count++) {
      const told = await toldByStream(cohere, events.slice(0, count).join(''));
      expect({ count, failure: told.failure, finish: told.finish }).toEqual({
        count,
        failure: 'upstream_stream_interrupted',
        finish: null,
      });
    }
  });

  test('of text', () => {
    expect(toldByWhole(cohere, JSON.parse(fixture('text.response.json')))).toMatchObject({
      text: 'Grüße aus Köln, 世界 🌍.',
      finish: 'stop',
      usage: {
        prompt_tokens: 512,
        completion_tokens: 12,
        total_tokens: 524,
        prompt_tokens_details: { cached_tokens: 448 },
      },
    });
  });

  test('with a plan and calls', () => {
    expect(toldByWhole(cohere, JSON.parse(fixture('tools.response.json')))).toMatchObject({
      text: '',
      reasoning: 'I will look up the weather and the time.',
      calls: ['get_weather{"city": "Bern"}', 'get_time{}'],
      callIds: ['get_weather_1a', 'get_time_2b'],
      finish: 'tool_calls',
    });
  });

  test('with citations: those with an address, at their place in the text', () => {
    expect(toldByWhole(cohere, JSON.parse(fixture('citations.response.json'))).sources).toEqual([
      { url: 'https://example.com/bern', title: 'Bern', start_index: 0, end_index: 4 },
    ]);
  });

  test.each(['tools', 'thinking'])('what %s were made of goes back as it came', (name) => {
    const wire = JSON.parse(fixture(`${name}.response.json`));
    const read = cohere.response(wire, callOf({}, thinker));
    if (!read.ok) throw new Error(read.failure.code);
    const [choice] = read.answer.choices;
    const messages = [choice?.message ?? { role: 'assistant' as const }];
    const { tool_calls: calls, ...message } = wire.message;
    const { body, ignored } = cohere.request(callOf({ messages }, thinker));
    const written = {
      ...message,
      ...(calls === undefined
        ? {}
        : {
            tool_calls: calls.map((call: { function: { arguments: string } }) => ({
              ...call,
              function: { ...call.function, arguments: call.function.arguments || '{}' },
            })),
          }),
    };
    expect(JSON.parse(JSON.stringify(body)).messages).toEqual([written]);
    expect(ignored).toBeUndefined();
  });

  const reasons: [wire: string, finish: string | null, failure: string | null][] = [
    ['COMPLETE', 'stop', null],
    ['STOP_SEQUENCE', 'stop', null],
    ['MAX_TOKENS', 'length', null],
    // Without a call there is none to wait for.
    ['TOOL_CALL', 'stop', null],
    ['ERROR_TOXIC', 'content_filter', null],
    ['SOMETHING_NEW', 'stop', null],
    ['ERROR', null, 'upstream_error'],
    ['TIMEOUT', null, 'upstream_timeout'],
  ];
  test.each(reasons)('%s is %s or %s', async (wire, finish, failure) => {
    const message = { role: 'assistant', content: [{ type: 'text', text: 'Hi' }] };
    expect(toldByWhole(cohere, { id: 'x', message, finish_reason: wire })).toMatchObject({ finish, failure });
    const stream = fixture('text.response.sse').replace('"COMPLETE"', `"${wire}"`);
    expect(await toldByStream(cohere, stream)).toMatchObject({ finish, failure });
  });

  const counts: [wire: unknown, why: string][] = [
    [undefined, 'there is none'],
    [{ billed_units: { input_tokens: 1, output_tokens: 1 } }, 'what is charged is no count of tokens'],
    [{ tokens: { input_tokens: -1, output_tokens: 1 } }, 'a count is negative'],
    [{ tokens: { input_tokens: 5, output_tokens: 1 }, cached_tokens: 6 }, 'more was cached than read'],
  ];
  test.each(counts)('the usage %j is not known: %s', (usage) => {
    const message = { role: 'assistant', content: [{ type: 'text', text: 'Hi' }] };
    expect(toldByWhole(cohere, { message, finish_reason: 'COMPLETE', usage }).usage).toBeNull();
  });

  test.each([[{}], [[]], ['text'], [{ message: 'no such model' }]])('%j is no answer', (body) => {
    expect(toldByWhole(cohere, body).failure).toBe('upstream_invalid_response');
  });

  const broken: [data: string, failure: string][] = [
    ['{"message":"internal error","id":"e1"}', 'upstream_error'],
    ['{"type":"content-delta",', 'upstream_invalid_response'],
    ['{"type":"message-end","delta":{"error":"it broke"}}', 'upstream_error'],
  ];
  test.each(broken)('the event %s is a failure', async (data, failure) => {
    expect(await toldByStream(cohere, `data: ${data}\n\n`)).toMatchObject({ failure, finish: null });
  });

  test('events that nobody knows are passed over, and [DONE] too', async () => {
    const stream = fixture('text.response.sse').replace(
      'event:',
      'data: {"type":"debug","prompt":"x"}\n\nevent:',
    );
    expect(await toldByStream(cohere, `${stream}data: [DONE]\n\n`)).toEqual(
      toldByWhole(cohere, JSON.parse(fixture('text.response.json'))),
    );
  });
});

describe('refusals', () => {
  const refusals: [status: number, message: string, code: string][] = [
    [400, 'invalid request: unknown field', 'upstream_invalid_request'],
    [400, 'too many tokens: total number of tokens in the prompt', 'context_length_exceeded'],
    [401, 'invalid api token', 'upstream_auth_failed'],
    [404, 'model not found', 'upstream_error'],
    [422, '', 'upstream_invalid_request'],
    [429, 'You are using a Trial key', 'upstream_rate_limited'],
    [498, 'blocked', 'content_policy_violation'],
    [500, '', 'upstream_error'],
    [503, '', 'upstream_overloaded'],
    [504, '', 'upstream_timeout'],
  ];
  test.each(refusals)('%d %j is %s', (status, message, code) => {
    const failed = cohere.error(status, { 'retry-after': '2' }, { message, id: 'e1' });
    expect(failed).toMatchObject({ code, status, retryAfterMs: 2000 });
  });
});
