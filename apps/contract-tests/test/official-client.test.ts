import OpenAI, { BadRequestError } from 'openai';
import { afterAll, describe, expect, test } from 'vitest';
import { apiKey, startTestGateway } from './support/start-gateway.ts';

const gateway = await startTestGateway();
afterAll(() => gateway.close());

const client = new OpenAI({ baseURL: gateway.baseURL, apiKey, maxRetries: 0 });
const ask = (content: string) => [{ role: 'user' as const, content }];
const parameters = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
};
const weather = {
  type: 'function' as const,
  function: { name: 'get_weather', description: 'The weather in a city', parameters },
};
const time = {
  type: 'function' as const,
  function: { name: 'get_time', description: 'The time in a city', parameters },
};

// What the contract adds to OpenAI's answer, and the client's types don't know.
const ours = (requestedModel: string) => ({
  usage: { cost_usd_total: expect.any(Number) },
  metadata: { requested_model: requestedModel, routing: [{ provider: 'simulator', succeeded: true }] },
});

describe('the official client', () => {
  test('creates a completion, and tells its request id', async () => {
    const model = 'simulator/sim-small';
    const answer = await client.chat.completions.create({ model, messages: ask('Say: all is well.') });

    expect(answer.choices[0]?.message).toMatchObject({ role: 'assistant', refusal: null });
    expect(answer.choices[0]?.message.content).toContain('all is well');
    expect(answer.choices[0]?.finish_reason).toBe('stop');
    expect(answer).toMatchObject({ model, ...ours(model), metadata: { request_id: answer._request_id } });
  });

  test('streams the words that it creates, and gets usage and metadata without asking', async () => {
    const request = { model: 'simulator/sim-large', messages: ask('Why is the sky blue?') };
    const whole = await client.chat.completions.create(request);
    const chunks = [];
    for await (const chunk of await client.chat.completions.create({ ...request, stream: true })) {
      chunks.push(chunk);
    }

    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(
      whole.choices[0]?.message.content,
    );
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
    expect(chunks.filter((chunk) => chunk.choices[0]?.delta.role !== undefined)).toHaveLength(1);
    expect(chunks.at(-1)).toMatchObject({ choices: [], ...ours(request.model), usage: whole.usage });
  });

  test('runs its stream helper with parallel tool calls; the end keeps usage and metadata', async () => {
    const events: string[] = [];
    const model = 'simulator/sim-large';
    const stream = client.chat.completions
      .stream({ model, messages: ask('Use both tools for Kyoto.'), tools: [weather, time] })
      .on('connect', () => events.push('connect'))
      .on('tool_calls.function.arguments.done', ({ index, name }) => events.push(`${index} ${name}`))
      .on('chatCompletion', () => events.push('chatCompletion'))
      .on('end', () => events.push('end'));
    const final = await stream.finalChatCompletion();
    await stream.done();

    expect(events).toEqual(['connect', '0 get_weather', '1 get_time', 'chatCompletion', 'end']);
    const calls = final.choices[0]?.message.tool_calls ?? [];
    expect(calls).toMatchObject([
      { type: 'function', function: { name: 'get_weather', arguments: '{"city":"Kyoto"}' } },
      { type: 'function', function: { name: 'get_time', arguments: '{"city":"Kyoto"}' } },
    ]);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
    expect(final.choices[0]?.finish_reason).toBe('tool_calls');
    expect(final).toMatchObject(ours(model));
  });

  test.each([
    ['filtered', 'fault-content-filter', 'content_filter'],
    ['cut at the cap by reasoning that is hidden', 'sim-reasoner', 'length'],
  ])('streams an answer without a word: %s', async (_reason, model, finishReason) => {
    const stream = await client.chat.completions.create({
      model: `simulator/${model}`,
      messages: ask('Why is the sky blue?'),
      max_completion_tokens: 5,
      stream: true,
    });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);

    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe('');
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe(finishReason);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: expect.any(Number) } });
  });

  test('runs tools until the answer quotes what they said', async () => {
    const asked: unknown[] = [];
    const runner = client.chat.completions.runTools({
      model: 'simulator/sim-small',
      messages: ask('How is the weather in Lisbon?'),
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
    expect(asked).toEqual([{ city: 'Lisbon' }]);
  });

  test('runs tools over streams', async () => {
    const runner = client.chat.completions.runTools({
      model: 'simulator/sim-small',
      stream: true,
      messages: ask('How is the weather in Lisbon?'),
      tools: [
        { type: 'function', function: { ...weather.function, parse: JSON.parse, function: () => 'hail' } },
      ],
    });

    expect(await runner.finalContent()).toContain('hail');
  });

  test('parses an answer that was to fit a schema', async () => {
    const answer = await client.chat.completions.parse({
      model: 'simulator/sim-large',
      messages: ask('Where is it raining?'),
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'place', strict: true, schema: parameters },
      },
    });

    expect(answer.choices[0]?.message.parsed).toEqual({ city: expect.any(String) });
  });

  test('lists models, and retrieves each by the id that holds a slash', async () => {
    const models = [];
    for await (const model of client.models.list()) models.push(model);

    expect(models.map(({ id }) => id)).toContain('simulator/sim-small');
    for (const model of models) {
      const { _request_id, ...retrieved } = await client.models.retrieve(model.id);
      expect(retrieved).toEqual(model);
      expect(_request_id).toMatch(/^req_/);
    }
  });
});

describe('the key', () => {
  const messages = ask('Say hello.');
  const model = 'simulator/sim-small';

  test('is taken from x-api-key when there is no Authorization', async () => {
    const xApiKey = new OpenAI({
      baseURL: gateway.baseURL,
      apiKey,
      maxRetries: 0,
      defaultHeaders: { authorization: null, 'x-api-key': apiKey },
    });
    expect((await xApiKey.chat.completions.create({ model, messages })).choices).toHaveLength(1);
  });

  test('may stand in both headers', async () => {
    const headers = { 'x-api-key': apiKey };
    expect((await client.chat.completions.create({ model, messages }, { headers })).choices).toHaveLength(1);
  });

  test('may not be two keys', async () => {
    const failed = client.chat.completions.create(
      { model, messages },
      { headers: { 'x-api-key': 'another' } },
    );
    await expect(failed).rejects.toBeInstanceOf(BadRequestError);
    await expect(failed).rejects.toMatchObject({ status: 400, code: 'conflicting_credentials' });
  });
});
