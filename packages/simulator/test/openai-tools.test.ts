import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { afterAll, describe, expect, test } from 'vitest';
import { startSimulator } from '../src/index.ts';
import { calledIn, chatWith, tool } from './chat.ts';
import { dataOf, rawRequest } from './raw-request.ts';

const simulator = await startSimulator();
afterAll(() => simulator.close());
const { ask } = chatWith(simulator);

describe('tools', () => {
  const tools = [
    tool('get_weather', 'The weather of a city'),
    tool('get_news', 'The news'),
    tool('book_flight'),
  ];

  test.each([
    ['Is there any news?', undefined, ['get_news']],
    ['Check each of them', undefined, ['get_weather', 'get_news', 'book_flight']],
    ['No tools please', undefined, undefined],
    ['No tools please', 'required', ['get_weather']],
    ['Is there any news?', 'none', undefined],
    ['Is there any news?', { type: 'function', function: { name: 'book_flight' } }, ['book_flight']],
  ] as const)('"%s" with choice %j calls %j', async (content, tool_choice, names) => {
    const answer = await ask({ content, tools, ...(tool_choice === undefined ? {} : { tool_choice }) });
    expect(calledIn(answer)).toEqual(names);
    expect(answer.choice.finish_reason).toBe(names === undefined ? 'stop' : 'tool_calls');
    expect(answer.choice.message.content === null).toBe(names !== undefined);
  });

  test('are called one at a time without parallel calls', async () => {
    const asked = { content: 'Check each of them', tools };
    expect(calledIn(await ask({ ...asked, parallel_tool_calls: false }))).toHaveLength(1);
    expect(calledIn(await ask({ ...asked, model: 'sim-small' }))).toHaveLength(1);
  });

  test('an only tool is called twice in parallel, with different ids', async () => {
    const { choice } = await ask({ content: 'In both cities', tools: [tool('look')] });
    expect(new Set(choice.message.tool_calls?.map((call) => call.id)).size).toBe(2);
  });

  test('count their names and arguments, and are cut at max_tokens', async () => {
    const { choice, usage } = await ask({ content: 'Go', tools: [tool('look')] });
    const call = choice.message.tool_calls?.[0];
    const said = call?.type === 'function' ? [call.function.name, call.function.arguments] : [];
    expect(usage.completion_tokens).toBe(said.reduce((sum, text) => sum + encode(text).length, 0));
    const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
    const long = { type: 'function' as const, function: { name: 'look', parameters } };
    const cut = await ask({ content: 'Go', tools: [long], max_tokens: 3 });
    expect(cut.choice.finish_reason).toBe('length');
    expect(cut.usage.completion_tokens).toBe(3);
  });

  test('arrive in a stream with id, type and name once and the arguments in pieces', async () => {
    const parameters = { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] };
    const body = {
      model: 'sim-large',
      stream: true,
      messages: [{ role: 'user', content: 'Find the longest river of them all.' }],
      tools: [{ type: 'function', function: { name: 'find', parameters } }],
    };
    const { text } = await rawRequest(simulator, { body });
    const deltas = dataOf(text)
      .slice(0, -1)
      .map((data) => JSON.parse(data).choices[0].delta);
    const calls = deltas.flatMap((delta) => delta.tool_calls ?? []);
    expect(calls.length).toBeGreaterThan(4);
    expect(calls[0]).toEqual({
      index: 0,
      id: expect.stringMatching(/^call_/),
      type: 'function',
      function: { name: 'find', arguments: '' },
    });
    for (const call of calls.slice(1))
      expect(call).toEqual({ index: 0, function: { arguments: expect.any(String) } });
    expect(JSON.parse(calls.map((call) => call.function.arguments).join(''))).toEqual({
      query: body.messages[0]?.content,
    });
  });
});
