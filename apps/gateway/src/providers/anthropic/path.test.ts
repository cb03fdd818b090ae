// What only this wire has, on the whole path: the simulator refuses what Anthropic refuses.

import { type Simulator, startSimulator } from '@parley/simulator';
import type { ChatCompletion, ChatCompletionRequest, ChatMessage } from '@parley/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestGateway, testGateway } from '../../../test/support/test-gateway.ts';
import type { ConfiguredModel } from '../../config.ts';

const budgeted: ConfiguredModel = {
  abilities: ['streaming', 'tools', 'reasoning'],
  reasoning: { efforts: ['low', 'high'], budget: true, mandatory: false },
};

let simulator: Simulator;
let gateway: TestGateway;
beforeAll(async () => {
  simulator = await startSimulator();
  gateway = await testGateway({
    providers: {
      anthropic: {
        apiKey: 'x',
        baseUrl: simulator.anthropicUrl,
        models: { 'sim-reasoner': budgeted },
      },
    },
  });
});
afterAll(async () => {
  await gateway.close();
  await simulator.close();
});

async function send(request: Partial<ChatCompletionRequest>): Promise<{ status: number; text: string }> {
  const response = await fetch(`${gateway.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gateway.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  return { status: response.status, text: await response.text() };
}

async function ask(request: Partial<ChatCompletionRequest>): Promise<ChatCompletion> {
  const { status, text } = await send(request);
  expect({ status, text }).toMatchObject({ status: 200 });
  return JSON.parse(text);
}

const sent = () => simulator.requests.at(-1)?.parsed;
const user = (content: string): ChatMessage => ({ role: 'user', content });
const weather = {
  type: 'function',
  function: { name: 'get_weather', description: 'Gets the weather.' },
} as const;

describe('thinking by a budget', () => {
  const model = 'anthropic/sim-reasoner';

  test('goes on over a turn of tools, in the blocks that it was in', async () => {
    const messages = [user('What is the weather?')];
    const given = {
      model,
      tools: [weather],
      reasoning: { max_tokens: 2000 },
      max_tokens: 4000,
      temperature: 0.2,
    };
    const first = await ask({ ...given, messages });
    expect(first.metadata.ignored_parameters).toEqual(['temperature']);
    const asked = first.choices[0]?.message;
    if (asked === undefined) throw new Error('no answer');
    const result: ChatMessage = {
      role: 'tool',
      tool_call_id: asked.tool_calls?.[0]?.id ?? '',
      content: 'rain',
    };
    const last = await ask({ ...given, messages: [...messages, asked, result] });
    expect(sent()).toMatchObject({
      thinking: { type: 'enabled', budget_tokens: 2000 },
      messages: [
        {},
        { content: [{ type: 'thinking' }, { type: 'tool_use' }] },
        { content: [{ type: 'tool_result' }] },
      ],
    });
    expect(last.choices[0]?.message.content).toContain('rain');
  });

  test('stops for a turn of tools that was begun without', async () => {
    const messages: ChatMessage[] = [
      user('What is the weather?'),
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: 'functions.x:0', type: 'function', function: { name: 'get_weather', arguments: '' } },
        ],
      },
      { role: 'tool', tool_call_id: 'functions.x:0', content: 'rain' },
    ];
    const answer = await ask({ model, messages, tools: [weather], reasoning_effort: 'high' });
    expect(answer.metadata.ignored_parameters).toEqual(['reasoning_effort']);
    expect(answer.choices[0]?.message.content).toContain('rain');
  });

  test('gives way to a tool that is forced', async () => {
    const answer = await ask({
      model,
      messages: [user('Hello')],
      tools: [weather],
      tool_choice: 'required',
      reasoning_effort: 'high',
      top_k: 3,
    });
    expect(answer.choices[0]?.finish_reason).toBe('tool_calls');
    expect(answer.metadata.ignored_parameters).toEqual(['reasoning_effort']);
  });

  test('within no more than itself is a 400', async () => {
    const refused = await send({
      model,
      messages: [user('Hi')],
      reasoning: { max_tokens: 2000 },
      max_tokens: 2000,
    });
    expect(refused.status).toBe(400);
    expect(JSON.parse(refused.text).error).toMatchObject({
      code: 'unsupported_by_model',
      param: 'reasoning.max_tokens',
      message: `Model "${model}" does not support 2000 tokens of reasoning within 2000 tokens in all, which "reasoning.max_tokens" asks for.`,
    });
  });
});

test('a search is made, cited and counted, whole and streamed alike', async () => {
  const request = {
    model: 'anthropic/sim-search',
    messages: [user('What is new in Oslo?')],
    web_search: true,
  };
  const whole = await ask(request);
  const message = whole.choices[0]?.message;
  expect(whole.usage.web_searches).toBe(1);
  expect(message?.annotations?.length).toBeGreaterThan(0);
  for (const { url_citation: citation } of message?.annotations ?? []) {
    expect(message?.content?.slice(citation.start_index, citation.end_index)).toMatch(/\w/);
  }
  const streamed = await send({ ...request, stream: true });
  const chunks = streamed.text.split('\n\n').filter((event) => event.startsWith('data: {'));
  const deltas = chunks.flatMap((event) => JSON.parse(event.slice(6)).choices).map(({ delta }) => delta);
  expect(deltas.map(({ content }) => content ?? '').join('')).toBe(message?.content);
  expect(deltas.flatMap(({ annotations }) => annotations ?? [])).toEqual(message?.annotations);
  expect(JSON.parse(chunks.at(-1)?.slice(6) ?? '')).toMatchObject({ usage: { web_searches: 1 } });

  if (message === undefined) return;
  const next = await ask({ ...request, messages: [...request.messages, message, user('And in Bergen?')] });
  expect(next.choices[0]?.finish_reason).toBe('stop');
  expect(JSON.stringify(sent())).toContain('"web_search_tool_result"');
});

test('what is marked for the cache is written to it, and counted inside the prompt', async () => {
  const long = {
    type: 'text' as const,
    text: 'A long story. '.repeat(800),
    cache_control: { type: 'ephemeral' as const },
  };
  const answer = await ask({
    model: 'anthropic/sim-large',
    messages: [{ role: 'system', content: [long] }, user('Hello!')],
  });
  const { prompt_tokens: prompt, prompt_tokens_details: details } = answer.usage;
  const cached = (details?.cached_tokens ?? 0) + (details?.cache_write_tokens ?? 0);
  expect(cached).toBeGreaterThan(1024);
  expect(prompt).toBeGreaterThan(cached);
});

test('any JSON object is asked for in words', async () => {
  await ask({
    model: 'anthropic/sim-large',
    messages: [user('Hi')],
    response_format: { type: 'json_object' },
  });
  expect(sent()).toMatchObject({
    system: [{ text: expect.stringMatching(/^Answer with one JSON object /) }],
  });
});
