import * as v from 'valibot';
import { expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import {
  type ChatChunk,
  type ChatCompletion,
  createStructured,
  type FromJsonSchema,
  jsonSchema,
  type ParleyClient,
  readStructured,
  runTools,
  type SchemaOutput,
  type ToolRunEvent,
  tool,
  type Usage,
  withJsonSchema,
} from '../src/index.ts';

const model = 'auto';
const messages = [{ role: 'user' as const, content: 'Hi' }];

test("a tool's arguments have the type of their schema", () => {
  tool({
    name: 'by_zod',
    parameters: z.object({
      city: z.string(),
      days: z.number().default(1),
      at: z.string().transform(Number).optional(),
    }),
    execute(input) {
      expectTypeOf(input).toEqualTypeOf<{ city: string; days: number; at?: number | undefined }>();
    },
  });
  tool({
    name: 'by_valibot',
    parameters: withJsonSchema(v.object({ city: v.string() }), { type: 'object' }),
    execute(input, { call, signal }) {
      expectTypeOf(input).toEqualTypeOf<{ city: string }>();
      expectTypeOf(call.function.arguments).toEqualTypeOf<string>();
      expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
    },
  });
  tool({
    name: 'by_json_schema',
    parameters: jsonSchema({
      type: 'object',
      properties: {
        city: { type: 'string' },
        unit: { enum: ['C', 'F'] },
        days: { type: 'array', items: { type: 'integer' } },
      },
      required: ['city', 'unit'],
    }),
    execute(input) {
      expectTypeOf(input).toEqualTypeOf<{ city: string; unit: 'C' | 'F'; days?: number[] }>();
      // @ts-expect-error no such argument
      return input.country;
    },
  });
  const _ = () => [
    // @ts-expect-error valibot can't say itself as JSON Schema: withJsonSchema has to
    tool({ name: 'f', parameters: v.object({ city: v.string() }), execute: () => '' }),
    // @ts-expect-error a JSON Schema alone has no type: jsonSchema gives it one
    tool({ name: 'f', parameters: { type: 'object' }, execute: () => '' }),
    tool({
      name: 'f',
      // @ts-expect-error of another type than execute takes
      parameters: z.object({ city: z.string() }),
      execute: (input: { city: number }) => input.city,
    }),
  ];
});

test('a JSON Schema has the type of what fits it', () => {
  expectTypeOf<FromJsonSchema<{ type: 'string' }>>().toEqualTypeOf<string>();
  expectTypeOf<FromJsonSchema<{ type: 'integer' }>>().toEqualTypeOf<number>();
  expectTypeOf<FromJsonSchema<{ type: ['string', 'null'] }>>().toEqualTypeOf<string | null>();
  expectTypeOf<FromJsonSchema<{ const: 5 }>>().toEqualTypeOf<5>();
  expectTypeOf<FromJsonSchema<{ enum: readonly ['a', 1, null] }>>().toEqualTypeOf<'a' | 1 | null>();
  expectTypeOf<FromJsonSchema<{ type: 'array' }>>().toEqualTypeOf<unknown[]>();
  expectTypeOf<FromJsonSchema<{ type: 'object' }>>().toEqualTypeOf<{ [key: string]: unknown }>();
  expectTypeOf<FromJsonSchema<{ $ref: '#/$defs/city' }>>().toEqualTypeOf<unknown>();
  expectTypeOf<FromJsonSchema<true>>().toEqualTypeOf<unknown>();
  const tree = jsonSchema({
    type: 'object',
    properties: {
      kind: { const: 'tree' },
      leaves: {
        type: 'array',
        items: {
          anyOf: [
            { type: 'object', properties: { id: { type: 'number' } }, required: ['id'] },
            { type: 'null' },
          ],
        },
      },
    },
    required: ['kind', 'leaves'],
  });
  type Tree = { kind: 'tree'; leaves: ({ id: number } | null)[] };
  expectTypeOf<SchemaOutput<typeof tree>>().toEqualTypeOf<Tree>();
});

test('structured output has the type of its schema', () => {
  const City = z.object({ city: z.string(), since: z.string().transform(Number) });
  type City = { city: string; since: number };
  const _ = (client: ParleyClient, completion: ChatCompletion) => {
    expectTypeOf(createStructured(client, { model, messages, output: City })).resolves.toEqualTypeOf<{
      readonly output: City;
      readonly completion: ChatCompletion;
    }>();
    expectTypeOf(readStructured(completion, City)).resolves.toEqualTypeOf<City>();
    // @ts-expect-error the schema says how to answer
    createStructured(client, { model, messages, output: City, response_format: { type: 'text' } });
    // @ts-expect-error whole only
    createStructured(client, { model, messages, output: City, stream: true });
  };
});

test('the events of a run are told apart by their type', () => {
  const _ = (client: ParleyClient, event: ToolRunEvent) => {
    if (event.type === 'chunk') expectTypeOf(event.chunk).toEqualTypeOf<ChatChunk>();
    if (event.type === 'answer') expectTypeOf(event.completion).toEqualTypeOf<ChatCompletion>();
    if (event.type === 'result') expectTypeOf(event.content).toEqualTypeOf<string>();
    const run = runTools(client, { model, messages, tools: [{ type: 'web_search' }] });
    expectTypeOf<Awaited<ReturnType<typeof run.final>>['usage']>().toEqualTypeOf<Usage | null>();
    // @ts-expect-error nobody would run it
    runTools(client, { model, messages, tools: [{ type: 'function', function: { name: 'f' } }] });
    // @ts-expect-error one answer a round
    runTools(client, { model, messages, tools: [], n: 2 });
    // @ts-expect-error each round has a key of its own
    runTools(client, { model, messages, tools: [] }, { idempotencyKey: 'k' });
  };
});
