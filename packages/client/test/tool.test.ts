import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createClient, type RunnableTool, runTools, tool } from '../src/index.ts';
import { request } from './support/answers.ts';
import { answering, callOf } from './support/conversations.ts';
import { startScriptedServer } from './support/scripted-server.ts';

const City = z.object({ city: z.string() });
const getWeather = tool({ name: 'get_weather', parameters: City, execute: ({ city }) => city });

/** What the model is told about one call. */
async function toldAbout(tools: RunnableTool[], call: ReturnType<typeof callOf>) {
  const answers = [answering({ tool_calls: [call] }), answering({ content: 'Good.' })];
  const server = await startScriptedServer(...answers.map((body) => ({ body })));
  for await (const event of runTools(createClient({ baseUrl: server.baseUrl }), { ...request, tools })) {
    if (event.type === 'result') return { content: event.content, error: event.error };
  }
  expect.fail('The call was not run.');
}

describe('the model is told', () => {
  const fails = tool({
    name: 'get_weather',
    parameters: City,
    execute: () => {
      throw new Error('The station is down.');
    },
  });

  test('what a tool throws, and you get the exception', async () => {
    const { content, error } = await toldAbout([fails], callOf('call_1', 'get_weather', { city: 'Oslo' }));
    expect(content).toBe('{"error":"The station is down."}');
    expect(error).toEqual(new Error('The station is down.'));
  });

  test.each<[string, ReturnType<typeof callOf>, string]>([
    ['of arguments that are no JSON', callOf('c', 'get_weather', '{"city":'), 'The arguments are not JSON'],
    ['of arguments that do not fit', callOf('c', 'get_weather', { city: 5 }), 'do not fit: city: '],
    ['of no arguments where some are needed', callOf('c', 'get_weather', ''), 'do not fit: city: '],
    ['of a tool that is not there', callOf('c', 'get_time', {}), 'There is no tool \\"get_time\\".'],
    ['of a tool named like a member of every object', callOf('c', 'toString', {}), 'There is no tool'],
  ])('%s', async (_, call, message) => {
    const { content, error } = await toldAbout([getWeather], call);
    expect(content).toContain(message);
    expect(error).toBeInstanceOf(TypeError);
  });

  test.each<[string, unknown, string]>([
    ['text as it is', 'four', 'four'],
    ['an object as JSON', { a: [1] }, '{"a":[1]}'],
    ['nothing as null', undefined, 'null'],
    ['what is promised', Promise.resolve(5), '5'],
  ])('%s', async (_, value, content) => {
    const says = tool({ name: 'f', parameters: z.object({}), execute: () => value });
    expect(await toldAbout([says], callOf('c', 'f', ''))).toEqual({ content, error: undefined });
  });
});

test('a tool gets what its schema made of the arguments, and the call', async () => {
  const seen: unknown[] = [];
  const book = tool({
    name: 'book',
    parameters: z.object({
      at: z.iso.date().transform((text) => text.split('-')),
      seats: z.number().default(2),
    }),
    execute: (input, { call }) => seen.push(input, call.id),
  });
  await toldAbout([book], callOf('call_9', 'book', { at: '2026-11-23' }));
  expect(seen).toEqual([{ at: ['2026', '11', '23'], seats: 2 }, 'call_9']);
});
