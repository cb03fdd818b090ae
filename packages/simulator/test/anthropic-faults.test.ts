import Anthropic from '@anthropic-ai/sdk';
import { afterAll, describe, expect, test } from 'vitest';
import { startSimulator } from '../src/index.ts';
import { rawRequest } from './raw-request.ts';

const simulator = await startSimulator();
afterAll(() => simulator.close());
const client = new Anthropic({ baseURL: simulator.origin, apiKey: 'any', maxRetries: 0, logLevel: 'off' });

const headers = { 'anthropic-version': '2023-06-01', 'x-api-key': 'any' };
const messages = [{ role: 'user' as const, content: 'Count to 10.' }];
const counted = '1, 2, 3, 4, 5, 6, 7, 8, 9, 10.';
const json = async (fault: string, change: object = {}) => {
  const body = { model: `fault-${fault}`, max_tokens: 500, messages, ...change };
  return rawRequest(simulator, { path: '/v1/messages', headers, body });
};
const message = async (fault: string, change: object = {}) => JSON.parse((await json(fault, change)).text);
/** Type and data of each event but pings. */
const events = async (fault: string, change: object = {}) => {
  const { text } = await json(fault, { stream: true, ...change });
  const found = [...text.matchAll(/^event: (\w+)\ndata: (.*)\n\n/gm)];
  return found.map(([, type = '', data = '']) => ({ type, data })).filter(({ type }) => type !== 'ping');
};
const types = async (fault: string) => (await events(fault)).map(({ type }) => type);

describe("faults in Anthropic's words", () => {
  test.each([
    ['400', 400, 'invalid_request_error', /refused/],
    ['401', 401, 'authentication_error', /^invalid x-api-key$/],
    ['403', 403, 'permission_error', /./],
    ['404', 404, 'not_found_error', /./],
    ['429', 429, 'rate_limit_error', /./],
    ['quota', 400, 'invalid_request_error', /credit balance is too low/],
    ['context-length', 400, 'invalid_request_error', /^prompt is too long: \d+ tokens > \d+ maximum$/],
    ['prompt-blocked', 400, 'invalid_request_error', /content filtering policy/],
    ['500', 500, 'api_error', /./],
    ['504', 504, 'timeout_error', /./],
    ['529', 529, 'overloaded_error', /./],
  ])('%s is a %i %s', async (fault, status, type, text) => {
    const answer = await json(fault);
    expect(answer).toMatchObject({ status, headers: { 'request-id': expect.stringMatching(/^req_/) } });
    expect(JSON.parse(answer.text)).toEqual({
      type: 'error',
      error: { type, message: expect.stringMatching(text) },
      request_id: answer.headers['request-id'],
    });
  });

  test('429 says when to come back in seconds', async () => {
    const { headers: sent } = await json('429-7');
    expect(sent['retry-after']).toBe('7');
    expect(sent).not.toHaveProperty('retry-after-ms');
  });

  test('a stream loses, doubles or outlives its message_stop', async () => {
    expect((await types('no-done')).at(-1)).toBe('message_delta');
    expect((await types('done-twice')).slice(-2)).toEqual(['message_stop', 'message_stop']);
    const after = ['message_stop', 'message_start', 'content_block_start'];
    expect((await types('after-done')).slice(-3)).toEqual(after);
    expect(await types('clean-eof')).toEqual(['message_start', 'content_block_start', 'content_block_delta']);
  });

  test('an error in the middle is an error event, and a broken event is one of its own', async () => {
    const failed = await events('error-event-4');
    expect(failed).toHaveLength(5);
    expect(failed.at(-1)?.type).toBe('error');
    expect(JSON.parse(failed.at(-1)?.data ?? '')).toMatchObject({ error: { type: 'api_error' } });
    const broken = (await events('malformed-3'))[3];
    expect(broken?.type).toBe('content_block_delta');
    expect(() => JSON.parse(broken?.data ?? '')).toThrow(SyntaxError);
    expect(await types('error-200')).toEqual(['error']);
    expect(await message('error-200')).toMatchObject({ type: 'error' });
  });

  test('a silent stream is kept open by ping events', async () => {
    const body = { model: 'fault-stall-pings-3', max_tokens: 500, messages, stream: true };
    const { text } = await rawRequest(simulator, {
      path: '/v1/messages',
      headers,
      body,
      enough: (sofar) => sofar.split('event: ping\n').length > 3,
    });
    expect(text).toMatch(/(?:event: ping\ndata: {"type": "ping"}\n\n){2}$/);
  });

  test('an answer may say nothing, be refused, or not say how it ended', async () => {
    expect(await message('empty')).toMatchObject({ content: [], stop_reason: null });
    expect(await types('empty')).toEqual(['message_stop']);
    expect(await message('blank')).toMatchObject({
      content: [],
      stop_reason: 'end_turn',
      usage: { output_tokens: 0 },
    });
    expect(await message('content-filter')).toMatchObject({
      content: [],
      stop_reason: 'refusal',
      stop_details: { type: 'refusal' },
    });
    expect(await message('no-finish')).toMatchObject({ content: [{ text: counted }], stop_reason: null });
    expect(JSON.parse((await events('no-finish')).at(-2)?.data ?? '')).toMatchObject({
      delta: { stop_reason: null },
    });
  });

  test('usage is left out or lies', async () => {
    expect(await message('no-usage')).not.toHaveProperty('usage');
    expect((await json('no-usage', { stream: true })).text).not.toContain('tokens');
    expect(await message('negative-usage')).toMatchObject({ usage: { input_tokens: -7, output_tokens: -3 } });
    expect(await message('absurd-usage')).toMatchObject({
      usage: { input_tokens: 1e15, cache_read_input_tokens: 2e15 },
    });
  });

  test('blocks of tools have index 0, or none', async () => {
    const tools = ['first', 'second'].map((name) => ({ name, input_schema: { type: 'object' } }));
    const change = { tools, messages: [{ role: 'user', content: 'Use both.' }] };
    const starts = async (fault: string) =>
      (await events(fault, change))
        .filter(({ type }) => type === 'content_block_start')
        .map(({ data }) => JSON.parse(data).index);
    expect(await starts('tool-index-zero')).toEqual([0, 0]);
    expect(await starts('tool-index-missing')).toEqual([undefined, undefined]);
  });

  test.each(['crlf', 'cr', 'comments', 'split', 'early-hints', 'gzip', 'slow-first-token-1'])(
    'the official client reads through %s',
    async (fault) => {
      const stream = client.messages.stream({ model: `fault-${fault}`, max_tokens: 500, messages });
      expect(await stream.finalText()).toBe(counted);
    },
  );

  test.each(['cut', 'reset-3', 'clean-eof', 'malformed'])(
    'the official client throws at %s',
    async (fault) => {
      const stream = client.messages.stream({ model: `fault-${fault}`, max_tokens: 500, messages });
      await expect(stream.finalMessage()).rejects.toBeInstanceOf(Error);
    },
  );
});
