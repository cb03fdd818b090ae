import type { ChatCompletionRequest } from '@parley/types';
import { describe, expect, test } from 'vitest';
import type { ProviderAnswer } from '../providers/adapter.ts';
import { heal } from './heal.ts';

const answerOf = (...contents: (string | null)[]): ProviderAnswer => ({
  id: 'a',
  object: 'chat.completion',
  created: 1,
  model: 'acme/m1',
  usage: null,
  choices: contents.map((content, index) => ({
    index,
    message: { role: 'assistant', content, refusal: null },
    logprobs: null,
    finish_reason: 'length',
  })),
});

const asking = (given: Partial<ChatCompletionRequest> = {}): ChatCompletionRequest => ({
  model: 'acme/m1',
  messages: [{ role: 'user', content: 'JSON, please.' }],
  plugins: [{ id: 'response-healing' }],
  response_format: { type: 'json_object' },
  ...given,
});

const note = expect.stringMatching(/\.$/);

test('what is broken is mended, and the rest of the answer stays', () => {
  const given = answerOf('```json\n{"a": "b');
  const { answer, plugins } = heal(given, asking());
  const [choice] = given.choices;
  expect(answer).toEqual({
    ...given,
    choices: [{ ...choice, message: { ...choice?.message, content: '{"a": "b"}' } }],
  });
  expect(plugins).toEqual({
    'response-healing': { applied: true, methods: ['markdown_extraction', 'truncation_completion'] },
  });
});

test('a list is taken out of prose where the schema asks for one', () => {
  const list = (type: string) =>
    asking({ response_format: { type: 'json_schema', json_schema: { name: 'x', schema: { type } } } });
  const content = (request: ChatCompletionRequest) =>
    heal(answerOf('They are [1, 2, 3].'), request).answer.choices[0]?.message.content;
  expect(content(list('array'))).toBe('[1, 2, 3]');
  expect(content(list('object'))).toBe('They are [1, 2, 3].');
});

describe('nothing is done, and that is said', () => {
  const report = (fields: object) => ({ 'response-healing': { applied: false, methods: [], ...fields } });
  const cases: [what: string, request: ChatCompletionRequest, content: string | null, plugins: object][] = [
    ['when it was not asked for', asking({ plugins: null }), '{"a": 1', {}],
    [
      'when it was turned off',
      asking({ plugins: [{ id: 'response-healing', enabled: false }] }),
      '{"a": 1',
      {},
    ],
    [
      'when no JSON was asked for',
      asking({ response_format: { type: 'text' } }),
      '{"a": 1',
      report({ note }),
    ],
    ['when it is JSON', asking(), ' {"a": 1 }\n', report({})],
    ['when it is prose', asking(), 'I am sorry, I can not do that.', report({ note })],
    ['when there is no text', asking(), null, report({})],
  ];
  test.each(cases)('%s', (_what, request, content, plugins) => {
    const given = answerOf(content);
    expect(heal(given, request)).toEqual({ answer: given, plugins });
  });

  test('when tools are called: what is said beside a call is not the answer', () => {
    const given = answerOf('I will look it up: {');
    const calling: ProviderAnswer = {
      ...given,
      choices: given.choices.map((choice) => ({ ...choice, finish_reason: 'tool_calls' })),
    };
    expect(heal(calling, asking())).toEqual({ answer: calling, plugins: report({}) });
  });
});

test('one choice of two that can be mended is, and the note names the other', () => {
  const { answer, plugins } = heal(answerOf('{"a": "b', 'prose'), asking());
  expect(answer.choices.map(({ message }) => message.content)).toEqual(['{"a": "b"}', 'prose']);
  expect(plugins['response-healing']).toEqual({
    applied: true,
    methods: ['truncation_completion'],
    note: expect.stringMatching(/^choices\[1\]: .+\.$/),
  });
});
