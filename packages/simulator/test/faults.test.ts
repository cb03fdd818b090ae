import { gunzipSync } from 'node:zlib';
import OpenAI from 'openai';
import { afterAll, describe, expect, test } from 'vitest';
import { faults } from '../src/faults/fault-list.ts';
import { startSimulator } from '../src/index.ts';
import { dataOf, type RawAnswer, rawRequest } from './raw-request.ts';

const simulator = await startSimulator();
afterAll(() => simulator.close());

const messages = [{ role: 'user', content: 'Count to 10.' }];
const counted = '1, 2, 3, 4, 5, 6, 7, 8, 9, 10.';
const tool = (name: string) => ({ type: 'function', function: { name } });
const withTools = {
  messages: [{ role: 'user', content: 'Use both.' }],
  tools: [tool('first'), tool('second')],
};
const withUsage = { stream_options: { include_usage: true } };

const json = (fault: string, body: object = {}, quietMs?: number) =>
  rawRequest(simulator, {
    body: { model: `fault-${fault}`, messages, ...body },
    ...(quietMs === undefined ? {} : { quietMs }),
  });
const stream = (fault: string, body: object = {}, quietMs?: number) =>
  json(fault, { stream: true, ...body }, quietMs);
const whole = await json('no-usage');
const wholeStream = await rawRequest(simulator, { body: { model: 'sim-large', messages, stream: true } });
const wholeEvents = dataOf(wholeStream.text);

function contentOf(answer: RawAnswer): string {
  return JSON.parse(answer.text).choices[0].message.content;
}

function streamedContent(events: readonly string[]): string {
  const chunks = events.filter((data) => data !== '[DONE]').map((data) => JSON.parse(data));
  return chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
}

function errorOf(answer: RawAnswer): unknown {
  const { error } = JSON.parse(answer.text);
  expect(Object.keys(error).sort()).toEqual(['code', 'message', 'param', 'type']);
  return error;
}

function without(text: string, ...patterns: RegExp[]): string {
  return patterns.reduce((left, pattern) => left.replaceAll(pattern, ''), text);
}

async function expectStatus(name: string): Promise<void> {
  for (const answer of [await json(name), await stream(name)]) {
    expect(answer).toMatchObject({ status: Number(name), end: 'complete' });
    errorOf(answer);
  }
}

