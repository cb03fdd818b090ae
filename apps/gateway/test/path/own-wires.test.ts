// One request in three wires: the gateway in front of the simulator as OpenAI, as Anthropic and as Gemini. The
// simulator is a strict judge: it refuses what those providers refuse, and checks the signatures that come back.
import { type Simulator, startSimulator } from '@parley/simulator';
import OpenAI from 'openai';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { type Gateway, startGateway } from '../../src/start-gateway.ts';

let simulator: Simulator;
let gateway: Gateway;
let client: OpenAI;

beforeAll(async () => {
  simulator = await startSimulator();
  const config = {
    contract: 'enforce',
    providers: {
      openai: { apiKey: 'x', baseUrl: simulator.url },
      anthropic: { apiKey: 'x', baseUrl: simulator.anthropicUrl },
      google: { apiKey: 'x', baseUrl: simulator.geminiUrl },
    },
  };
  gateway = await startGateway({
    config: readConfig(config, 'test'),
    environment: {},
    masterKey: 'key',
    host: '127.0.0.1',
    port: 0,
    log: pino({ level: 'silent' }),
  });
  client = new OpenAI({ apiKey: 'key', baseURL: `${gateway.url}/v1`, maxRetries: 0 });
});
afterAll(async () => {
  await gateway.close();
  await simulator.close();
});

const tools: OpenAI.ChatCompletionTool[] = ['get_weather', 'get_time'].map((name) => ({
  type: 'function',
  function: {
    name,
    description: `Gets the ${name.slice(4)} in a city.`,
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
      additionalProperties: false,
    },
  },
}));

describe.each(['openai', 'anthropic', 'google'])('%s', (provider) => {
  const model = `${provider}/sim-large`;
  const ask = (content: string, given: Partial<OpenAI.ChatCompletionCreateParamsNonStreaming> = {}) =>
    client.chat.completions.create({ model, messages: [{ role: 'user', content }], ...given });

  test('answers with text, whole and streamed alike', async () => {
    const whole = await ask('Say hello.');
    const stream = await client.chat.completions.stream({
      model,
      messages: [{ role: 'user', content: 'Say hello.' }],
    });
    const final = await stream.finalChatCompletion();
    expect(whole.choices[0]?.message.content).toBe('hello.');
    expect(final.choices[0]?.message.content).toBe('hello.');
    expect(final.choices[0]?.finish_reason).toBe('stop');
    expect(final.usage).toEqual(whole.usage);
    expect(whole.usage).toMatchObject({ completion_tokens: 2 });
  });

  test('stops at the cap, and says so', async () => {
    const answer = await ask('Count to ten.', { max_completion_tokens: 3 });
    expect(answer.choices[0]?.finish_reason).toBe('length');
    expect(answer.usage?.completion_tokens).toBe(3);
  });

  test('carries a conversation with parallel tool calls', async () => {
    const messages: OpenAI.ChatCompletionMessageParam[] = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Get both the weather and the time in Oslo.' },
    ];
    const stream = await client.chat.completions.stream({ model, messages, tools });
    const asked = (await stream.finalChatCompletion()).choices[0]?.message;
    expect(asked?.tool_calls?.map((call) => call.type === 'function' && call.function.name)).toEqual([
      'get_weather',
      'get_time',
    ]);
    if (asked === undefined) return;
    const results = (asked.tool_calls ?? []).map(
      (call, index): OpenAI.ChatCompletionMessageParam => ({
        role: 'tool',
        tool_call_id: call.id,
        content: `result ${index}`,
      }),
    );
    const answer = await client.chat.completions.create({
      model,
      messages: [...messages, asked, ...results],
      tools,
    });
    expect(answer.choices[0]?.message.content).toContain('result 1');
    expect(answer.choices[0]?.finish_reason).toBe('stop');
  });

  test('takes its reasoning back as it gave it, before the tool calls', async () => {
    const messages: OpenAI.ChatCompletionMessageParam[] = [
      { role: 'user', content: 'What is the weather in Oslo?' },
    ];
    const given = {
      model: `${provider}/sim-reasoner`,
      tools: tools.slice(0, 1),
      reasoning_effort: 'low',
    } as const;
    const first = await client.chat.completions.create({ ...given, messages });
    const asked = first.choices[0]?.message;
    expect(asked).toMatchObject({ reasoning: expect.stringMatching(/\w/) });
    expect(asked?.tool_calls).toHaveLength(1);
    if (asked === undefined) return;
    const result = { role: 'tool', tool_call_id: asked.tool_calls?.[0]?.id ?? '', content: 'rain' } as const;
    const answer = await client.chat.completions.create({ ...given, messages: [...messages, asked, result] });
    expect(answer.choices[0]?.message.content).toContain('rain');
  });

  test('gives JSON that fits a schema', async () => {
    const schema = {
      type: 'object',
      properties: { city: { type: 'string' }, people: { type: 'integer' } },
      required: ['city', 'people'],
      additionalProperties: false,
    };
    const answer = await ask('Name a city.', {
      response_format: { type: 'json_schema', json_schema: { name: 'city', strict: true, schema } },
    });
    expect(JSON.parse(answer.choices[0]?.message.content ?? '')).toEqual({
      city: expect.any(String),
      people: expect.any(Number),
    });
  });

  test('looks at a picture', async () => {
    const url =
      'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const answer = await client.chat.completions.create({
      model,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url } },
          ],
        },
      ],
    });
    expect(answer.choices[0]?.message.content).toMatch(/\w/);
  });

  test.each([
    ['fault-429', 429, 'upstream_rate_limited'],
    ['fault-503', 503, 'upstream_overloaded'],
    ['fault-500', 502, 'upstream_error'],
    ['fault-401', 502, 'upstream_auth_failed'],
  ])('fails as it should: %s', async (fault, status, code) => {
    const failed = await client.chat.completions
      .create({ model: `${provider}/${fault}`, messages: [{ role: 'user', content: 'x' }] })
      .catch((thrown: unknown) => thrown);
    expect(failed).toBeInstanceOf(OpenAI.APIError);
    expect(failed).toMatchObject({ status, code });
  });

  test('a stream that is cut ends in an error', async () => {
    const stream = await client.chat.completions.create({
      model: `${provider}/fault-cut-5`,
      messages: [{ role: 'user', content: 'Tell me about the sea.' }],
      stream: true,
    });
    const readAll = async () => {
      for await (const _chunk of stream);
    };
    await expect(readAll()).rejects.toMatchObject({ code: 'upstream_stream_interrupted' });
  });
});
