import { ApiError, FunctionCallingConfigMode, GoogleGenAI, ThinkingLevel, Type } from '@google/genai';
import OpenAI from 'openai';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { reasoningTokens } from '../src/answer/write-reasoning.ts';
import { models, startSimulator } from '../src/index.ts';

const simulator = await startSimulator();
const client = new GoogleGenAI({ apiKey: 'any', httpOptions: { baseUrl: simulator.origin } });
const contents = 'Why is the sky blue?';
const weather = {
  name: 'get_weather',
  description: 'The weather in a city',
  parameters: {
    type: Type.OBJECT,
    properties: { city: { type: Type.STRING } },
    required: ['city'],
  },
};

afterAll(() => simulator.close());
beforeEach(() => simulator.reset());

describe('the official Google client', () => {
  test('generates content, in the words that OpenAI gets', async () => {
    const response = await client.models.generateContent({ model: 'sim-large', contents });
    const openai = new OpenAI({ baseURL: simulator.url, apiKey: 'any' });
    const messages = [{ role: 'user' as const, content: contents }];
    const chat = await openai.chat.completions.create({ model: 'sim-large', messages });
    expect(response.text).toBe(chat.choices[0]?.message.content);
    expect(response.candidates).toMatchObject([{ finishReason: 'STOP', content: { role: 'model' } }]);
    expect(response.usageMetadata).toMatchObject({
      promptTokenCount: chat.usage?.prompt_tokens,
      candidatesTokenCount: chat.usage?.completion_tokens,
      totalTokenCount: chat.usage?.total_tokens,
    });
    expect(response).toMatchObject({ modelVersion: 'sim-large', responseId: expect.stringMatching(/^\w+$/) });
    const [own, other] = simulator.invoice().lines;
    expect(own).toEqual({ ...other, request: 0 });
  });

  test('streams what it generates, with the usage growing to the same sum', async () => {
    const whole = await client.models.generateContent({ model: 'sim-large', contents });
    const chunks = [];
    for await (const chunk of await client.models.generateContentStream({ model: 'sim-large', contents }))
      chunks.push(chunk);
    expect(chunks.map((chunk) => chunk.text ?? '').join('')).toBe(whole.text);
    const counts = chunks.map(({ usageMetadata }) => usageMetadata?.candidatesTokenCount ?? 0);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(chunks.at(-1)?.usageMetadata).toEqual(whole.usageMetadata);
    expect(chunks.filter((chunk) => chunk.candidates?.[0]?.finishReason !== undefined)).toHaveLength(1);
    const [first, second] = simulator.invoice().lines;
    expect(second).toEqual({ ...first, request: 1 });
  });

  test('runs a conversation with thoughts and functions to its end', async () => {
    const config = {
      systemInstruction: 'Be brief.',
      thinkingConfig: { includeThoughts: true, thinkingLevel: ThinkingLevel.LOW },
      tools: [{ functionDeclarations: [weather] }],
    };
    const question = { role: 'user', parts: [{ text: 'How is the weather in Lisbon?' }] };
    const request = { model: 'sim-reasoner', config };
    const called = await client.models.generateContent({ ...request, contents: [question] });
    expect(called.functionCalls).toEqual([{ name: 'get_weather', args: { city: 'Lisbon' } }]);
    expect(called.usageMetadata?.thoughtsTokenCount).toBe(reasoningTokens.low);
    const content = called.candidates?.[0]?.content;
    expect(content?.parts).toMatchObject([{ thought: true }, { thoughtSignature: expect.any(String) }]);

    const result = { name: 'get_weather', response: { output: 'windy, 17 degrees' } };
    const turns = [question, content ?? {}, { role: 'user', parts: [{ functionResponse: result }] }];
    const answered = await client.models.generateContent({ ...request, contents: turns });
    expect(answered.text).toContain('windy, 17 degrees');
    expect(answered.functionCalls).toBeUndefined();
  });

  test('calls the functions that it may, in a stream too', async () => {
    const clock = { name: 'get_time', parametersJsonSchema: { type: 'object' } };
    const ask = async (functionCallingConfig: object) => {
      const stream = await client.models.generateContentStream({
        model: 'sim-large',
        contents: 'Use both tools for Kyoto.',
        config: {
          tools: [{ functionDeclarations: [weather, clock] }],
          toolConfig: { functionCallingConfig },
        },
      });
      const names = [];
      for await (const chunk of stream) names.push(...(chunk.functionCalls ?? []).map(({ name }) => name));
      return names;
    };
    const { ANY, AUTO, NONE } = FunctionCallingConfigMode;
    expect(await ask({ mode: AUTO })).toEqual(['get_weather', 'get_time']);
    expect(await ask({ mode: ANY, allowedFunctionNames: ['get_time'] })).toEqual(['get_time']);
    expect(await ask({ mode: NONE })).toEqual([]);
  });

  test('gives JSON that fits either kind of schema', async () => {
    const ask = async (schema: object) => {
      const config = { responseMimeType: 'application/json', ...schema };
      const response = await client.models.generateContent({
        model: 'sim-large',
        contents: 'Solve.',
        config,
      });
      return JSON.parse(response.text ?? '');
    };
    const count = { type: Type.INTEGER, minimum: 3, maximum: 4 };
    const responseSchema = {
      type: Type.OBJECT,
      properties: { list: { type: Type.ARRAY, items: count, minItems: '2' }, none: { type: Type.NULL } },
      required: ['list'],
    };
    const { list } = await ask({ responseSchema });
    expect(list.length).toBeGreaterThan(1);
    for (const item of list) expect([3, 4]).toContain(item);
    const responseJsonSchema = { type: 'object', properties: { ok: { const: true } }, required: ['ok'] };
    expect(await ask({ responseJsonSchema })).toEqual({ ok: true });
    expect(await ask({})).toEqual({ question: '"Solve."', answer: expect.any(String) });
  });

  test('grounds its answer in a search', async () => {
    const config = { tools: [{ googleSearch: {} }] };
    const request = { model: 'sim-search', contents: 'Was ist neu in Köln?', config };
    const response = await client.models.generateContent(request);
    const grounding = response.candidates?.[0]?.groundingMetadata;
    const bytes = Buffer.from(response.text ?? '');
    expect(grounding?.groundingSupports?.length).toBeGreaterThan(0);
    for (const { segment, groundingChunkIndices } of grounding?.groundingSupports ?? []) {
      const web = grounding?.groundingChunks?.[groundingChunkIndices?.[0] ?? -1]?.web;
      const said = bytes.subarray(segment?.startIndex ?? 0, segment?.endIndex).toString();
      expect(said).toBe(segment?.text);
      expect(said).toBe(`[${web?.title}](${web?.uri})`);
    }
  });

  test('draws a picture, unless text alone is asked for', async () => {
    const request = { model: 'sim-image', contents: 'Draw the sea.' };
    const { data } = await client.models.generateContent(request);
    expect(
      Buffer.from(data ?? '', 'base64')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    const config = { responseModalities: ['TEXT'] };
    expect((await client.models.generateContent({ ...request, config })).data).toBeUndefined();
  });

  test.each([
    ['fault-400', 400, 'INVALID_ARGUMENT'],
    ['fault-403', 403, 'PERMISSION_DENIED'],
    ['fault-429', 429, 'RESOURCE_EXHAUSTED'],
    ['fault-500', 500, 'INTERNAL'],
    ['fault-503', 503, 'UNAVAILABLE'],
    ['no-such-model', 404, 'NOT_FOUND'],
  ])('throws an ApiError for %s', async (model, status, name) => {
    const failed = client.models.generateContent({ model, contents });
    await expect(failed).rejects.toBeInstanceOf(ApiError);
    await expect(failed).rejects.toMatchObject({ status, message: expect.stringContaining(`"${name}"`) });
  });

  test('throws at an error in the middle of a stream', async () => {
    const stream = await client.models.generateContentStream({ model: 'fault-error-event-2', contents });
    const read = async () => {
      let count = 0;
      for await (const _ of stream) count += 1;
      return count;
    };
    await expect(read()).rejects.toBeInstanceOf(ApiError);
  });

  test('says why a prompt or an answer was blocked', async () => {
    const ask = (model: string) => client.models.generateContent({ model, contents });
    const prompt = await ask('fault-prompt-blocked');
    expect(prompt.candidates).toBeUndefined();
    expect(prompt.promptFeedback?.blockReason).toBe('SAFETY');
    const answer = await ask('fault-content-filter');
    expect(answer.candidates).toMatchObject([{ finishReason: 'SAFETY' }]);
    expect(answer.text).toBeUndefined();
    expect(simulator.invoice().lines).toHaveLength(1);
  });

  test('lists and gets models', async () => {
    const names = [];
    for await (const { name } of await client.models.list()) names.push(name);
    expect(names).toEqual(models.map(({ id }) => `models/${id}`));
    expect(await client.models.get({ model: 'sim-free' })).toMatchObject({
      name: 'models/sim-free',
      inputTokenLimit: 8192,
    });
  });
});
