import fc from 'fast-check';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import OpenAI from 'openai';
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { afterAll, describe, expect, test } from 'vitest';
import { reasoningTokens } from '../src/answer/write-reasoning.ts';
import { models, startSimulator } from '../src/index.ts';
import { dataOf, rawRequest } from './raw-request.ts';

const simulator = await startSimulator();
afterAll(() => simulator.close());
const client = new OpenAI({ baseURL: simulator.url, apiKey: 'any', maxRetries: 0 });

type Asked = Partial<ChatCompletionCreateParamsNonStreaming> & { content?: string };

async function ask({ content = 'Why is the sky blue?', ...rest }: Asked = {}) {
  const messages = [{ role: 'user' as const, content }];
  const answer = await client.chat.completions.create({ model: 'sim-large', messages, ...rest });
  const [choice] = answer.choices;
  if (choice === undefined) throw new Error('There is no choice.');
  const { usage } = answer;
  if (usage === undefined) throw new Error('There is no usage.');
  return { ...answer, usage, choice, text: choice.message.content ?? '' };
}

const tool = (name: string, description = '') => ({
  type: 'function' as const,
  function: { name, description },
});
const calledIn = ({ choice }: Awaited<ReturnType<typeof ask>>) =>
  choice.message.tool_calls?.map((call) => (call.type === 'function' ? call.function.name : '?'));

describe('the same request', () => {
  test.each([false, true])('gets the same bytes from another simulator (stream: %s)', async (stream) => {
    const other = await startSimulator();
    const messages = [{ role: 'user', content: 'Use both 🦜 tools.' }];
    const body = { model: 'sim-large', messages, stream, n: 2, tools: [tool('one'), tool('two')] };
    const [first, second] = await Promise.all([simulator, other].map((to) => rawRequest(to, { body })));
    expect(first?.bytes.length).toBeGreaterThan(500);
    expect(first?.text).toBe(second?.text);
    await other.close();
  });

  test('gets other words with another seed', async () => {
    const texts = await Promise.all([1, 2, 3, 4].map(async (seed) => (await ask({ seed })).text));
    expect(new Set(texts).size).toBeGreaterThan(1);
    expect((await ask({ seed: 1 })).text).toBe(texts[0]);
  });
});

