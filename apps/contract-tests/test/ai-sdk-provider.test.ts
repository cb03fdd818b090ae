// The AI SDK's own functions over our provider, against our own server, all as built.
import { createParley, ParleyError, readParleyMetadata } from '@parley/ai-sdk-provider';
import { startSimulator } from '@parley/simulator';
import { APICallError, generateText, isStepCount, Output, streamText, tool } from 'ai';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { apiKey, startTestGateway } from './support/start-gateway.ts';

// Some tests are about warnings.
globalThis.AI_SDK_LOG_WARNINGS = false;

const simulator = await startSimulator();
const gateway = await startTestGateway({
  providers: {
    simulator: { apiKey: 'x', baseUrl: simulator.url },
    anthropic: { apiKey: 'x', baseUrl: simulator.anthropicUrl },
    google: { apiKey: 'x', baseUrl: simulator.geminiUrl },
  },
});
afterAll(async () => {
  await gateway.close();
  await simulator.close();
});
const parley = createParley({ baseUrl: gateway.url, apiKey });

const get_weather = tool({
  description: 'The weather of a city.',
  inputSchema: z.object({ city: z.string() }),
  execute: () => ({ celsius: 4 }),
});
const get_time = tool({
  description: 'The time in a city.',
  inputSchema: z.object({ city: z.string() }),
  execute: () => '12:00',
});

type Call = Parameters<typeof generateText>[0] & Parameters<typeof streamText>[0];

/** The same call whole and streamed. */
const ways = [
  ['whole', (call: Call) => generateText(call)],
  ['streamed', async (call: Call) => streamText(call)],
] as const;

describe.each(ways)('%s', (way, ask) => {
  test('a text comes with the usage, the cost and the route that the gateway tells', async () => {
    const requestId = `test-${way}`;
    const result = await ask({
      model: parley('simulator/sim-large'),
      prompt: 'What is 6 * 7?',
      headers: { 'x-request-id': requestId },
    });
    expect(await result.text).toBe('6 * 7 = 42.');
    const metadata = readParleyMetadata(await result.providerMetadata);
    expect(metadata).toMatchObject({
      requestId,
      requestedModel: 'simulator/sim-large',
      requestedProvider: 'simulator',
      usedProvider: 'simulator',
      usedModel: 'sim-large',
      usageSource: 'provider',
      routing: [{ provider: 'simulator', status_code: 200, succeeded: true }],
      price: { input_per_million: '2.53', output_per_million: '10.09' },
      ignoredParameters: [],
      plugins: {},
    });

    const { inputTokens = 0, outputTokens = 0 } = await result.usage;
    const costUsd = (inputTokens * 2.53 + outputTokens * 10.09) / 1e6;
    expect(outputTokens).toBeGreaterThan(0);
    expect(metadata?.costUsdTotal).toBeCloseTo(costUsd, 12);
  });

  test('an object fits its schema', async () => {
    const schema = z.object({ city: z.string(), celsius: z.number() });
    const output = Output.object({ schema });
    const prompt = 'Where is it raining?';
    const result = await (way === 'whole'
      ? generateText({ model: parley('simulator/sim-large'), prompt, output })
      : streamText({ model: parley('simulator/sim-large'), prompt, output }));
    expect(schema.safeParse(await result.output).success).toBe(true);
  });

  test('sources come from citations', async () => {
    const result = await ask({
      model: parley('simulator/sim-search'),
      prompt: 'What is new in Oslo?',
      providerOptions: { parley: { web_search: true } },
    });
    const sources = await result.sources;
    expect(sources.length).toBeGreaterThan(0);
    expect(sources).toMatchObject(
      sources.map(() => ({ sourceType: 'url', url: expect.stringMatching(/^https:/) })),
    );
    const text = (await result.content).find((part) => part.type === 'text');
    if (text?.type !== 'text') expect.fail('There is no text.');
    for (const { startIndex, endIndex, source } of text.citations ?? expect.fail('There are no citations.')) {
      if (source.sourceType !== 'url') expect.fail('Not a page.');
      expect(text.text.slice(startIndex, endIndex)).toContain(source.url);
    }
  });

  test('a picture is a file', async () => {
    const result = await ask({
      model: parley('simulator/sim-image'),
      prompt: 'Draw a boat.',
      providerOptions: { parley: { modalities: ['text', 'image'] } },
    });
    expect(await result.files).toMatchObject([{ mediaType: 'image/png' }]);
  });

  // The simulator refuses a turn of tools whose signatures are missing or changed, as these providers do.
  test.each(['anthropic/sim-reasoner', 'google/sim-reasoner', 'simulator/sim-reasoner'])(
    'parallel tools run and reasoning survives them, signed or not: %s',
    async (model) => {
      const result = await ask({
        model: parley(model),
        prompt: 'The weather and the time, both, for Oslo.',
        tools: { get_weather, get_time },
        reasoning: 'low',
        stopWhen: isStepCount(3),
      });
      const steps = await result.steps;
      expect(steps.map(({ finishReason }) => finishReason)).toEqual(['tool-calls', 'stop']);
      expect(steps[0]?.toolCalls.map(({ toolName }) => toolName)).toEqual(['get_weather', 'get_time']);
      expect(steps[0]?.reasoningText).toBeTruthy();
      expect(await result.text).toContain('12:00');
      for (const { usage } of steps) expect(usage.outputTokenDetails.reasoningTokens).toBeGreaterThan(0);
    },
  );
});

