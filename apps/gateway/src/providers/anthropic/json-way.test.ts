import { describe, expect, test } from 'vitest';
import { byBudget, clock, early, type Given, plain, written } from '../../../test/support/claude.ts';

describe('an answer in JSON', () => {
  const schema = {
    type: 'object',
    properties: {
      age: { type: 'integer', minimum: 1 },
      tags: { type: 'array', items: { type: 'object', properties: {} } },
    },
    required: ['age'],
  };
  const format = (given: object): Given => ({
    response_format: { type: 'json_schema', json_schema: { name: 'person', schema: { ...given } } },
  });

  test("by a schema is Anthropic's own: every object closed, and what it can't enforce said in words", () => {
    expect(written(format(schema), byBudget)).toEqual({
      max_tokens: 64_000,
      output_config: {
        format: {
          type: 'json_schema',
          schema: {
            type: 'object',
            properties: {
              age: { type: 'integer', description: '{"minimum":1}' },
              tags: { type: 'array', items: { type: 'object', properties: {}, additionalProperties: false } },
            },
            required: ['age'],
            additionalProperties: false,
          },
        },
      },
    });
  });

  test('by a schema is a tool that must be called, where the model has no such thing', () => {
    expect(written(format(schema), early)).toEqual({
      max_tokens: 32_000,
      tools: [{ name: 'answer_in_json', description: 'Gives the answer.', input_schema: schema }],
      tool_choice: { type: 'tool', name: 'answer_in_json' },
    });
  });

  const beyond: [what: string, schema: object][] = [
    ['an object that is open', { type: 'object', properties: {}, additionalProperties: true }],
    ['an object of any keys', { type: 'object', additionalProperties: { type: 'string' } }],
    ['patterns of keys', { type: 'object', properties: {}, patternProperties: { '^x': {} } }],
    [
      'a schema that holds itself',
      {
        type: 'object',
        properties: { next: { $ref: '#/$defs/node' } },
        $defs: { node: { type: 'object', properties: { next: { $ref: '#/$defs/node' } } } },
      },
    ],
    ['a reference to nowhere', { type: 'object', properties: { a: { $ref: '#/$defs/gone' } } }],
    [
      'a reference to elsewhere',
      { type: 'object', properties: { a: { $ref: 'https://example.com/s.json' } } },
    ],
  ];
  test.each(beyond)('by a schema beyond its limits is asked for by a tool: %s', (_what, given) => {
    expect(written(format(given), byBudget)).toMatchObject({ tool_choice: { name: 'answer_in_json' } });
  });

  test('keeps references within the schema', () => {
    const given = {
      type: 'object',
      properties: { a: { $ref: '#/$defs/x' }, b: { oneOf: [{ $ref: '#/$defs/x' }, { type: 'null' }] } },
      $defs: { x: { type: 'string', format: 'date', maxLength: 10, description: 'A day.' } },
    };
    const { output_config: config } = written(format(given), byBudget);
    expect(config).toEqual({
      format: {
        type: 'json_schema',
        schema: {
          type: 'object',
          properties: { a: { $ref: '#/$defs/x' }, b: { anyOf: [{ $ref: '#/$defs/x' }, { type: 'null' }] } },
          $defs: { x: { type: 'string', format: 'date', description: 'A day.\n{"maxLength":10}' } },
          additionalProperties: false,
        },
      },
    });
  });

  const inWords: [what: string, given: Given][] = [
    ['any object', { response_format: { type: 'json_object' } }],
    ["a schema that isn't there", { response_format: { type: 'json_schema', json_schema: { name: 'x' } } }],
    ['a schema beside tools', { ...format(schema), tools: [clock] }],
    ['a schema beside a search', { ...format(schema), web_search: true }],
    ['a schema beside thinking', { ...format(schema), reasoning_effort: 'low' }],
    ['a schema of no object', format({ type: 'array', items: {} })],
  ];
  test.each(inWords)('is asked for in words: %s', (_what, given) => {
    const { system, output_config: config, tool_choice: choice } = written(given, early);
    expect([system, config, choice]).toEqual([
      [{ type: 'text', text: expect.stringMatching(/^Answer with one JSON /) }],
      undefined,
      undefined,
    ]);
  });

  test('is asked for after what the caller instructs', () => {
    const messages: Given['messages'] = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Go' },
    ];
    expect(written({ messages, response_format: { type: 'json_object' } }, plain)).toMatchObject({
      system: [{ text: 'Be brief.' }, { text: expect.stringMatching(/^Answer with one JSON object /) }],
    });
  });

  test('as plain text is nothing', () => {
    expect(written({ response_format: { type: 'text' } }, plain)).toEqual({ max_tokens: 4096 });
  });
});
