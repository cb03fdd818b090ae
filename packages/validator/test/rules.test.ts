import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  checkUsage,
  type Problem,
  type RuleId,
  rules,
  streamChecker,
  validateRequest,
  validateResponse,
} from '../src/index.ts';
import {
  chunk,
  completion,
  delta,
  lastChunk,
  metadata,
  request,
  streamError,
  textStream,
  toolCallStart,
  toolCallStream,
  usage,
} from './support/valid.ts';

const ask = (fields: object) => validateRequest('createChatCompletion', { ...request(), ...fields });
const stream = (events: unknown[]): Problem[] => {
  const checker = streamChecker();
  return [...events.flatMap((event) => checker.push(event)), ...checker.end()];
};
const answer = (fields: object) =>
  validateResponse('createChatCompletion', 200, { ...completion(), ...fields });
const tools = [{ type: 'function', function: { name: 'get_weather' } }];
const start = chunk(delta({ role: 'assistant', content: 'Yes' }));
const finish = chunk(delta({}, 'stop'));
const toolCalls = (...pieces: object[]) => chunk(delta({ tool_calls: pieces }));
const unpriced = (fields: object) => ({
  prompt_tokens: 10,
  completion_tokens: 5,
  total_tokens: 15,
  ...fields,
});
const withUsage = (fields: object) => checkUsage({ ...usage(), ...fields }, metadata());

// For each rule, what breaks that one and no other.
const broken: Record<RuleId, () => Problem | Problem[] | null> = {
  R1: () => ask({ max_tokens: 5, max_completion_tokens: 6 }),
  R2: () => ask({ reasoning_effort: 'low', reasoning: { effort: 'high' } }),
  R3: () => ask({ top_logprobs: 2 }),
  R4: () => ask({ tools, tool_choice: { type: 'function', function: { name: 'get_time' } } }),
  R5: () => ask({ tools: [...tools, { type: 'web_search' }, ...tools] }),

  S1: () => stream([start, { ...chunk(), object: 'chat.completion' }, finish, lastChunk(), '[DONE]']),
  S2: () => stream([start, { ...finish, id: 'chatcmpl-2' }, lastChunk(), '[DONE]']),
  S3: () => stream([start, chunk(delta({ role: 'assistant' }, 'stop')), lastChunk(), '[DONE]']),
  S4: () => stream([start, toolCalls({ index: 0, id: 'call_1' }), finish, lastChunk(), '[DONE]']),
  S5: () => stream([start, toolCalls(toolCallStart(1, 'call_1')), finish, lastChunk(), '[DONE]']),
  S6: () => stream([start, finish, chunk(delta({ content: '!' })), lastChunk(), '[DONE]']),
  S7: () => stream([start, lastChunk(), '[DONE]']),
  S8: () => stream([start, finish, '[DONE]']),
  S9: () => stream([start, { ...finish, usage: usage() }, lastChunk(), '[DONE]']),
  S10: () => stream([...textStream(), '[DONE]']),
  S11: () => stream([...textStream(), finish]),
  S12: () => stream([start, streamError(), '[DONE]']),
  S13: () => stream([start, finish, lastChunk()]),
  S14: () => stream([start, chunk(delta({}, 'tool_calls')), lastChunk(), '[DONE]']),

  U1: () => withUsage({ total_tokens: 167 }),
  U2: () => checkUsage(unpriced({ prompt_tokens_details: { cached_tokens: 6, cache_write_tokens: 5 } })),
  U3: () => checkUsage(unpriced({ reasoning_tokens: 6 })),
  U4: () => checkUsage(unpriced({ reasoning_tokens: 2, completion_tokens_details: { reasoning_tokens: 3 } })),
  U5: () => withUsage({ cost_usd_total: 0.000810000001 }),
  U6: () => checkUsage(unpriced({ cost_usd_total: 0.1, cost_usd_output: 0.1 })),
  U7: () => checkUsage(unpriced({}), { ...metadata(), unpriced: ['model'] }),
  U8: () => withUsage({ cost_usd_total: 0.000811, cost_usd_input: 0.000061 }),
  U9: () => checkUsage(unpriced({}), { ...metadata(), price: undefined }),

  M1: () =>
    answer({
      metadata: {
        ...metadata(),
        routing: metadata()
          .routing.slice(-1)
          .flatMap((last) => [last, last]),
      },
    }),
  M2: () => answer({ model: 'claude-sonnet-4-5' }),
  M3: () => answer({ metadata: { ...metadata(), underlying_used_model: 'claude-sonnet-4-5' } }),
};

describe('breaking one rule', () => {
  test.each(Object.entries(broken))('%s: names that rule and no other', (id, breakIt) => {
    const problems = [breakIt()].flat();
    expect(problems.map((problem) => problem?.rule)).toEqual([id]);
  });
});

test.each([
  [{ reasoning: { enabled: false, max_tokens: 2_000 } }, 'reasoning.enabled', 'R2'],
  [{ reasoning: { enabled: false }, reasoning_effort: 'high' }, 'reasoning.enabled', 'R2'],
  [{ reasoning: { enabled: true, effort: 'none' } }, 'reasoning.enabled', 'R2'],
  [{ tools, tool_choice: { type: 'web_search' } }, 'tool_choice', 'R4'],
])('%j breaks a rule', (fields, param, rule) => {
  expect(ask(fields)).toMatchObject({ param, rule });
});

test.each([
  { reasoning: { enabled: false, effort: 'none' } },
  { reasoning: { enabled: true, effort: 'low', max_tokens: 2_000 } },
  { reasoning: { enabled: null, max_tokens: 2_000 }, reasoning_effort: 'high' },
  { tools: [...tools, { type: 'web_search' }], tool_choice: { type: 'web_search' } },
  { web_search: true, tool_choice: { type: 'web_search' } },
  { web_search_options: {}, tool_choice: 'required' },
])('%j breaks none', (fields) => {
  expect(ask(fields)).toBeNull();
});

test('every rule of the contract has code, and the code knows no other', () => {
  const folder = join(import.meta.dirname, '../src/rules');
  const code = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  const implemented = new Set(code.join().match(/(?<=')[RSUM]\d+(?=')/g));
  expect([...implemented].sort()).toEqual(Object.keys(rules).sort());
});

test('what breaks no rule has no problem', () => {
  expect(answer({})).toBeNull();
  expect(stream(textStream())).toEqual([]);
  expect(stream(toolCallStream())).toEqual([]);
  expect(stream([start, streamError()])).toEqual([]);
  expect(withUsage({})).toEqual([]);
  expect(
    ask({ max_tokens: 5, max_completion_tokens: 5, reasoning_effort: 'low', reasoning: { effort: 'low' } }),
  ).toBeNull();
  expect(checkUsage(unpriced({}), { ...metadata(), price: undefined, unpriced: ['model'] })).toEqual([]);
});