describe('an error of the gateway is told with its code and its route', () => {
  const call = { model: parley('simulator/fault-503'), prompt: 'Hello.', maxRetries: 0 };
  const overloaded = {
    statusCode: 503,
    isRetryable: true,
    data: {
      error: { code: 'upstream_overloaded' },
      metadata: { routing: [{ provider: 'simulator', succeeded: false }] },
    },
  };

  test('whole', async () => {
    const error: unknown = await generateText(call).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject(overloaded);
    expect(APICallError.isInstance(error) && error.cause).toBeInstanceOf(ParleyError);
  });

  test('streamed', async () => {
    const errors: unknown[] = [];
    await streamText({ ...call, onError: ({ error }) => void errors.push(error) }).consumeStream();
    expect(errors).toMatchObject([overloaded]);
  });
});

test('what a provider does not get is a warning, and in the metadata', async () => {
  const { warnings, providerMetadata } = await generateText({
    model: parley('simulator/sim-large'),
    prompt: 'Hello.',
    providerOptions: { parley: { a_field_of_tomorrow: true } },
  });
  expect(warnings).toMatchObject([{ type: 'unsupported', feature: 'a_field_of_tomorrow' }]);
  expect(readParleyMetadata(providerMetadata)?.ignoredParameters).toEqual(['a_field_of_tomorrow']);
});

test('pictures, documents and sound reach the model', async () => {
  const base64 = (bytes: string) => ({ type: 'data' as const, data: Buffer.from(bytes).toString('base64') });
  const files = [
    { type: 'file' as const, mediaType: 'image/png', data: base64('\x89PNG') },
    { type: 'file' as const, mediaType: 'application/pdf', filename: 'a.pdf', data: base64('%PDF-1.7') },
    { type: 'file' as const, mediaType: 'audio/wav', data: base64('RIFF') },
  ];
  await generateText({
    model: parley('simulator/sim-large'),
    messages: [{ role: 'user', content: [{ type: 'text', text: 'What are these?' }, ...files] }],
  });
  expect(simulator.requests.at(-1)?.parsed).toMatchObject({
    messages: [
      { content: [{ type: 'text' }, { type: 'image_url' }, { type: 'file' }, { type: 'input_audio' }] },
    ],
  });
});

test('a model that fails before its first word gives way to the next one', async () => {
  const result = streamText({
    model: parley('simulator/fault-503'),
    prompt: 'What is 6 * 7?',
    providerOptions: { parley: { models: ['simulator/sim-small'] } },
  });
  expect(await result.text).toBe('6 * 7 = 42.');
  const { routing = [], usedModel } = readParleyMetadata(await result.providerMetadata) ?? {};
  expect(usedModel).toBe('sim-small');
  expect(routing.map(({ succeeded }) => succeeded)).toEqual([false, true]);
});

test('a stream that breaks after its first word is an error, and says what was tried', async () => {
  const result = streamText({ model: parley('simulator/fault-cut-4'), prompt: 'Hello.', onError: () => {} });
  const texts: string[] = [];
  const errors: unknown[] = [];
  for await (const part of result.stream) {
    if (part.type === 'text-delta') texts.push(part.text);
    if (part.type === 'error') errors.push(part.error);
  }
  expect(texts.join('')).not.toBe('');
  expect(errors).toMatchObject([
    {
      data: {
        error: { code: 'upstream_stream_interrupted' },
        metadata: { routing: [{ provider: 'simulator', succeeded: false }] },
      },
    },
  ]);
  expect(await result.finishReason).toBe('error');
});

test('hanging up reaches the provider', async () => {
  const controller = new AbortController();
  const result = streamText({
    model: parley('simulator/fault-stall-3'),
    prompt: 'Hello.',
    abortSignal: controller.signal,
  });
  for await (const part of result.stream) if (part.type === 'text-delta') controller.abort();
  const [request] = simulator.requests.slice(-1);
  await expect.poll(() => request?.aborted).toBe(true);
});

test('one that speaks other words than the contract is told which field is wrong', async () => {
  const call = generateText({ model: parley('simulator/sim-large'), prompt: 'Hello.', temperature: 3 });
  await expect(call).rejects.toMatchObject({
    statusCode: 400,
    isRetryable: false,
    data: { error: { code: 'invalid_parameter', param: 'temperature' } },
  });
});
