import Anthropic, {
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  OverloadedError,
  RateLimitError,
} from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { reasoningTokens } from '../src/answer/write-reasoning.ts';
import { models, startSimulator } from '../src/index.ts';

const simulator = await startSimulator();
const client = new Anthropic({ baseURL: simulator.origin, apiKey: 'any', maxRetries: 0, logLevel: 'off' });
const sky = { role: 'user' as const, content: 'Why is the sky blue?' };
const weather = {
  name: 'get_weather',
  description: 'The weather in a city',
  input_schema: {
    type: 'object' as const,
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  },
};

afterAll(() => simulator.close());
beforeEach(() => simulator.reset());

describe('the official Anthropic client', () => {
  test('creates a message, in the words that OpenAI gets', async () => {
    const message = await client.messages.create({ model: 'sim-large', max_tokens: 200, messages: [sky] });
    const openai = new OpenAI({ baseURL: simulator.url, apiKey: 'any' });
    const chat = await openai.chat.completions.create({ model: 'sim-large', messages: [sky] });
    expect(message).toMatchObject({ type: 'message', role: 'assistant', model: 'sim-large' });
    expect(message.content).toEqual([{ type: 'text', text: chat.choices[0]?.message.content }]);
    expect(message).toMatchObject({ stop_reason: 'end_turn', stop_sequence: null });
    expect(message.usage).toMatchObject({
      input_tokens: chat.usage?.prompt_tokens,
      output_tokens: chat.usage?.completion_tokens,
      cache_read_input_tokens: 0,
      cache_creation_input_tokens: 0,
    });
    expect(message._request_id).toMatch(/^req_/);
    const [own, other] = simulator.invoice().lines;
    expect(own).toEqual({ ...other, request: 0 });
  });

  test('streams what it creates, event by event', async () => {
    const request = { model: 'sim-large', max_tokens: 2000, messages: [sky] };
    const whole = await client.messages.create(request);
    const types: string[] = [];
    const stream = client.messages.stream(request).on('streamEvent', ({ type }) => types.push(type));
    const final = await stream.finalMessage();
    expect(final.content).toMatchObject(whole.content);
    expect(final.usage).toMatchObject({ output_tokens: whole.usage.output_tokens });
    expect(types.filter((type, index) => type !== types[index - 1])).toEqual([
      'message_start',
      'content_block_start',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    const [first, second] = simulator.invoice().lines;
    expect(second).toEqual({ ...first, request: 1 });
  });

  test('runs a conversation with thinking and tools to its end, in a stream', async () => {
    const base = {
      model: 'sim-reasoner',
      max_tokens: 4000,
      thinking: { type: 'enabled' as const, budget_tokens: 2000 },
      tools: [weather],
    };
    const question = { role: 'user' as const, content: 'How is the weather in Lisbon?' };
    const called = await client.messages.stream({ ...base, messages: [question] }).finalMessage();
    const [thinking, call] = called.content;
    expect(called.stop_reason).toBe('tool_use');
    expect(called.usage.output_tokens_details?.thinking_tokens).toBe(reasoningTokens.medium);
    expect(thinking).toMatchObject({ type: 'thinking', signature: expect.stringMatching(/\w{20}/) });
    if (call?.type !== 'tool_use') throw new Error('There is no call.');
    expect(call).toMatchObject({ name: 'get_weather', input: { city: 'Lisbon' } });

    const result = { type: 'tool_result' as const, tool_use_id: call.id, content: 'windy, 17 degrees' };
    const said = { role: 'assistant' as const, content: called.content };
    const answered = await client.messages.create({
      ...base,
      messages: [question, said, { role: 'user', content: [result] }],
    });
    expect(answered.stop_reason).toBe('end_turn');
    expect(answered.content.at(-1)).toMatchObject({
      type: 'text',
      text: expect.stringContaining('windy, 17 degrees'),
    });
  });

  test('calls two tools at once, or one when that is all that is allowed', async () => {
    const clock = { name: 'get_time', input_schema: { type: 'object' as const } };
    const ask = (tool_choice: Anthropic.ToolChoice) =>
      client.messages
        .stream({
          model: 'sim-large',
          max_tokens: 500,
          messages: [{ role: 'user', content: 'Use both tools for Kyoto.' }],
          tools: [weather, clock],
          tool_choice,
        })
        .finalMessage();
    const names = (message: Anthropic.Message) =>
      message.content.map((block) => (block.type === 'tool_use' ? block.name : block.type));
    const both = await ask({ type: 'auto' });
    expect(names(both)).toEqual(['get_weather', 'get_time']);
    expect(both.content[1]).toMatchObject({ input: {}, id: expect.stringMatching(/^toolu_/) });
    expect(names(await ask({ type: 'auto', disable_parallel_tool_use: true }))).toEqual(['get_weather']);
    expect(names(await ask({ type: 'any' }))).toHaveLength(2);
    expect(names(await ask({ type: 'tool', name: 'get_time' }))).toEqual(['get_time']);
    expect(names(await ask({ type: 'none' }))).toEqual(['text']);
  });

  test('searches the web and cites what it found', async () => {
    const request = {
      model: 'sim-search',
      max_tokens: 500,
      messages: [{ role: 'user' as const, content: 'What is new?' }],
      tools: [{ type: 'web_search_20250305' as const, name: 'web_search' as const }],
    };
    const message = await client.messages.create(request);
    const [search, found] = message.content;
    expect(search).toMatchObject({ type: 'server_tool_use', input: { query: 'What is new?' } });
    if (found?.type !== 'web_search_tool_result' || !Array.isArray(found.content))
      throw new Error('Nothing was found.');
    const urls = found.content.map(({ url }) => url);
    const cited = message.content.flatMap((block) => (block.type === 'text' ? (block.citations ?? []) : []));
    expect(cited.map((citation) => 'url' in citation && citation.url)).toEqual(urls);
    expect(message.usage.server_tool_use?.web_search_requests).toBe(1);
    const streamed = await client.messages.stream(request).finalMessage();
    const texts = (from: Anthropic.Message) => from.content.filter((block) => block.type === 'text');
    expect(streamed.content.map(({ type }) => type)).toEqual(message.content.map(({ type }) => type));
    expect(texts(streamed)).toEqual(texts(message));
    const turns = [...request.messages, { role: 'assistant' as const, content: message.content }, sky];
    await expect(client.messages.create({ ...request, messages: turns })).resolves.toBeDefined();
  });

  test('parses an answer that fits its schema', async () => {
    const schema = {
      type: 'object' as const,
      properties: { steps: { type: 'array', items: { type: 'string' } }, answer: { type: 'integer' } },
      required: ['steps', 'answer'],
      additionalProperties: false as const,
    };
    const message = await client.messages.parse({
      model: 'sim-large',
      max_tokens: 500,
      messages: [{ role: 'user', content: 'Solve it.' }],
      output_config: { format: { type: 'json_schema', schema } },
    });
    expect(message.parsed_output).toEqual({ steps: expect.any(Array), answer: expect.any(Number) });
  });

  test.each([
    ['fault-400', BadRequestError, 'invalid_request_error'],
    ['fault-401', AuthenticationError, 'authentication_error'],
    ['fault-429', RateLimitError, 'rate_limit_error'],
    ['fault-500', InternalServerError, 'api_error'],
    ['fault-529', OverloadedError, 'overloaded_error'],
    ['no-such-model', NotFoundError, 'not_found_error'],
  ])('throws its typed error for %s', async (model, errorClass, type) => {
    const failed = client.messages.create({ model, max_tokens: 100, messages: [sky] });
    await expect(failed).rejects.toBeInstanceOf(errorClass);
    await failed.catch((error) => {
      expect(error.error).toMatchObject({ type: 'error', error: { type }, request_id: error.requestID });
    });
  });

  test('throws the type of an error that comes in the middle of a stream', async () => {
    const stream = client.messages.stream({
      model: 'fault-error-event-4',
      max_tokens: 100,
      messages: [sky],
    });
    await expect(stream.finalMessage()).rejects.toMatchObject({ type: 'api_error' });
  });

  test('retries as the simulator says, and then succeeds', async () => {
    const patient = new Anthropic({ baseURL: simulator.origin, apiKey: 'any', maxRetries: 2 });
    const message = { model: 'fault-flaky-1', max_tokens: 100, messages: [sky] };
    expect((await patient.messages.create(message)).stop_reason).toBe('end_turn');
    expect(simulator.requests).toHaveLength(2);
  });

  test('lists and retrieves models, with the right key only', async () => {
    const ids: string[] = [];
    for await (const { id } of client.models.list()) ids.push(id);
    expect(ids).toEqual(models.map(({ id }) => id));
    expect(await client.models.retrieve('sim-free')).toMatchObject({ id: 'sim-free', type: 'model' });
    const guarded = await startSimulator({ apiKey: 'right' });
    const as = (apiKey: string) => new Anthropic({ baseURL: guarded.origin, apiKey, maxRetries: 0 });
    await expect(as('wrong').models.retrieve('sim-free')).rejects.toBeInstanceOf(AuthenticationError);
    await expect(as('right').models.retrieve('sim-free')).resolves.toMatchObject({ id: 'sim-free' });
    await guarded.close();
  });
});
