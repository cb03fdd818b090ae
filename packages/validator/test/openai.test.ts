import { describe, expect, test } from 'vitest';
import * as parley from '../src/index.ts';
import * as openai from '../src/openai.ts';
import { delta, request, toolCallStart } from './support/valid.ts';

// As OpenAI answers: without metadata, costs or reasoning.
const usage = { prompt_tokens: 12, completion_tokens: 5, total_tokens: 17 };
const completion = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1_767_225_600,
  model: 'gpt-4o-2024-08-06',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: 'It is raining.', refusal: null },
      logprobs: null,
      finish_reason: 'stop',
    },
  ],
  usage,
};
const chunk = (...choices: object[]) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1_767_225_600,
  model: 'gpt-4o-2024-08-06',
  choices,
});
const start = chunk(delta({ role: 'assistant', content: '' }));
const finish = chunk(delta({}, 'stop'));
const lastChunk = { ...chunk(), usage };
const error = { message: 'No such model.', type: 'invalid_request_error', param: null, code: null };

const answer = (fields: object) => ({ ...completion, ...fields });
const message = (fields: object) =>
  answer({
    choices: [{ ...completion.choices[0], message: { ...completion.choices[0]?.message, ...fields } }],
  });

describe('an answer', () => {
  test.each<[string, number, unknown]>([
    ['of OpenAI', 200, completion],
    ['without usage', 200, answer({ usage: undefined })],
    ['with fields of its own, in any form', 200, answer({ metadata: 'mine', cost: '0.01' })],
    ['with a cost of its own', 200, answer({ usage: { ...usage, cost_usd_total: '0.01', cost: 5 } })],
    ['with an empty list of tool calls', 200, message({ tool_calls: [] })],
    ['with a custom tool call', 200, message({ tool_calls: [{ id: 'a', type: 'custom', custom: {} }] })],
    ['with reasoning in a form of its own', 200, message({ reasoning: { text: 'Hm.' } })],
    ['of an error with a code of its own', 429, { error: { ...error, type: 'tokens', code: 'slow_down' } }],
    ['of an error with any status', 418, { error }],
  ])('%s fits', (_, status, body) => {
    expect(openai.validateResponse('createChatCompletion', status, body)).toBeNull();
    expect(parley.validateResponse('createChatCompletion', status, body)).not.toBeNull();
  });

  test.each<[string, number, unknown, string]>([
    ['without id', 200, answer({ id: undefined }), 'id is required.'],
    ['with a bare error', 500, { error: 'Oops.' }, 'error must be an object, got "Oops.".'],
    ['with an error as success', 200, { error }, 'id is required.'],
    ['with a number for a code', 400, { error: { ...error, code: 400 } }, 'error.code must be'],
    ['with wrong sums', 200, answer({ usage: { ...usage, total_tokens: 1 } }), 'must be 12 + 5, got 1.'],
    [
      'with logprobs left out',
      200,
      answer({ choices: [{ ...completion.choices[0], logprobs: undefined }] }),
      'choices[0].logprobs is required.',
    ],
  ])('%s does not', (_, status, body, problem) => {
    expect(openai.validateResponse('createChatCompletion', status, body)?.message).toContain(problem);
  });

  test('of models needs what OpenAI lists only', () => {
    const model = { id: 'gpt-4o', object: 'model', created: 1, owned_by: 'openai' };
    const list = { object: 'list', data: [{ ...model, pricing: 5 }] };
    expect(openai.validateResponse('listModels', 200, list)).toBeNull();
    expect(openai.validateResponse('getModel', 200, { ...model, created: '1' })?.param).toBe('created');
  });
});

