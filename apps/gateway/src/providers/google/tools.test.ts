import type { ChatCompletionRequest } from '@parley/types';
import { describe, expect, test } from 'vitest';
import { callOf } from '../../../test/support/told-by-adapter.ts';
import { google } from './index.ts';

type Given = Partial<ChatCompletionRequest>;

/** The body as it goes on the wire. */
const bodyOf = (request: Given) => JSON.parse(JSON.stringify(google.request(callOf(request)).body));
const ignoredBy = (request: Given) => google.request(callOf(request)).ignored ?? [];

describe('tools', () => {
  const tool = (name: string, rest: object = {}) => ({
    type: 'function' as const,
    function: { name, ...rest },
  });
  const tools = [
    tool('a', { description: 'A', parameters: { properties: { x: { type: 'string' } } } }),
    tool('b'),
  ];
  const names = (body: { tools?: { functionDeclarations?: { name: string }[] }[] }) =>
    body.tools?.[0]?.functionDeclarations?.map(({ name }) => name);

  test('are declared with the schema of their arguments, which are an object', () => {
    expect(bodyOf({ tools }).tools).toEqual([
      {
        functionDeclarations: [
          {
            name: 'a',
            description: 'A',
            parametersJsonSchema: { type: 'object', properties: { x: { type: 'string' } } },
          },
          { name: 'b' },
        ],
      },
    ]);
  });

  const choices: [
    choice: ChatCompletionRequest['tool_choice'],
    config: object | undefined,
    offered: string[],
  ][] = [
    [null, undefined, ['a', 'b']],
    ['auto', { mode: 'AUTO' }, ['a', 'b']],
    ['none', { mode: 'NONE' }, ['a', 'b']],
    ['required', { mode: 'ANY' }, ['a', 'b']],
    [{ type: 'function', function: { name: 'b' } }, { mode: 'ANY', allowedFunctionNames: ['b'] }, ['a', 'b']],
    [{ type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: [tool('b')] } }, { mode: 'AUTO' }, ['b']],
    [
      { type: 'allowed_tools', allowed_tools: { mode: 'required', tools: [tool('b')] } },
      { mode: 'ANY' },
      ['b'],
    ],
  ];
  test.each(choices)('choice %j is %j', (tool_choice, config, offered) => {
    const body = bodyOf({ tools, tool_choice });
    expect(body.toolConfig?.functionCallingConfig).toEqual(config);
    expect(names(body)).toEqual(offered);
  });

  const searches: [given: Given, ignored: string[]][] = [
    [{ web_search: true }, []],
    [{ web_search_options: {} }, []],
    [{ web_search_options: { search_context_size: 'low' } }, ['web_search_options.search_context_size']],
    [{ tools: [{ type: 'web_search' }] }, []],
    [
      { tools: [{ type: 'web_search', max_uses: 2, blocked_domains: ['a.example'] }] },
      ['tools[].max_uses', 'tools[].blocked_domains'],
    ],
  ];
  test.each(searches)('%j searches with Google, and says what it can’t mind', (given, ignored) => {
    expect(bodyOf(given).tools).toEqual([{ googleSearch: {} }]);
    expect(ignoredBy(given)).toEqual(ignored);
  });

  test('a search can not be forced, and that is said', () => {
    expect(ignoredBy({ web_search: true, tool_choice: 'required' })).toEqual(['tool_choice']);
    expect(ignoredBy({ web_search: true, tool_choice: 'auto' })).toEqual([]);
  });

  test('a search and functions in one request are allowed by a flag', () => {
    expect(bodyOf({ tools, web_search: true }).toolConfig).toEqual({
      includeServerSideToolInvocations: true,
    });
    expect(bodyOf({ web_search: true }).toolConfig).toBeUndefined();
  });
});
