import { startSimulator } from '@parley/simulator';
import { generateObject, generateText, Output, streamText } from 'ai';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createParley } from '../src/index.ts';

const simulator = await startSimulator();
afterAll(() => simulator.close());
// `generateObject` is deprecated, and says so in the log.
globalThis.AI_SDK_LOG_WARNINGS = false;

const model = createParley({ baseUrl: simulator.url, apiKey: 'any' })('sim-large');

const schema = z.object({ city: z.string(), days: z.array(z.object({ celsius: z.number() })) });
const prompt = 'Where is it raining?';

const lastRequest = () => simulator.requests.at(-1)?.parsed;

test('an answer by a schema is held to it, strictly', async () => {
  const { output } = await generateText({
    model,
    prompt,
    output: Output.object({ schema, name: 'weather' }),
  });
  expect(schema.safeParse(output).success).toBe(true);
  expect(lastRequest()).toMatchObject({
    response_format: {
      type: 'json_schema',
      json_schema: {
        name: 'weather',
        strict: true,
        schema: { required: ['city', 'days'], additionalProperties: false },
      },
    },
  });
});

test('a streamed object grows to what the schema wants', async () => {
  const result = streamText({ model, prompt, output: Output.object({ schema }) });
  const partial = [];
  for await (const piece of result.partialOutputStream) partial.push(piece);
  expect(partial.length).toBeGreaterThan(1);
  expect(partial.at(-1)).toEqual(await result.output);
  expect(schema.safeParse(await result.output).success).toBe(true);
});

test('generateObject works as it did', async () => {
  const { object } = await generateObject({ model, schema, prompt });
  expect(schema.safeParse(object).success).toBe(true);
});

test('JSON without a schema is an object', async () => {
  const { output } = await generateText({ model, prompt: `${prompt} In JSON.`, output: Output.json() });
  expect(output).toBeTypeOf('object');
  expect(lastRequest()).toMatchObject({ response_format: { type: 'json_object' } });
});
