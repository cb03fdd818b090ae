import { afterAll, describe, expect, test } from 'vitest';
import { models, startSimulator } from '../src/index.ts';
import { dataOf, rawRequest } from './raw-request.ts';

const simulator = await startSimulator();
afterAll(() => simulator.close());

const messages = [{ role: 'user', content: 'Why?' }];
const look = { type: 'function', function: { name: 'look' } };
const call = { id: 'call_1', type: 'function', function: { name: 'look', arguments: '{}' } };
const picture = [
  { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://example.com/a.png' } }] },
];

const refused: [body: object, code: string | null, param: string | null][] = [
  [{ model: undefined }, 'missing_required_parameter', 'model'],
  [{ messages: undefined }, 'missing_required_parameter', 'messages'],
  [{ messages: [] }, 'empty_array', 'messages'],
  [{ messages: 'Why?' }, 'invalid_type', 'messages'],
  [{ messages: [{ role: 'robot', content: '' }] }, 'invalid_value', 'messages[0].role'],
  [{ messages: [{ role: 'user' }] }, 'missing_required_parameter', 'messages[0].content'],
  [{ messages: [{ role: 'user', content: null }] }, 'invalid_type', 'messages[0].content'],
  [
    { messages: [{ role: 'user', content: [{ type: 'text' }] }] },
    'missing_required_parameter',
    'messages[0].content[0].text',
  ],
  [
    { messages: [{ role: 'system', content: picture[0]?.content }] },
    'invalid_value',
    'messages[0].content[0].type',
  ],
  [
    {
      messages: [
        { role: 'user', content: [{ type: 'image_url', image_url: { url: 'file:///etc/passwd' } }] },
      ],
    },
    'invalid_image_url',
    'messages[0].content[0].image_url.url',
  ],
  [
    { messages: [...messages, { role: 'tool', tool_call_id: 'x', content: '' }] },
    'invalid_value',
    'messages[1].tool_call_id',
  ],
  [
    { messages: [{ role: 'assistant', tool_calls: [call] }, ...messages] },
    'invalid_value',
    'messages[1].role',
  ],
  [{ temperature: 2.1 }, 'decimal_above_max_value', 'temperature'],
  [{ temperature: '1' }, 'invalid_type', 'temperature'],
  [{ top_p: -0.1 }, 'decimal_below_min_value', 'top_p'],
  [{ presence_penalty: 3 }, 'decimal_above_max_value', 'presence_penalty'],
  [{ frequency_penalty: -3 }, 'decimal_below_min_value', 'frequency_penalty'],
  [{ max_tokens: 0 }, 'integer_below_min_value', 'max_tokens'],
  [{ max_tokens: 1.5 }, 'invalid_type', 'max_tokens'],
  [{ max_tokens: 5, max_completion_tokens: 6 }, 'invalid_value', 'max_tokens'],
  [{ max_tokens: 1_000_000 }, 'invalid_value', 'max_tokens'],
  [{ n: 129 }, 'integer_above_max_value', 'n'],
  [{ stop: ['a', 'b', 'c', 'd', 'e'] }, 'array_above_max_length', 'stop'],
  [{ logit_bias: { 50256: 101 } }, 'decimal_above_max_value', 'logit_bias.50256'],
  [{ top_logprobs: 2 }, 'invalid_value', 'top_logprobs'],
  [{ logprobs: true, top_logprobs: 21 }, 'integer_above_max_value', 'top_logprobs'],
  [{ stream_options: { include_usage: true } }, 'invalid_value', 'stream_options'],
  [{ response_format: { type: 'xml' } }, 'invalid_value', 'response_format.type'],
  [{ response_format: { type: 'json_schema' } }, 'missing_required_parameter', 'response_format.json_schema'],
  [{ response_format: { type: 'json_object' } }, 'invalid_value', 'messages'],
  [{ tools: [{ type: 'function' }] }, 'missing_required_parameter', 'tools[0].function'],
  [{ tools: [{ type: 'function', function: { name: 'a b' } }] }, 'invalid_value', 'tools[0].function.name'],
  [{ tool_choice: 'auto' }, 'invalid_value', 'tool_choice'],
  [
    { tools: [look], tool_choice: { type: 'function', function: { name: 'run' } } },
    'invalid_value',
    'tool_choice',
  ],
  [{ parallel_tool_calls: true }, 'invalid_value', 'parallel_tool_calls'],
  [{ reasoning_effort: 'huge' }, 'invalid_value', 'reasoning_effort'],
  [{ metadata: { a: 1 } }, 'invalid_type', 'metadata.a'],
  [{ reasoning: { effort: 'low' } }, 'unknown_parameter', 'reasoning'],
  [{ constructor: 1 }, 'unknown_parameter', 'constructor'],
  [{ model: 'sim-fast', tools: [look] }, 'unsupported_parameter', 'tools'],
  [{ model: 'sim-small', reasoning_effort: 'low' }, 'unsupported_parameter', 'reasoning_effort'],
  [{ model: 'sim-small', web_search_options: {} }, 'unsupported_parameter', 'web_search_options'],
  [{ model: 'sim-small', messages: picture }, 'unsupported_parameter', 'messages'],
  [
    { model: 'sim-free', messages: [{ role: 'user', content: 'word '.repeat(9000) }] },
    'context_length_exceeded',
    'messages',
  ],
];

function post(body: unknown, headers: Record<string, string> = {}) {
  return rawRequest(simulator, { body, headers });
}

describe('a request', () => {
  test.each(refused)('%j is refused with code %s', async (change, code, param) => {
    const { status, text } = await post({ model: 'sim-large', messages, ...change });
    expect(status).toBe(400);
    expect(JSON.parse(text)).toEqual({
      error: { message: expect.any(String), type: 'invalid_request_error', param, code },
    });
  });

  test('with every known parameter, or with null for each, is answered', async () => {
    const all = {
      model: 'sim-large',
      messages: [
        { role: 'developer', content: [{ type: 'text', text: 'Be brief, in json.' }] },
        { role: 'user', name: 'ada', content: 'Look.' },
        { role: 'assistant', content: null, tool_calls: [call], reasoning_content: 'Hm.' },
        { role: 'tool', tool_call_id: 'call_1', content: 'Dark.' },
        { role: 'assistant', content: [{ type: 'text', text: 'Dark.' }], refusal: null },
        { role: 'user', content: [...(picture[0]?.content ?? []), { type: 'file', file: { file_id: 'f' } }] },
      ],
      temperature: 0,
      top_p: 1,
      max_tokens: 50,
      max_completion_tokens: 50,
      frequency_penalty: -2,
      presence_penalty: 2,
      logit_bias: { 1: -100 },
      logprobs: true,
      top_logprobs: 0,
      n: 1,
      stop: 'x',
      seed: -5,
      stream: true,
      stream_options: { include_usage: true, include_obfuscation: false },
      tools: [look],
      tool_choice: 'none',
      parallel_tool_calls: false,
      reasoning_effort: 'minimal',
      response_format: { type: 'json_object' },
      metadata: { a: 'b' },
      user: 'u',
      store: false,
      service_tier: 'auto',
      verbosity: 'low',
      prompt_cache_key: 'k',
      safety_identifier: 's',
      prediction: { type: 'content', content: 'x' },
      modalities: ['text'],
    };
    const { status, text } = await post(all);
    expect({ status, last: dataOf(text).at(-1) }).toEqual({ status: 200, last: '[DONE]' });
    const nulls = Object.fromEntries(Object.keys(all).map((name) => [name, null]));
    expect((await post({ ...nulls, model: 'sim-large', messages })).status).toBe(200);
  });

  test.each(models.map(({ id }) => id))('to %s without anything else is answered', async (model) => {
    expect((await post({ model, messages })).status).toBe(200);
  });

  test('without a key is a 401, without JSON a 400, to nowhere a 404, by a wrong method a 405', async () => {
    expect(await post({ model: 'sim-large', messages }, { authorization: '' })).toMatchObject({
      status: 401,
    });
    expect(await post('{"model":')).toMatchObject({ status: 400 });
    expect(await post({}, { 'content-type': 'text/plain' })).toMatchObject({ status: 400 });
    expect(await rawRequest(simulator, { path: '/v1/elsewhere' })).toMatchObject({ status: 404 });
    const wrong = await rawRequest(simulator, { method: 'GET' });
    expect(wrong).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    expect(JSON.parse(wrong.text)).toMatchObject({ error: { code: 'method_not_supported' } });
  });

  test('is recorded as it came', async () => {
    simulator.reset();
    const body = { model: 'sim-fast', messages };
    await post(body, { 'x-team': 'blue' });
    expect(simulator.requests).toMatchObject([
      {
        method: 'POST',
        path: '/v1/chat/completions',
        body: JSON.stringify(body),
        parsed: body,
        aborted: false,
      },
    ]);
    expect(simulator.requests[0]?.headers).toMatchObject({ 'x-team': 'blue', authorization: 'Bearer any' });
  });
});
