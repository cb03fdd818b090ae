import { expect, test } from 'vitest';
import { validateRequest } from '../src/index.ts';
import { request } from './support/valid.ts';

const functionTool = (name: string) => ({ type: 'function', function: { name } });
const tools = [functionTool('get_weather'), functionTool('get_time')];
const allowed = (...names: string[]) => ({
  type: 'allowed_tools',
  allowed_tools: { mode: 'auto', tools: names.map(functionTool) },
});

test.each<[object, string, string, string]>([
  [
    { max_tokens: 5, max_completion_tokens: 6 },
    'max_tokens',
    'conflict',
    'max_tokens is 5 and max_completion_tokens is 6; give one of them, or the same number.',
  ],
  [
    { reasoning_effort: 'low', reasoning: { effort: 'none' } },
    'reasoning_effort',
    'conflict',
    'reasoning_effort is "low" and reasoning.effort is "none"; give one of them, or the same value.',
  ],
  [
    { top_logprobs: 0, logprobs: false },
    'top_logprobs',
    'invalid',
    'top_logprobs is 0, which needs logprobs to be true.',
  ],
  [
    { tool_choice: 'required' },
    'tool_choice',
    'invalid',
    'tool_choice is "required", but there are no tools.',
  ],
  [
    { tool_choice: 'required', tools: [] },
    'tool_choice',
    'invalid',
    'tool_choice is "required", but there are no tools.',
  ],
  [
    { tool_choice: allowed('get_weather') },
    'tool_choice',
    'invalid',
    'tool_choice is of type "allowed_tools", but there are no tools.',
  ],
  [
    { tools, tool_choice: allowed('get_weather', 'get_wether') },
    'tool_choice.allowed_tools.tools[1].function.name',
    'invalid',
    'tool_choice.allowed_tools.tools[1].function.name is "get_wether", which is not among the tools.',
  ],
  [
    { tool_choice: functionTool('get_weather') },
    'tool_choice.function.name',
    'invalid',
    'tool_choice.function.name is "get_weather", which is not among the tools.',
  ],
  [
    { tools: [...tools, functionTool('get_time')] },
    'tools[2].function.name',
    'invalid',
    'tools has two functions named "get_time".',
  ],
])('%j breaks a rule', (fields, param, kind, message) => {
  expect(validateRequest('createChatCompletion', { ...request(), ...fields })).toMatchObject({
    param,
    kind,
    message,
  });
});

test.each<[object]>([
  [{ max_tokens: 5, max_completion_tokens: null }],
  [{ reasoning_effort: null, reasoning: { effort: 'high' } }],
  [{ reasoning_effort: 'high', reasoning: { max_tokens: 100 } }],
  [{ top_logprobs: 2, logprobs: true }],
  [{ top_logprobs: null }],
  [{ tool_choice: 'none' }],
  [{ tool_choice: { type: 'web_search' }, web_search: true }],
  [{ tool_choice: 'required', web_search: true }],
  [{ tool_choice: 'required', web_search_options: {} }],
  [{ tool_choice: 'required', tools: [{ type: 'web_search' }] }],
  [{ tools, tool_choice: functionTool('get_time') }],
  [{ tools, tool_choice: allowed('get_weather', 'get_time') }],
  [{ tools: [{ type: 'web_search' }, { type: 'web_search' }] }],
])('%j breaks none', (fields) => {
  expect(validateRequest('createChatCompletion', { ...request(), ...fields })).toBeNull();
});
