import { expect, test } from 'vitest';
import { validate } from './validate.ts';

const asked = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] };
const weather = { type: 'function', function: { name: 'weather' } };
const search = { type: 'web_search' };

test.each([
  [{ web_search: true }, {}],
  [{ web_search_options: {}, tools: [search] }, {}],
  [{ tools: [search, weather] }, { tools: [weather], tool_choice: 'none' }],
  [{ tools: [weather] }, { tools: [weather], tool_choice: 'none' }],
])('where no tool may be used, no search is made: %j', (given, want) => {
  expect(validate({ ...asked, ...given, tool_choice: 'none' })).toEqual({ ...asked, ...want });
});

test('nothing else is changed', () => {
  const request = { ...asked, tools: [search, weather], tool_choice: 'required', temperature: null };
  expect(validate(request)).toBe(request);
});
