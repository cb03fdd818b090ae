import { startSimulator } from '@parley/simulator';
import { generateText, isStepCount, streamText, tool } from 'ai';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createParley } from '../src/index.ts';
import { completion, stream } from './support/answers.ts';
import { modelAt } from './support/parts-of.ts';
import { startServer } from './support/start-server.ts';

// One test is about a warning.
globalThis.AI_SDK_LOG_WARNINGS = false;

const celsius: Record<string, number> = { Oslo: 4, Rome: 17 };
const getWeather = tool({
  description: 'The weather of a city.',
  inputSchema: z.object({ city: z.string() }),
  execute: ({ city }) => ({ celsius: celsius[city] ?? 11 }),
});
const getTime = tool({
  description: 'The time in a city.',
  inputSchema: z.object({ city: z.string() }),
  execute: () => '12:00',
});

describe('against a strict judge of the wire', () => {
  const prompt = 'The weather and the time, both, for Oslo.';
  const tools = { get_weather: getWeather, get_time: getTime };

  async function startModel() {
    const simulator = await startSimulator();
    onTestFinished(() => simulator.close());
    return { model: createParley({ baseUrl: simulator.url, apiKey: 'any' })('sim-large'), simulator };
  }

  test.each(['whole', 'streamed'])(
    'parallel calls are run, and the model reads their results: %s',
    async (how) => {
      const { model, simulator } = await startModel();
      const call = { model, prompt, tools, stopWhen: isStepCount(3) };
      const result = how === 'whole' ? await generateText(call) : streamText(call);
      const steps = await result.steps;

      expect(steps.map(({ finishReason }) => finishReason)).toEqual(['tool-calls', 'stop']);
      expect(steps[0]?.toolResults).toMatchObject([
        { toolName: 'get_weather', input: { city: 'Oslo' }, output: { celsius: 4 } },
        { toolName: 'get_time', input: { city: 'Oslo' }, output: '12:00' },
      ]);
      expect(await result.text).toContain('12:00');
      expect(simulator.requests).toHaveLength(2);
      for (const { usage } of steps) expect(usage.totalTokens).toBeGreaterThan(0);
    },
  );

  test('a demanded tool is called', async () => {
    const { model } = await startModel();
    const { toolCalls } = await generateText({
      model,
      prompt: 'Oslo, please.',
      tools,
      toolChoice: { type: 'tool', toolName: 'get_time' },
    });
    expect(toolCalls).toMatchObject([{ toolName: 'get_time' }]);
  });

  test('one call at a time, when that is asked for', async () => {
    const { model } = await startModel();
    const providerOptions = { parley: { parallel_tool_calls: false } };
    const { toolCalls } = await generateText({ model, prompt, tools, providerOptions });
    expect(toolCalls).toHaveLength(1);
  });
});

const call = (id: string, name: string, input: object) => ({
  id,
  type: 'function' as const,
  function: { name, arguments: JSON.stringify(input) },
});

test('a tool that fails tells the model so', async () => {
  const server = await startServer(
    { body: completion({ tool_calls: [call('call_1', 'look_up', {})] }) },
    { body: completion({ content: 'I could not.' }) },
  );
  const look_up = tool({
    inputSchema: z.object({}),
    execute: (): string => {
      throw new Error('The archive is closed.');
    },
  });
  const { text } = await generateText({
    model: modelAt(server),
    prompt: 'Look it up.',
    tools: { look_up },
    stopWhen: isStepCount(2),
  });
  expect(text).toBe('I could not.');
  const [, , result] = server.requests[1]?.body.messages ?? [];
  expect(result).toMatchObject({ role: 'tool', tool_call_id: 'call_1' });
  expect(result?.content).toContain('The archive is closed.');
});

test('a picture that a tool returns is shown to the model', async () => {
  const server = await startServer(
    {
      body: completion({
        tool_calls: [call('call_1', 'screenshot', {}), call('call_2', 'get_weather', { city: 'Rome' })],
      }),
    },
    { body: completion({ content: 'A boat.' }) },
  );
  const screenshot = tool({
    inputSchema: z.object({}),
    execute: () => 'AQID',
    toModelOutput: ({ output }) => ({
      type: 'content',
      value: [
        { type: 'text', text: 'The screen:' },
        { type: 'file', mediaType: 'image/png', data: { type: 'data', data: output } },
      ],
    }),
  });
  await generateText({
    model: modelAt(server),
    prompt: 'What do you see?',
    tools: { screenshot, get_weather: getWeather },
    stopWhen: isStepCount(2),
  });
  expect(server.requests[1]?.body.messages.slice(2)).toEqual([
    { role: 'tool', tool_call_id: 'call_1', content: 'The screen:' },
    { role: 'tool', tool_call_id: 'call_2', content: '{"celsius":17}' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What screenshot (call_1) returned:' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AQID' } },
      ],
    },
  ]);
});

describe('signed reasoning survives the tools (BerriAI/litellm#15601)', () => {
  const tool_calls = [call('call_1', 'get_weather', { city: 'Oslo' })];
  const thought = (text: string, signature: string | null = null) => ({
    type: 'reasoning.text' as const,
    text,
    signature,
    format: 'anthropic-claude-v1',
    index: 0,
  });
  const sealed = { type: 'reasoning.encrypted' as const, data: 'x', id: 'call_1', index: 1 };
  const message = {
    content: 'I look it up.',
    reasoning: 'Let me see.',
    reasoning_details: [thought('Let me see.', 'sig'), sealed],
    tool_calls,
  };
  const [{ id, type, function: written }] = tool_calls as [ReturnType<typeof call>];
  const deltas = [
    { reasoning: 'Let me ', reasoning_details: [thought('Let me ')] },
    { reasoning: 'see.', reasoning_details: [thought('see.')] },
    { reasoning_details: [thought('', 'sig')] },
    { content: 'I look it up.' },
    { tool_calls: [{ index: 0, id, type, function: { name: written.name, arguments: '' } }] },
    { tool_calls: [{ index: 0, function: { arguments: written.arguments } }], reasoning_details: [sealed] },
  ];

  test.each([
    ['whole', { body: completion(message) }],
    ['streamed', { body: stream(deltas, 'tool_calls') }],
  ])('what came in goes out: %s', async (how, reply) => {
    const last = how === 'whole' ? completion({ content: 'Four.' }) : stream([{ content: 'Four.' }]);
    const server = await startServer(reply, { body: last });
    const given = {
      model: modelAt(server),
      prompt: 'Oslo?',
      tools: { get_weather: getWeather },
      stopWhen: isStepCount(2),
    };
    const result = how === 'whole' ? await generateText(given) : streamText(given);
    expect(await result.text).toBe('Four.');
    expect((await result.steps)[0]?.reasoningText).toBe('Let me see.');
    expect(server.requests[1]?.body.messages).toEqual([
      { role: 'user', content: 'Oslo?' },
      { role: 'assistant', ...message },
      { role: 'tool', tool_call_id: 'call_1', content: '{"celsius":4}' },
    ]);
  });
});
