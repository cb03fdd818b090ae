import type { ChatCompletionRequest } from '@parley/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ProviderAnswer } from '../providers/adapter.ts';
import { heal, leaveUnhealed } from './heal.ts';

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
    finish_reason: 'stop',
  })),
});

const asking = (given: Partial<ChatCompletionRequest> = {}): ChatCompletionRequest => ({
  model: 'acme/m1',
  messages: [{ role: 'user', content: 'JSON, please.' }],
  plugins: [{ id: 'response-healing' }],
  response_format: { type: 'json_object' },
  ...given,
});

const mended: [given: string, want: unknown, method: string, why: string][] = [
  ['```json\n{"a": 1}\n```', { a: 1 }, 'extraction', 'a fence'],
  ['Here it is:\n```\n{"a": 1}\n```\nAnything else?', { a: 1 }, 'extraction', 'a fence in prose'],
  ['Sure: {"a": "}"} Bye.', { a: '}' }, 'extraction', 'prose on both sides, a bracket in a string'],
  ['As [1] says, {x} is {"a": 1}', { a: 1 }, 'extraction', 'other brackets in the prose'],
  ['{"a": "say \\"}\\""} !', { a: 'say "}"' }, 'extraction', 'an escaped quote'],
  ['```json\n{"a": 1', { a: 1 }, 'jsonrepair', 'cut inside its fence'],
  ['{"a": 1', { a: 1 }, 'jsonrepair', 'cut before its bracket'],
  ['{"a": "some te', { a: 'some te' }, 'jsonrepair', 'cut inside a string'],
  ['{"a": [1, 2', { a: [1, 2] }, 'jsonrepair', 'cut inside an array'],
  ["Look: {a: 'x', b: True,} Good?", { a: 'x', b: true }, 'jsonrepair', 'Python in prose'],
  ['{"a": 1,}', { a: 1 }, 'jsonrepair', 'a comma too many'],
];
test.each(mended)('%j becomes %j by %s: %s', (given, want, method) => {
  const { answer, plugins } = heal(answerOf(given), asking());
  expect(plugins).toEqual({ 'response-healing': { applied: true, method } });
  expect(JSON.parse(answer.choices[0]?.message.content ?? '')).toEqual(want);
});

test('a list is taken only where the schema asks for one', () => {
  const list = (type: string) =>
    asking({ response_format: { type: 'json_schema', json_schema: { name: 'x', schema: { type } } } });
  const content = (request: ChatCompletionRequest) =>
    heal(answerOf('They are [1, 2, 3].'), request).answer.choices[0]?.message.content;
  expect(content(list('array'))).toBe('[1, 2, 3]');
  expect(content(list('object'))).toBe('They are [1, 2, 3].');
});

test('valid JSON is never touched, not by a byte', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom('', ' ', '\n\t'), (text, space) => {
      const given = answerOf(space + text + space);
      const { answer, plugins } = heal(given, asking());
      expect(answer.choices).toEqual(given.choices);
      expect(plugins['response-healing']).toEqual({ applied: false });
    }),
  );
});

test('whatever the text, the outcome is JSON or the text itself, and the report says which', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const { answer, plugins } = heal(answerOf(text), asking());
      const content = answer.choices[0]?.message.content ?? '';
      if (plugins['response-healing']?.applied) expect(typeof JSON.parse(content)).toBe('object');
      else expect(content).toBe(text);
    }),
  );
});

describe('nothing is done, and that is said', () => {
  const cases: [what: string, request: ChatCompletionRequest, content: string, plugins: object][] = [
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
      { 'response-healing': { applied: false, note: expect.any(String) } },
    ],
    ...['I am sorry, I can not do that.', 'Use {name}, or [see 4], or a: b.', 'The answer is 42'].map(
      (prose): [string, ChatCompletionRequest, string, object] => [
        `when the text is prose: ${prose}`,
        asking(),
        prose,
        { 'response-healing': { applied: false, note: expect.any(String) } },
      ],
    ),
  ];
  test.each(cases)('%s', (_what, request, content, plugins) => {
    const given = answerOf(content);
    expect(heal(given, request)).toEqual({ answer: given, plugins });
  });

  test('when there is no content: a tool call is not JSON that was asked for', () => {
    expect(heal(answerOf(null), asking()).plugins).toEqual({ 'response-healing': { applied: false } });
  });
});

test('one choice of two that can be mended is, and the other is reported', () => {
  const { answer, plugins } = heal(answerOf('{"a": 1', 'prose'), asking());
  expect(answer.choices.map(({ message }) => message.content)).toEqual(['{"a": 1}', 'prose']);
  expect(plugins['response-healing']).toEqual({
    applied: true,
    method: 'jsonrepair',
    note: expect.any(String),
  });
});

test('a stream is left as it is, and says so where healing was asked for', () => {
  expect(leaveUnhealed(asking())).toEqual({
    'response-healing': { applied: false, note: expect.any(String) },
  });
  expect(leaveUnhealed(asking({ plugins: [] }))).toEqual({});
});