/** What each fault looks like on the wire: every fault must have its proof here. */
const proofs: Record<string, () => Promise<void>> = {
  '400': () => expectStatus('400'),
  '401': () => expectStatus('401'),
  '403': () => expectStatus('403'),
  '404': () => expectStatus('404'),
  '500': () => expectStatus('500'),
  '502': () => expectStatus('502'),
  '503': () => expectStatus('503'),
  '504': () => expectStatus('504'),
  '529': () => expectStatus('529'),
  '429': async () => {
    const answer = await json('429-7');
    expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': '7', 'retry-after-ms': '7000' } });
    expect(errorOf(answer)).toMatchObject({ type: 'rate_limit_error', code: 'rate_limit_exceeded' });
  },
  quota: async () => {
    const answer = await json('quota');
    expect(answer.headers).not.toHaveProperty('retry-after');
    expect(errorOf(answer)).toMatchObject({ type: 'insufficient_quota', code: 'insufficient_quota' });
  },
  'context-length': async () => {
    const answer = await json('context-length');
    expect(answer.status).toBe(400);
    expect(errorOf(answer)).toMatchObject({ code: 'context_length_exceeded', param: 'messages' });
  },
  flaky: async () => {
    const statuses: (number | null)[] = [];
    for (let tries = 0; tries < 4; tries++) statuses.push((await json('flaky-2')).status);
    expect(statuses).toEqual([503, 503, 200, 200]);
    const headers = { 'x-simulator-session': 'another' };
    const other = await rawRequest(simulator, { headers, body: { model: 'fault-flaky-2', messages } });
    expect(other.status).toBe(503);
  },
  refuse: async () => {
    expect(await json('refuse')).toMatchObject({ status: null, end: 'broken', errorCode: 'ECONNRESET' });
  },
  redirect: async () => {
    expect(await json('redirect')).toMatchObject({ status: 302, headers: { location: '/elsewhere' } });
  },
  'html-502': async () => {
    const answer = await json('html-502');
    expect(answer).toMatchObject({ status: 502, headers: { 'content-type': 'text/html' } });
    expect(answer.text).toMatch(/^<html>/);
  },
  'slow-headers': async () => {
    expect(await stream('slow-headers-60000', {}, 100)).toMatchObject({ status: null, end: 'open' });
    expect(contentOf(await json('slow-headers-5'))).toBe(counted);
  },
  'slow-first-token': async () => {
    expect(await stream('slow-first-token-60000', {}, 100)).toMatchObject({
      status: 200,
      text: '',
      end: 'open',
    });
    expect(streamedContent(dataOf((await stream('slow-first-token-5')).text))).toBe(counted);
  },
  stall: async () => {
    const answer = await stream('stall-4', {}, 150);
    expect(answer.end).toBe('open');
    expect(dataOf(answer.text)).toHaveLength(4);
    const half = await json('stall', {}, 150);
    expect(half.end).toBe('open');
    expect(half.bytes.length).toBeLessThan(Number(half.headers['content-length']));
  },
  'stall-pings': async () => {
    const { text, end } = await rawRequest(simulator, {
      body: { model: 'fault-stall-pings-2', messages, stream: true },
      enough: (soFar) => soFar.split(': ping').length > 3,
    });
    expect(end).toBe('open');
    expect(dataOf(text)).toHaveLength(2);
    expect(text).not.toMatch(/: ping.*data:/s);
  },
  cut: async () => {
    const answer = await stream('cut-5');
    expect(answer).toMatchObject({ status: 200, end: 'broken', errorCode: 'ECONNRESET' });
    expect(dataOf(answer.text)).toHaveLength(5);
    expect(await json('cut')).toMatchObject({ status: 200, end: 'broken' });
  },
  reset: async () => {
    expect(await json('reset')).toMatchObject({ status: null, end: 'broken', errorCode: 'ECONNRESET' });
    const answer = await stream('reset-2');
    expect(answer).toMatchObject({ status: 200, end: 'broken', errorCode: 'ECONNRESET' });
    expect(dataOf(answer.text)).toHaveLength(2);
  },
  'clean-eof': async () => {
    const answer = await stream('clean-eof-6');
    expect(answer.end).toBe('complete');
    expect(dataOf(answer.text)).toHaveLength(6);
    expect(answer.text).not.toMatch(/\[DONE\]|"stop"/);
    const half = await json('clean-eof');
    expect(half.end).toBe('complete');
    expect(() => JSON.parse(half.text)).toThrow(SyntaxError);
  },
  malformed: async () => {
    const answer = await stream('malformed-2');
    const events = dataOf(answer.text);
    expect(() => JSON.parse(events[2] ?? '')).toThrow(SyntaxError);
    expect(streamedContent(events.toSpliced(2, 1))).toBe(counted);
    expect(events.at(-1)).toBe('[DONE]');
    const body = await json('malformed');
    expect(body.end).toBe('complete');
    expect(() => JSON.parse(body.text)).toThrow(SyntaxError);
  },
  'no-done': async () => {
    const events = dataOf((await stream('no-done')).text);
    expect(streamedContent(events)).toBe(counted);
    expect(events.at(-1)).toContain('"finish_reason":"stop"');
  },
  'done-twice': async () => {
    expect(dataOf((await stream('done-twice')).text).slice(-2)).toEqual(['[DONE]', '[DONE]']);
  },
  'after-done': async () => {
    const events = dataOf((await stream('after-done')).text);
    expect(events.slice(-3)).toEqual(['[DONE]', events[0], events[1]]);
  },
  'error-200': async () => {
    const answer = await json('error-200');
    expect(answer.status).toBe(200);
    expect(errorOf(answer)).toMatchObject({ type: 'server_error' });
    const streamed = await stream('error-200');
    expect(streamed).toMatchObject({ status: 200, end: 'complete' });
    expect(dataOf(streamed.text)).toHaveLength(1);
    expect(streamed.text).toMatch(/^data: {"error":/);
  },
  'error-event': async () => {
    const events = dataOf((await stream('error-event-4')).text);
    expect(events).toHaveLength(5);
    expect(JSON.parse(events[4] ?? '')).toHaveProperty('error.code', 'server_error');
    expect((await json('error-event')).text).toMatch(/^{"error":/);
  },
  empty: async () => {
    expect(JSON.parse((await json('empty')).text)).toMatchObject({
      choices: [],
      usage: { completion_tokens: 0 },
    });
    expect(dataOf((await stream('empty')).text)).toEqual(['[DONE]']);
  },
  blank: async () => {
    const { choices, usage } = JSON.parse((await json('blank')).text);
    expect(choices).toMatchObject([{ message: { content: '' }, finish_reason: 'stop' }]);
    expect(usage.completion_tokens).toBe(0);
    expect(streamedContent(dataOf((await stream('blank')).text))).toBe('');
  },
  'content-filter': async () => {
    const { choices } = JSON.parse((await json('content-filter')).text);
    expect(choices).toMatchObject([{ message: { content: null }, finish_reason: 'content_filter' }]);
  },
  'prompt-blocked': async () => {
    const answer = await stream('prompt-blocked');
    expect(answer.status).toBe(400);
    expect(errorOf(answer)).toMatchObject({ code: 'invalid_prompt' });
  },
  'no-finish': async () => {
    expect(JSON.parse((await json('no-finish')).text).choices[0].finish_reason).toBe(null);
    const answer = await stream('no-finish');
    expect(answer.text).not.toContain('"finish_reason":"stop"');
    expect(dataOf(answer.text).at(-1)).toBe('[DONE]');
  },
  'no-usage': async () => {
    expect(JSON.parse(whole.text)).not.toHaveProperty('usage');
    expect(contentOf(whole)).toBe(counted);
    expect((await stream('no-usage', withUsage)).text).not.toContain('prompt_tokens');
  },
  'negative-usage': async () => {
    const { usage } = JSON.parse((await json('negative-usage')).text);
    expect(usage).toMatchObject({ prompt_tokens: -7, completion_tokens: -3, total_tokens: -10 });
    expect((await stream('negative-usage', withUsage)).text).toContain('"prompt_tokens":-7');
  },
  'absurd-usage': async () => {
    const { usage } = JSON.parse((await json('absurd-usage')).text);
    expect(usage.prompt_tokens_details.cached_tokens).toBeGreaterThan(usage.prompt_tokens);
  },
  'tool-index-zero': async () => {
    const { text } = await stream('tool-index-zero', withTools);
    expect(text.match(/"id":"call_/g)).toHaveLength(2);
    expect(text).not.toContain('"tool_calls":[{"index":1');
  },
  'tool-index-missing': async () => {
    const { text } = await stream('tool-index-missing', withTools);
    expect(text).toContain('"tool_calls":[{"id":"call_');
    expect(text).not.toContain('"tool_calls":[{"index"');
  },
  'fenced-json': async () => {
    const content = contentOf(await json('fenced-json', jsonAnswer));
    expect(JSON.parse(/```json\n(.*)\n```$/s.exec(content)?.[1] ?? '')).toHaveProperty('answer');
  },
  'broken-json': async () => {
    const content = contentOf(await json('broken-json', jsonAnswer));
    expect(() => JSON.parse(content)).toThrow(SyntaxError);
    expect(JSON.parse(`${content}}`)).toHaveProperty('answer');
  },
  gzip: async () => {
    const answer = await stream('gzip');
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(streamedContent(dataOf(gunzipSync(answer.bytes).toString()))).toBe(counted);
  },
  'gzip-bomb': async () => {
    const { bytes } = await json('gzip-bomb-5');
    expect(bytes.length).toBeLessThan(10_000);
    expect(gunzipSync(bytes)).toHaveLength(5_000_000);
  },
  'huge-event': async () => {
    const answer = await stream('huge-event-2');
    expect(answer.text.split('\n')[0]).toHaveLength(2_000_000 + 'data: ""'.length);
  },
  crlf: async () => {
    const { text } = await stream('crlf');
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(streamedContent(dataOf(text.replaceAll('\r\n', '\n')))).toBe(counted);
  },
  cr: async () => {
    const { text } = await stream('cr');
    expect(text).not.toContain('\n');
    expect(streamedContent(dataOf(text.replaceAll('\r', '\n')))).toBe(counted);
  },
  bom: async () => {
    const { bytes } = await stream('bom');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  },
  comments: async () => {
    const { text } = await stream('comments');
    expect(text).toMatch(/^: comment\n\nevent: message\nid: 1\nretry: 10\ndata: /);
    expect(streamedContent(dataOf(text))).toBe(counted);
  },
  split: async () => {
    const { text } = await stream('split-1');
    expect(dataOf(text)).toHaveLength(wholeEvents.length);
    expect(without(text, /fault-split-1/g, /chatcmpl-\w+/g, /"created":\d+/g)).toBe(
      without(wholeStream.text, /sim-large/g, /chatcmpl-\w+/g, /"created":\d+/g),
    );
  },
  'wrong-content-type': async () => {
    const answer = await json('wrong-content-type');
    expect(answer.headers['content-type']).toBe('text/plain');
    expect(contentOf(answer)).toBe(counted);
  },
  truncated: async () => {
    const answer = await json('truncated');
    expect(answer.end).toBe('broken');
    expect(answer.bytes.length).toBe(Math.floor(Number(answer.headers['content-length']) / 2));
  },
  'early-hints': async () => {
    const answer = await json('early-hints');
    expect(answer).toMatchObject({ status: 200, earlyHints: 1 });
    expect(contentOf(answer)).toBe(counted);
  },
  'huge-headers': async () => {
    expect((await json('huge-headers-40')).headers['x-huge']).toHaveLength(40_000);
  },
};

const jsonAnswer = {
  messages: [{ role: 'user', content: 'Answer in JSON.' }],
  response_format: { type: 'json_object' },
};

describe('faults', () => {
  test.each(faults.map(({ name }) => name))('%s does what the table says', async (name) => {
    await proofs[name]?.();
    expect(proofs).toHaveProperty([name]);
  });

  test('a header brings a fault to any model', async () => {
    const body = { model: 'sim-free', messages, stream: true };
    const answer = await rawRequest(simulator, { headers: { 'x-simulator-fault': 'cut=2' }, body });
    expect(answer.end).toBe('broken');
    expect(dataOf(answer.text)).toHaveLength(2);
  });

  test('a header brings a fault to the list of models', async () => {
    const asked = { method: 'GET', path: '/v1/models', headers: { 'x-simulator-fault': '503' } };
    expect((await rawRequest(simulator, asked)).status).toBe(503);
  });

  test('an unknown fault is refused by either way', async () => {
    expect((await json('nonsense')).status).toBe(404);
    const headers = { 'x-simulator-fault': 'nonsense' };
    const answer = await rawRequest(simulator, { headers, body: { model: 'sim-free', messages } });
    expect(errorOf(answer)).toMatchObject({ message: expect.stringContaining('slow-first-token') });
  });

  test('the official client takes a stream that ends early for whole, and throws at an error event', async () => {
    const client = new OpenAI({ baseURL: simulator.url, apiKey: 'any', maxRetries: 0, logLevel: 'off' });
    const read = async (model: string): Promise<number> => {
      let count = 0;
      const chunks = await client.chat.completions.create({
        model,
        stream: true,
        messages: [{ role: 'user', content: 'Count to 10.' }],
      });
      for await (const _ of chunks) count += 1;
      return count;
    };
    expect(await read('fault-clean-eof-3')).toBe(3);
    expect(await read('fault-done-twice')).toBe(wholeEvents.length - 1);
    await expect(read('fault-error-event-3')).rejects.toMatchObject({ code: 'server_error' });
    await expect(read('fault-malformed-3')).rejects.toBeInstanceOf(SyntaxError);
  });

  test('a fault that answers nothing charges nothing, and a lie about usage changes no price', async () => {
    simulator.reset();
    await json('503');
    await json('absurd-usage');
    await rawRequest(simulator, { body: { model: 'sim-large', messages } });
    const [lied, honest] = simulator.invoice().lines;
    expect(simulator.invoice().lines).toHaveLength(2);
    expect(lied?.picodollars).toBe(honest?.picodollars);
  });
});
