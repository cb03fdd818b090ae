// Clients that others wrote, as they come from npm: each must work with nothing changed but its base URL.
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { HumanMessage } from '@langchain/core/messages';
import { tool as langchainTool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import { createLLMGateway } from '@llmgateway/ai-sdk-provider';
import { createOpenRouter } from '@openrouter/ai-sdk-provider';
import { APICallError, generateText, type LanguageModel, Output, stepCountIs, streamText, tool } from 'ai';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { apiKey, startTestGateway } from './support/start-gateway.ts';

const gateway = await startTestGateway();
afterAll(() => gateway.close());

const { baseURL } = gateway;
const compatible = createOpenAICompatible({
  ...{ name: 'parley', baseURL, apiKey },
  ...{ includeUsage: true, supportsStructuredOutputs: true },
});
const openrouter = createOpenRouter({ baseURL, apiKey });
const llmgateway = createLLMGateway({ baseURL, apiKey });

type Provider = {
  name: string;
  model: (id: string) => LanguageModel;
  /** Why a whole answer's reasoning is lost in it. */
  losesReasoning?: string;
  /** How it tells that a stream was cut. */
  tellsCut: 'error' | 'finish';
};
const providers: Provider[] = [
  { name: '@ai-sdk/openai-compatible', model: (id) => compatible(id), tellsCut: 'error' },
  { name: '@openrouter/ai-sdk-provider', model: (id) => openrouter(id), tellsCut: 'error' },
  {
    name: '@llmgateway/ai-sdk-provider',
    model: (id) => llmgateway(id),
    losesReasoning: 'of a whole answer it reads reasoning_details, and not reasoning',
    // It takes an event for a chunk before it looks for an error in it.
    tellsCut: 'finish',
  },
];
const large = 'simulator/sim-large';
const weather = tool({
  description: 'The weather in a city',
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => `Rain in ${city}.`,
});
const time = tool({
  description: 'The time in a city',
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => `Noon in ${city}.`,
});

describe.each(providers)('the AI SDK with $name', ({ model, losesReasoning, tellsCut }) => {
  test('reads a text, its finish reason and its usage', async () => {
    const { text, finishReason, usage } = await generateText({
      model: model(large),
      prompt: 'Say: all is well.',
    });
    expect(text).toContain('all is well');
    expect(finishReason).toBe('stop');
    expect(usage.inputTokens).toBeGreaterThan(0);
    expect(usage.outputTokens).toBeGreaterThan(0);
  });

  test('streams the same text, with the same usage', async () => {
    const asked = { model: model(large), prompt: 'Why is the sky blue?' };
    const whole = await generateText(asked);
    const stream = streamText(asked);
    let text = '';
    for await (const piece of stream.textStream) text += piece;
    expect(text).toBe(whole.text);
    expect(await stream.finishReason).toBe('stop');
    expect(await stream.usage).toMatchObject({
      inputTokens: whole.usage.inputTokens,
      outputTokens: whole.usage.outputTokens,
    });
  });

  test.each([false, true])(
    'runs tools side by side, and answers with what they gave (stream: %s)',
    async (stream) => {
      const asked = {
        model: model(large),
        prompt: 'Use both tools for Kyoto.',
        tools: { get_weather: weather, get_time: time },
        stopWhen: stepCountIs(3),
      };
      const steps = stream ? await streamText(asked).steps : (await generateText(asked)).steps;
      expect(steps[0]?.toolCalls.map(({ toolName }) => toolName).sort()).toEqual(['get_time', 'get_weather']);
      expect(steps[0]?.toolResults.map(({ output }) => output)).toHaveLength(2);
      expect(steps.length).toBeGreaterThan(1);
      expect(steps.at(-1)?.finishReason).toBe('stop');
    },
  );

  test('gets an object that fits its schema', async () => {
    const { output } = await generateText({
      model: model(large),
      prompt: 'Where is it raining?',
      output: Output.object({ schema: z.object({ city: z.string(), raining: z.boolean() }) }),
    });
    expect(output).toEqual({ city: expect.any(String), raining: expect.any(Boolean) });
  });

  test.each([false, true])('is told the reasoning apart from the text (stream: %s)', async (stream) => {
    const asked = { model: model('simulator/sim-reasoner'), prompt: 'What is 17 * 3?' };
    const answer = stream ? streamText(asked) : await generateText(asked);
    const [reasoningText, text] = [await answer.reasoningText, await answer.text];
    if (losesReasoning !== undefined && !stream) return expect(reasoningText, losesReasoning).toBeUndefined();
    expect(reasoningText).toEqual(expect.stringMatching(/\S/));
    expect(text).not.toContain(reasoningText ?? 'nothing');
  });

  test('throws an error with our status and message, and retries only where that helps', async () => {
    const failed = await generateText({ model: model('sim-larg'), prompt: 'Hello.', maxRetries: 0 }).catch(
      (error: unknown) => error,
    );
    expect(APICallError.isInstance(failed)).toBe(true);
    expect(failed).toMatchObject({ statusCode: 404, isRetryable: false });
    expect(String(failed)).toContain('Did you mean "sim-large"?');
  });

  test('sees that a stream was cut', async () => {
    const stream = streamText({
      model: model('simulator/fault-cut-3'),
      prompt: 'Tell me about rivers.',
      onError() {},
    });
    const parts = [];
    for await (const part of stream.fullStream) parts.push(part.type);
    if (tellsCut === 'error') expect(parts).toContain('error');
    else expect(['error', 'other', 'unknown']).toContain(await stream.finishReason);
  });
});

describe('@langchain/openai', () => {
  const chat = (model: string) =>
    new ChatOpenAI({ model, apiKey, configuration: { baseURL }, maxRetries: 0 });
  const getWeather = langchainTool(({ city }) => `Rain in ${city}.`, {
    name: 'get_weather',
    description: 'The weather in a city',
    schema: z.object({ city: z.string() }),
  });

  test('reads an answer with its usage', async () => {
    const answer = await chat(large).invoke([new HumanMessage('Say: all is well.')]);
    expect(answer.text).toContain('all is well');
    expect(answer.usage_metadata?.total_tokens).toBeGreaterThan(0);
  });

  test('streams the same words, and counts the usage once', async () => {
    const whole = await chat(large).invoke('Why is the sky blue?');
    let text = '';
    let tokens = 0;
    for await (const chunk of await chat(large).stream('Why is the sky blue?')) {
      text += chunk.text;
      tokens += chunk.usage_metadata?.total_tokens ?? 0;
    }
    expect(text).toBe(whole.text);
    expect(tokens).toBe(whole.usage_metadata?.total_tokens);
  });

  test('gets the calls of its tools, whole and streamed', async () => {
    const bound = chat(large).bindTools([getWeather]);
    const { tool_calls: calls } = await bound.invoke('Use the tool for Kyoto.');
    expect(calls).toMatchObject([{ name: 'get_weather', args: { city: expect.any(String) } }]);
    let joined: Awaited<ReturnType<typeof bound.invoke>> | undefined;
    for await (const chunk of await bound.stream('Use the tool for Kyoto.'))
      joined = joined === undefined ? chunk : joined.concat(chunk);
    expect(joined?.tool_calls).toMatchObject([{ name: 'get_weather', args: calls?.[0]?.args }]);
  });

  test('gets an object that fits its schema', async () => {
    const structured = chat(large).withStructuredOutput(z.object({ city: z.string() }), {
      method: 'jsonSchema',
    });
    expect(await structured.invoke('Where is it raining?')).toEqual({ city: expect.any(String) });
  });
});
