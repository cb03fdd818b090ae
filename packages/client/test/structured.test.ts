import { startSimulator } from '@parley/simulator';
import * as v from 'valibot';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import {
  createClient,
  createStructured,
  jsonSchema,
  readStructured,
  type Schema,
  structuredFormat,
  withJsonSchema,
} from '../src/index.ts';
import { hello, request } from './support/answers.ts';
import { caught } from './support/caught.ts';
import { answering } from './support/conversations.ts';
import { startScriptedServer } from './support/scripted-server.ts';

const City = z.object({ city: z.string(), celsius: z.number() });
const said = {
  type: 'object',
  properties: { city: { type: 'string' }, celsius: { type: 'number' } },
  required: ['city', 'celsius'],
} as const;

async function read<Output>(answer: Parameters<typeof answering>, schema: Schema<Output>) {
  return readStructured(answering(...answer), schema);
}

test.each<[string, Schema]>([
  ['zod', City],
  ['valibot', withJsonSchema(v.object({ city: v.string(), celsius: v.number() }), said)],
  ['a JSON Schema', jsonSchema(said)],
])('an answer is asked for and checked by %s', async (_, output) => {
  const answer = answering({ content: '{"city":"Oslo","celsius":4}' });
  const server = await startScriptedServer({ body: answer }, { body: answering({ content: '{"city":5}' }) });
  const client = createClient({ baseUrl: server.baseUrl });
  expect(await createStructured(client, { ...request, temperature: 0, output })).toEqual({
    output: { city: 'Oslo', celsius: 4 },
    completion: answer,
  });
  expect(server.requests[0]?.body).toMatchObject({
    ...request,
    temperature: 0,
    stream: false,
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'output', schema: { ...said, additionalProperties: false }, strict: true },
    },
  });
  expect(server.requests[0]?.body).not.toHaveProperty('output');
  expect((await caught(createStructured(client, { ...request, output }))).code).toBe('output_invalid');
});

test('what the schema makes of an answer is what you get', async () => {
  const schema = z.object({
    at: z.iso.date().transform((text) => text.split('-')),
    seats: z.number().default(2),
  });
  expect(await read([{ content: '{"at":"2026-11-23"}' }], schema)).toEqual({
    at: ['2026', '11', '23'],
    seats: 2,
  });
});

describe('an answer that is not what was asked for', () => {
  test.each<[string, Parameters<typeof answering>, object]>([
    [
      'is no JSON',
      [{ content: 'It is 4 °C in Oslo.' }],
      {
        code: 'output_invalid',
        text: 'It is 4 °C in Oslo.',
        issues: [],
        message: expect.stringContaining('not JSON'),
      },
    ],
    [
      'does not fit',
      [{ content: '{"city":"Oslo","celsius":"4"}' }],
      {
        code: 'output_invalid',
        text: '{"city":"Oslo","celsius":"4"}',
        issues: [{ path: ['celsius'] }],
        message: expect.stringContaining('does not fit: celsius: '),
      },
    ],
    ['is nothing', [{ content: null }], { code: 'output_invalid', text: '', issues: [] }],
    [
      'is a refusal',
      [{ refusal: 'I will not.' }],
      { code: 'output_refused', refusal: 'I will not.', message: 'The model refused: "I will not."' },
    ],
    [
      'was withheld',
      [{ content: '' }, hello.usage, 'content_filter'],
      { code: 'output_refused', refusal: null },
    ],
    [
      'was cut off',
      [{ content: '{"city":"Os' }, hello.usage, 'length'],
      {
        code: 'output_truncated',
        text: '{"city":"Os',
        message: expect.stringContaining('max_completion_tokens'),
      },
    ],
  ])('because it %s says so', async (_, answer, wanted) => {
    expect(await caught(read(answer, City))).toMatchObject({
      ...wanted,
      status: null,
      retryable: false,
      requestId: 'req_1',
      completion: answering(...answer),
    });
  });
});

test("another server's answer without metadata is read too", async () => {
  const { metadata: _metadata, ...bare } = answering({ content: 'no' });
  const server = await startScriptedServer({ body: bare });
  const call = createStructured(createClient({ baseUrl: server.baseUrl }), { ...request, output: City });
  expect(await caught(call)).toMatchObject({ code: 'output_invalid', requestId: null });
});

describe('structuredFormat', () => {
  const schemaOf = (schema: Schema) => structuredFormat(schema).json_schema;

  test('closes every object that does not say, wherever it stands, and no value', () => {
    const open = { type: 'object', properties: { x: { type: 'number' } }, required: ['x'] } as const;
    const closed = { ...open, additionalProperties: false };
    expect(
      schemaOf(
        jsonSchema({
          type: 'object',
          properties: {
            default: open,
            properties: open,
            list: { type: 'array', items: open },
            either: { anyOf: [open, { type: 'null' }] },
            one: { const: open },
            free: { type: 'object', additionalProperties: { type: 'string' } },
          },
          $defs: { enum: open },
        }),
      ).schema,
    ).toEqual({
      type: 'object',
      additionalProperties: false,
      properties: {
        default: closed,
        properties: closed,
        list: { type: 'array', items: closed },
        either: { anyOf: [closed, { type: 'null' }] },
        one: { const: open },
        free: { type: 'object', additionalProperties: { type: 'string' } },
      },
      $defs: { enum: closed },
    });
  });

  test.each<[string, boolean, Schema]>([
    ['all that is named is required', true, City],
    ['all below is required too', true, z.object({ list: z.array(City), either: z.union([City, z.null()]) })],
    ['something may be absent', false, z.object({ city: z.string().optional() })],
    ['something below may be absent', false, z.object({ list: z.array(City.partial()) })],
    ['an object is open', false, z.looseObject({ city: z.string() })],
    ['an object has any keys', false, z.object({ by: z.record(z.string(), z.number()) })],
    ['a member named like a keyword is open', false, z.object({ default: z.looseObject({}) })],
  ])('when %s, strict is %s', (_, strict, schema) => {
    expect(schemaOf(schema).strict).toBe(strict);
  });
});

test('a stream is asked and read by the two halves', async () => {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  const client = createClient({ baseUrl: simulator.url, apiKey: 'sk-any' });
  const messages = [{ role: 'user' as const, content: 'Where is it raining?' }];
  const body = { model: 'sim-large', messages };
  const stream = await client.chat.completions.create({
    ...body,
    response_format: structuredFormat(City),
    stream: true,
  });
  const streamed = await readStructured(await stream.final(), City);
  const { output } = await createStructured(client, { ...body, output: City });
  expect(streamed).toEqual(output);
  const faulty = { headers: { 'x-simulator-fault': 'broken-json' } };
  expect((await caught(createStructured(client, { ...body, output: City }, faulty))).code).toBe(
    'output_invalid',
  );
  const short = createStructured(client, { ...body, max_tokens: 3, output: City });
  expect((await caught(short)).code).toBe('output_truncated');
  const filtered = createStructured(client, { ...body, model: 'fault-content-filter', output: City });
  expect((await caught(filtered)).code).toBe('output_refused');
});