describe('a request', () => {
  const ask = (fields: object) => openai.validateRequest('createChatCompletion', { ...request(), ...fields });

  test.each([
    {
      tools: [{ type: 'custom', custom: { name: 'run' } }],
      tool_choice: { type: 'custom', custom: { name: 'run' } },
    },
    { functions: [{ name: 'f' }], function_call: { name: 'f' } },
    { messages: [{ role: 'function', name: 'f', content: '{}' }] },
    { plugins: 'mine', reasoning: true, usage: 5 },
    { max_tokens: 5, max_completion_tokens: 6 },
  ])('with %j fits', (fields) => {
    expect(ask(fields)).toBeNull();
    expect(parley.validateRequest('createChatCompletion', { ...request(), ...fields })).not.toBeNull();
  });

  test.each<[object, string, string | null]>([
    [{ temperature: 3 }, 'temperature', null],
    [{ tools: [{ type: 'web_search' }] }, 'tools[0].type', null],
    [{ messages: [{ role: 'robot' }] }, 'messages[0].role', null],
    [{ top_logprobs: 2 }, 'top_logprobs', 'R3'],
  ])('with %j does not', (fields, param, rule) => {
    expect(ask(fields)).toMatchObject({ param, rule });
  });
});

describe('a stream', () => {
  const usageAsked = { stream: true, stream_options: { include_usage: true } };
  const breaks = (events: unknown[], asked?: unknown) => {
    const checker = openai.streamChecker(asked);
    return [...events.flatMap((event) => checker.push(event)), ...checker.end()].map(({ rule }) => rule);
  };
  const calls = (...pieces: object[]) => chunk(delta({ tool_calls: pieces }));
  const called = chunk(delta({}, 'tool_calls'));

  test.each<[string, unknown[], unknown?]>([
    ['without usage', [start, finish, '[DONE]']],
    ['with usage that was asked for', [start, { ...finish, usage: null }, lastChunk, '[DONE]'], usageAsked],
    ['with usage that was not asked for', [start, finish, lastChunk, '[DONE]']],
    ['with a role in every delta', [start, chunk(delta({ role: 'assistant' }, 'stop')), '[DONE]']],
    ['with a first event of no choices', [chunk(), start, finish, '[DONE]']],
    ['with an error and then [DONE]', [start, { error }, '[DONE]']],
    [
      'with tool calls that say again what they are',
      [start, calls(toolCallStart(0, 'a')), calls(toolCallStart(0, 'a')), called, '[DONE]'],
    ],
  ])('%s is well', (_, events, asked) => {
    expect(breaks(events, asked)).toEqual([]);
  });

  test.each<[string, unknown[], string[], unknown?]>([
    ['that is cut', [start], ['S13']],
    ['of two ids', [start, { ...finish, id: 'b' }, '[DONE]'], ['S2']],
    ['without a finish_reason', [start, '[DONE]'], ['S7']],
    ['that goes on after its finish_reason', [start, finish, finish, '[DONE]'], ['S6']],
    ['without the usage that was asked for', [start, finish, '[DONE]'], ['S8'], usageAsked],
    ['with usage beside a choice', [start, { ...finish, usage }, '[DONE]'], ['S9']],
    [
      'with wrong sums',
      [start, finish, { ...lastChunk, usage: { ...usage, total_tokens: 1 } }, '[DONE]'],
      ['U1'],
    ],
    ['with a choice after its usage', [start, lastChunk, finish, '[DONE]'], ['S7', 'S10']],
    ['with a bare error', [start, { error: 'Oops.' }], ['S1']],
    ['with something after [DONE]', [start, finish, '[DONE]', finish], ['S11']],
    [
      'with parallel tool calls under one index',
      [start, calls(toolCallStart(0, 'a')), calls(toolCallStart(0, 'b')), called, '[DONE]'],
      ['S4'],
    ],
    [
      'with a tool call that begins without a name',
      [start, calls({ index: 0, id: 'a' }), called, '[DONE]'],
      ['S4'],
    ],
    ['that calls no tool', [start, called, '[DONE]'], ['S14']],
  ])('%s breaks a rule', (_, events, expected, asked) => {
    expect(breaks(events, asked)).toEqual(expected);
  });

  test('every rule that can be broken is listed, and none of money or metadata', () => {
    expect(Object.keys(openai.rules).join(' ')).toBe('R3 S1 S2 S4 S5 S6 S7 S8 S9 S10 S11 S13 S14 U1 U2 U3');
    expect(openai.rules.S2).toBe(parley.rules.S2);
  });
});
