import OpenAI, {
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  RateLimitError,
} from 'openai';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { models, startSimulator } from '../src/index.ts';

const simulator = await startSimulator();
const client = new OpenAI({ baseURL: simulator.url, apiKey: 'any', maxRetries: 0 });
const hello = [{ role: 'user', content: 'Say hello to the team.' }] as const;
const weather = {
  type: 'function' as const,
  function: {
    name: 'get_weather',
    description: 'The weather in a city',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' }, unit: { enum: ['celsius', 'fahrenheit'] } },
      required: ['city', 'unit'],
      additionalProperties: false,
    },
  },
};

afterAll(() => simulator.close());
beforeEach(() => simulator.reset());

describe('the official client', () => {
  test('creates a completion', async () => {
    const answer = await client.chat.completions.create({ model: 'sim-small', messages: [...hello] });
    expect(answer.choices[0]?.message).toMatchObject({
      role: 'assistant',
      content: 'hello to the team.',
      refusal: null,
    });
    expect(answer.choices[0]?.finish_reason).toBe('stop');
    expect(answer.usage?.total_tokens).toBe(
      (answer.usage?.prompt_tokens ?? 0) + (answer.usage?.completion_tokens ?? 0),
    );
    expect(answer._request_id).toMatch(/^req_/);
  });

  test('streams the same words as it creates, usage only when asked', async () => {
    const request = {
      model: 'sim-large',
      messages: [{ role: 'user' as const, content: 'Why is the sky blue?' }],
    };
    const whole = await client.chat.completions.create(request);
    const chunks = [];
    const stream = await client.chat.completions.create({ ...request, stream: true });
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(
      whole.choices[0]?.message.content,
    );
    expect(chunks.filter((chunk) => chunk.choices[0]?.delta.role !== undefined)).toHaveLength(1);
    expect(chunks.some((chunk) => 'usage' in chunk)).toBe(false);

    const counted = [];
    const asked = { ...request, stream: true as const, stream_options: { include_usage: true } };
    for await (const chunk of await client.chat.completions.create(asked)) counted.push(chunk);
    expect(counted.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
    expect(counted.at(-1)).toMatchObject({ choices: [], usage: whole.usage });
  });

  test('runs the stream helper with parallel tool calls and its events', async () => {
    const finished: string[] = [];
    const stream = client.chat.completions
      .stream({
        model: 'sim-large',
        messages: [{ role: 'user', content: 'Use both tools for Kyoto.' }],
        tools: [weather, { type: 'function', function: { name: 'get_time', parameters: {} } }],
      })
      .on('tool_calls.function.arguments.done', ({ name }) => finished.push(name));
    const final = await stream.finalChatCompletion();
    expect(finished).toEqual(['get_weather', 'get_time']);
    expect(final.choices[0]?.finish_reason).toBe('tool_calls');
    const calls = final.choices[0]?.message.tool_calls?.filter((call) => call.type === 'function') ?? [];
    expect(calls.map((call) => call.function.name)).toEqual(['get_weather', 'get_time']);
    expect(JSON.parse(calls[0]?.function.arguments ?? '')).toMatchObject({ city: 'Kyoto' });
    expect(new Set(calls.map((call) => call.id)).size).toBe(2);
  });

  test('runs tools to the end: the answer quotes what the tool said', async () => {
    const asked: unknown[] = [];
    const runner = client.chat.completions.runTools({
      model: 'sim-small',
      messages: [{ role: 'user', content: 'How is the weather in Lisbon?' }],
      tools: [
        {
          type: 'function',
          function: {
            ...weather.function,
            parse: JSON.parse,
            function: (input: unknown) => {
              asked.push(input);
              return 'windy, 17 degrees';
            },
          },
        },
      ],
    });
    expect(await runner.finalContent()).toContain('windy, 17 degrees');
    expect(asked).toMatchObject([{ city: 'Lisbon' }]);
  });

  test('parses an answer that fits its schema', async () => {
    const schema = {
      type: 'object',
      properties: {
        steps: { type: 'array', items: { type: 'string' }, minItems: 2 },
        answer: { type: 'integer' },
      },
      required: ['steps', 'answer'],
      additionalProperties: false,
    };
    const answer = await client.chat.completions.parse({
      model: 'sim-large',
      messages: [{ role: 'user', content: 'Solve it.' }],
      response_format: { type: 'json_schema', json_schema: { name: 'solution', strict: true, schema } },
    });
    expect(answer.choices[0]?.message.parsed).toEqual({
      steps: expect.arrayContaining([expect.any(String)]),
      answer: expect.any(Number),
    });
  });

  test.each([
    ['fault-400', BadRequestError],
    ['fault-401', AuthenticationError],
    ['fault-404', NotFoundError],
    ['fault-429', RateLimitError],
    ['fault-529', InternalServerError],
    ['no-such-model', NotFoundError],
  ])('throws its typed error for %s', async (model, type) => {
    const failed = client.chat.completions.create({ model, messages: [...hello] });
    await expect(failed).rejects.toBeInstanceOf(type);
  });

  test('names the parameter and the code of a refused request', async () => {
    const failed = client.chat.completions.create({
      model: 'sim-small',
      messages: [...hello],
      temperature: 3,
    });
    await expect(failed).rejects.toMatchObject({
      status: 400,
      param: 'temperature',
      code: 'decimal_above_max_value',
    });
  });

  test('retries a 429 and a flaky model', async () => {
    const patient = new OpenAI({ baseURL: simulator.url, apiKey: 'any', maxRetries: 2 });
    const headers = { 'x-simulator-fault': '429=0' };
    const refused = patient.chat.completions.create(
      { model: 'sim-small', messages: [...hello] },
      { headers },
    );
    await expect(refused).rejects.toMatchObject({ status: 429 });
    expect(simulator.requests).toHaveLength(3);

    const answer = await patient.chat.completions.create({ model: 'fault-flaky-1', messages: [...hello] });
    expect(answer.choices[0]?.message.content).toBe('hello to the team.');
    expect(simulator.requests).toHaveLength(5);
  });

  test('lists and retrieves models', async () => {
    const ids = [];
    for await (const model of client.models.list()) ids.push(model.id);
    expect(ids).toEqual(models.map((model) => model.id));
    expect(await client.models.retrieve('sim-free')).toMatchObject({ id: 'sim-free', object: 'model' });
    await expect(client.models.retrieve('gone')).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
    });
  });

  test('gets a 401 for a wrong key when there is a right one', async () => {
    const guarded = await startSimulator({ apiKey: 'right' });
    const wrong = new OpenAI({ baseURL: guarded.url, apiKey: 'wrong', maxRetries: 0 });
    await expect(wrong.models.list()).rejects.toMatchObject({ status: 401, code: 'invalid_api_key' });
    const right = new OpenAI({ baseURL: guarded.url, apiKey: 'right', maxRetries: 0 });
    await expect(right.models.retrieve('sim-fast')).resolves.toMatchObject({ id: 'sim-fast' });
    await guarded.close();
  });

  test('hanging up is recorded, and only what was sent is charged', async () => {
    const stream = await client.chat.completions.create(
      { model: 'sim-small', messages: [{ role: 'user', content: 'Count to 100.' }], stream: true },
      { headers: { 'x-simulator-delay-ms': '5' } },
    );
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content?.includes('3')) break;
    await expect.poll(() => simulator.requests[0]?.aborted).toBe(true);
    const sent = simulator.invoice().lines[0]?.completionTokens ?? 0;
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThan(100);
  });
});