describe('text', () => {
  test.each([
    ['Hello!', /^Hello!/],
    ['Say: "So long, and thanks."', /^So long, and thanks\.$/],
    ['What is 17 * -3?', /^17 \* -3 = -51\.$/],
    ['Count to five', /^1, 2, 3, 4, 5\.$/],
    ['Write 30 words about rain', /^(?:\w+ ){29}\w+\.$/],
    ['Why is the sky blue?', /"Why is the sky blue\?"/],
  ])('answers %s', async (content, pattern) => {
    expect((await ask({ content })).text).toMatch(pattern);
  });

  test('quotes what a tool said', async () => {
    const call = { id: 'call_1', type: 'function' as const, function: { name: 'look', arguments: '{}' } };
    const { text, choice } = await ask({
      tools: [tool('look')],
      messages: [
        { role: 'user', content: 'Look outside.' },
        { role: 'assistant', tool_calls: [call] },
        { role: 'tool', tool_call_id: 'call_1', content: 'It snows.' },
      ],
    });
    expect(text).toContain('"It snows."');
    expect(choice.finish_reason).toBe('stop');
  });

  test('ends at max_tokens, to the token', async () => {
    const whole = (await ask()).text;
    const length = encode(whole).length;
    for (const limit of [1, 2, 7, length - 1, length, length + 1]) {
      const { text, choice, usage } = await ask({ max_completion_tokens: limit });
      expect(usage.completion_tokens).toBe(Math.min(limit, length));
      expect(encode(text)).toHaveLength(usage.completion_tokens);
      expect(choice.finish_reason).toBe(limit < length ? 'length' : 'stop');
      expect(whole.startsWith(text)).toBe(true);
    }
  });

  test('counts what it says, whatever it was asked to say', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.integer({ min: 1, max: 60 }),
        async (content, max) => {
          const { usage, text, choice } = await ask({ content, max_completion_tokens: max });
          expect(usage.completion_tokens).toBeLessThanOrEqual(max);
          if (choice.finish_reason === 'stop') expect(encode(text)).toHaveLength(usage.completion_tokens);
          else expect(usage.completion_tokens).toBe(max);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('ends before a stop string, in a stream too', async () => {
    const asked = { content: 'Count to 20.', stop: ['9, 10', '7,'] };
    const { text, choice, usage } = await ask(asked);
    expect(text).toBe('1, 2, 3, 4, 5, 6, ');
    expect(choice.finish_reason).toBe('stop');
    expect(usage.completion_tokens).toBe(encode(text).length);
  });

  test('comes in n choices, counted together', async () => {
    const { choices, usage } = await ask({ n: 3 });
    expect(choices.map((choice) => choice.index)).toEqual([0, 1, 2]);
    const lengths = choices.map((choice) => encode(choice.message.content ?? '').length);
    expect(usage.completion_tokens).toBe(lengths.reduce((a, b) => a + b, 0));
    const stream = client.chat.completions.stream({
      model: 'sim-large',
      n: 3,
      messages: [{ role: 'user', content: 'Why is the sky blue?' }],
    });
    const streamed = await stream.finalChatCompletion();
    expect(streamed.choices.map((choice) => choice.message.content)).toEqual(
      choices.map((choice) => choice.message.content),
    );
  });

  test('has log probabilities when asked, as many as tokens', async () => {
    const { choice, text, usage } = await ask({ logprobs: true, top_logprobs: 3 });
    const content = choice.logprobs?.content ?? [];
    expect(content.map((entry) => entry.token).join('')).toBe(text);
    expect(content).toHaveLength(usage.completion_tokens);
    for (const { top_logprobs, token, logprob, bytes } of content) {
      expect(top_logprobs.map((entry) => entry.logprob)).toEqual(
        top_logprobs.map((entry) => entry.logprob).toSorted((a, b) => b - a),
      );
      expect(top_logprobs).toHaveLength(3);
      expect(top_logprobs[0]).toEqual({ token, logprob, bytes });
      expect(logprob).toBeLessThanOrEqual(0);
      expect(Buffer.from(bytes ?? []).toString()).toBe(token);
    }
  });
});

describe('JSON', () => {
  test('json_object gives an object', async () => {
    const { text } = await ask({ content: 'Reply in JSON', response_format: { type: 'json_object' } });
    expect(JSON.parse(text)).toEqual({ question: '"Reply in JSON"', answer: expect.any(String) });
  });

  test('a limit cuts it, and says so', async () => {
    const format = { type: 'json_object' as const };
    const { text, choice } = await ask({ content: 'JSON', response_format: format, max_tokens: 5 });
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(choice.finish_reason).toBe('length');
  });
});

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

describe('reasoning', () => {
  test.each(['none', 'minimal', 'low', 'medium', 'high', 'xhigh'] as const)(
    'takes the tokens of effort %s',
    async (effort) => {
      const { usage, choice } = await ask({ model: 'sim-reasoner', reasoning_effort: effort });
      expect(usage.completion_tokens_details?.reasoning_tokens).toBe(reasoningTokens[effort]);
      expect(usage.completion_tokens).toBeGreaterThan(reasoningTokens[effort]);
      expect('reasoning_content' in choice.message).toBe(effort !== 'none');
    },
  );

  test('is medium by default on sim-reasoner, and none on sim-large', async () => {
    const reasoned = (await ask({ model: 'sim-reasoner' })).usage.completion_tokens_details?.reasoning_tokens;
    expect(reasoned).toBe(reasoningTokens.medium);
    expect((await ask()).usage.completion_tokens_details?.reasoning_tokens).toBe(0);
  });

  test('may use up the limit, and then nothing is said', async () => {
    const { usage, text, choice } = await ask({ model: 'sim-reasoner', max_completion_tokens: 20 });
    expect(usage).toMatchObject({
      completion_tokens: 20,
      completion_tokens_details: { reasoning_tokens: 20 },
    });
    expect({ text, finish: choice.finish_reason }).toEqual({ text: '', finish: 'length' });
  });

  test('comes before the content in a stream', async () => {
    const body = { model: 'sim-reasoner', stream: true, messages: [{ role: 'user', content: 'Think.' }] };
    const { text } = await rawRequest(simulator, { body });
    const kinds = dataOf(text)
      .slice(0, -1)
      .map((data) => Object.keys(JSON.parse(data).choices[0].delta)[0] ?? 'end');
    expect(kinds.filter((kind, index) => kind !== kinds[index - 1])).toEqual([
      'role',
      'reasoning_content',
      'content',
      'end',
    ]);
  });
});

describe('other kinds of answers', () => {
  test('sim-search cites what its text links to', async () => {
    const { choice, text } = await ask({ model: 'sim-search' });
    const citations = choice.message.annotations?.map((annotation) => annotation.url_citation) ?? [];
    expect(citations.length).toBeGreaterThan(0);
    for (const { start_index, end_index, url, title } of citations) {
      expect(text.slice(start_index, end_index)).toBe(`[${title}](${url})`);
    }
  });

  test('sim-image draws a PNG, in a stream too', async () => {
    const { choice } = await ask({ model: 'sim-image' });
    const image = JSON.stringify(choice.message);
    expect(image).toMatch(
      /"images":\[\{"type":"image_url","image_url":\{"url":"data:image\/png;base64,iVBORw0KGgo/,
    );
    const body = {
      model: 'sim-image',
      stream: true,
      messages: [{ role: 'user', content: 'Why is the sky blue?' }],
    };
    const { text } = await rawRequest(simulator, { body });
    expect(text).toContain(/"images":\[.*?\]/.exec(image)?.[0]);
  });

  test('an attachment costs 85 prompt tokens', async () => {
    const text = { type: 'text' as const, text: 'What is it?' };
    const image = { type: 'image_url' as const, image_url: { url: 'https://example.com/a.png' } };
    const count = async (content: (typeof text | typeof image)[]) =>
      (await ask({ messages: [{ role: 'user', content }] })).usage.prompt_tokens;
    expect(await count([text, image, image])).toBe((await count([text])) + 170);
  });

  test('a long prompt with a cache key is read from the cache in steps of 128', async () => {
    const content = 'word '.repeat(1500);
    const { usage } = await ask({ content, prompt_cache_key: 'a' });
    expect(usage.prompt_tokens_details?.cached_tokens).toBe(Math.floor(usage.prompt_tokens / 128) * 128);
    expect((await ask({ content })).usage.prompt_tokens_details?.cached_tokens).toBe(0);
    expect((await ask({ prompt_cache_key: 'a' })).usage.prompt_tokens_details?.cached_tokens).toBe(0);
  });
});

describe('the invoice', () => {
  test('is what the prices make of the usage, to the picodollar', async () => {
    simulator.reset();
    const { usage } = await ask({ content: 'word '.repeat(1500), prompt_cache_key: 'a' });
    const cached = usage.prompt_tokens_details?.cached_tokens ?? 0;
    const picodollars =
      (usage.prompt_tokens - cached) * 2_530_000 + cached * 610_000 + usage.completion_tokens * 10_090_000;
    expect(simulator.invoice().totalPicodollars).toBe(BigInt(picodollars));
    expect(Number(simulator.invoice().totalUsd) * 1e12).toBeCloseTo(picodollars, 0);
  });

  test('counts a price per request, and nothing for the free model', async () => {
    simulator.reset();
    const { usage } = await ask({ model: 'sim-search' });
    await ask({ model: 'sim-free' });
    const [search, free] = simulator.invoice().lines;
    expect(search?.picodollars).toBe(
      BigInt(usage.prompt_tokens * 3_070_000 + usage.completion_tokens * 12_110_000) + 25_700_000_000n,
    );
    expect(free).toMatchObject({ model: 'sim-free', picodollars: 0n, usd: '0' });
  });

  test('adds up the tokens of a stream to the same sum as those of a body', async () => {
    for (const { id } of models) {
      simulator.reset();
      const messages = [{ role: 'user', content: 'Why is the sky blue?' }];
      await rawRequest(simulator, { body: { model: id, messages } });
      await rawRequest(simulator, { body: { model: id, messages, stream: true } });
      const [whole, streamed] = simulator.invoice().lines;
      expect(streamed).toEqual({ ...whole, request: 1 });
    }
  });
});
