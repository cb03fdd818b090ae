import { afterAll, describe, expect, test } from 'vitest';
import { startSimulator } from '../src/index.ts';
import { dataOf, rawRequest } from './raw-request.ts';

const simulator = await startSimulator();
afterAll(() => simulator.close());

const headers = { 'anthropic-version': '2023-06-01', 'x-api-key': 'any' };
const raw = (change: object) =>
  rawRequest(simulator, {
    path: '/v1/messages',
    headers,
    body: { model: 'sim-large', max_tokens: 3000, messages: [{ role: 'user', content: 'Why?' }], ...change },
  });
const ask = async (change: object) => JSON.parse((await raw(change)).text);
const stream = async (change: object) =>
  dataOf((await raw({ stream: true, ...change })).text).map((data) => JSON.parse(data));

const look = {
  name: 'look',
  input_schema: { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] },
};
const thinking = { type: 'enabled', budget_tokens: 1024 };
const question = { role: 'user', content: 'Look at the sea.' };

describe("an answer on Anthropic's wire", () => {
  test('is the same bytes from another simulator, whole and streamed', async () => {
    const other = await startSimulator();
    for (const streamed of [false, true]) {
      const body = {
        model: 'sim-large',
        max_tokens: 99,
        messages: [question],
        tools: [look],
        stream: streamed,
      };
      const asked = { path: '/v1/messages', headers, body };
      const [one, two] = await Promise.all([simulator, other].map((to) => rawRequest(to, asked)));
      expect(one?.text).toBe(two?.text);
    }
    await other.close();
  });

  test('stops at a sequence and says which', async () => {
    const request = {
      messages: [{ role: 'user', content: 'Count to 20.' }],
      stop_sequences: ['9, 10', '7,'],
    };
    const message = await ask(request);
    expect(message).toMatchObject({
      content: [{ text: '1, 2, 3, 4, 5, 6, ' }],
      stop_reason: 'stop_sequence',
      stop_sequence: '7,',
    });
    expect((await stream(request)).at(-2).delta).toMatchObject({ stop_sequence: '7,' });
  });

  test('stops at max_tokens', async () => {
    const message = await ask({ max_tokens: 3 });
    expect(message).toMatchObject({ stop_reason: 'max_tokens', usage: { output_tokens: 3 } });
  });

  test('has events for a tool: a start without arguments, an empty fragment, then the rest', async () => {
    const events = await stream({ messages: [question], tools: [look] });
    expect(events[0]).toMatchObject({
      type: 'message_start',
      message: { content: [], stop_reason: null, usage: { output_tokens: 1 } },
    });
    expect(events[1]).toMatchObject({ index: 0, content_block: { type: 'tool_use', input: {} } });
    expect(events[2]).toEqual({ type: 'ping' });
    const fragments = events
      .filter(({ type }) => type === 'content_block_delta')
      .map(({ delta }) => delta.partial_json);
    expect(fragments[0]).toBe('');
    expect(fragments.length).toBeGreaterThan(4);
    expect(JSON.parse(fragments.join(''))).toEqual({ query: 'Look at the sea.' });
    expect(events.at(-2)).toMatchObject({ delta: { stop_reason: 'tool_use' } });
  });

  test('has one empty fragment for a tool without arguments', async () => {
    const tools = [{ name: 'look', input_schema: { type: 'object' } }];
    const events = await stream({ messages: [question], tools });
    const deltas = events.filter(({ type }) => type === 'content_block_delta');
    expect(deltas.map(({ delta }) => delta.partial_json)).toEqual(['']);
  });

  test('thinks by budget or by effort, and not unless asked', async () => {
    const thought = async (change: object) =>
      (await ask({ model: 'sim-reasoner', max_tokens: 40_000, ...change })).usage.output_tokens_details
        .thinking_tokens;
    expect(await thought({})).toBe(0);
    const budgets = [1024, 2000, 4000, 16_000, 32_000];
    const byBudget = await Promise.all(
      budgets.map((budget_tokens) => thought({ thinking: { type: 'enabled', budget_tokens } })),
    );
    expect(byBudget).toEqual([48, 128, 320, 640, 1024]);
    const adaptive = { thinking: { type: 'adaptive' } };
    expect(await thought({ ...adaptive, output_config: { effort: 'low' } })).toBe(48);
    expect(await thought(adaptive)).toBe(320);
  });

  test('hides its thinking on request, but signs and counts it', async () => {
    const request = { model: 'sim-reasoner', thinking: { ...thinking, display: 'omitted' } };
    const message = await ask(request);
    expect(message.content[0]).toMatchObject({ type: 'thinking', thinking: '' });
    expect(message.usage.output_tokens_details.thinking_tokens).toBe(48);
    const back = [question, { role: 'assistant', content: message.content }, question];
    expect((await raw({ ...request, messages: back })).status).toBe(200);
  });

  test('takes thinking back only as it was, and before a call of tools not without', async () => {
    const request = { model: 'sim-reasoner', thinking, tools: [look] };
    const { content } = await ask({ ...request, messages: [question] });
    const [thought, call] = content;
    const result = { type: 'tool_result', tool_use_id: call.id, content: 'Blue.' };
    const send = (blocks: object[], change: object = {}) => {
      const messages = [
        question,
        { role: 'assistant', content: blocks },
        { role: 'user', content: [result] },
      ];
      return raw({ ...request, messages, ...change });
    };
    expect((await send([thought, call])).status).toBe(200);
    const altered = await send([{ ...thought, thinking: `${thought.thinking}.` }, call]);
    expect(altered).toMatchObject({ status: 400, text: expect.stringContaining('Invalid `signature`') });
    const missing = await send([call]);
    expect(missing).toMatchObject({
      status: 400,
      text: expect.stringContaining('messages.1.content.0.type: Expected `thinking`'),
    });
    expect((await send([call], { thinking: { type: 'disabled' } })).status).toBe(200);
    expect((await send([call], { thinking: { type: 'adaptive' } })).status).toBe(200);
  });

  test('reads from the cache what is marked before the last message, and writes what is new', async () => {
    const cache_control = { type: 'ephemeral' };
    const long = (word: string) => ({ type: 'text', text: `${word} `.repeat(1500), cache_control });
    const plain = (await ask({ system: 'red '.repeat(1500) })).usage;
    expect(plain).toMatchObject({ cache_read_input_tokens: 0, cache_creation_input_tokens: 0 });

    const { usage } = await ask({
      system: [long('red')],
      messages: [
        { role: 'user', content: [{ ...long('blue'), cache_control: { ...cache_control, ttl: '1h' } }] },
      ],
    });
    expect(usage.cache_read_input_tokens).toBeGreaterThan(1500);
    expect(usage.cache_creation_input_tokens).toBeGreaterThan(1500);
    expect(usage.input_tokens).toBe(3);
    expect(usage.cache_creation).toEqual({
      ephemeral_5m_input_tokens: 0,
      ephemeral_1h_input_tokens: usage.cache_creation_input_tokens,
    });
    const short = { type: 'text', text: 'Be brief.', cache_control };
    expect((await ask({ system: [short] })).usage.cache_read_input_tokens).toBe(0);
    expect((await ask({ cache_control, system: 'red '.repeat(1500) })).usage).toMatchObject({
      input_tokens: 3,
    });
  });

  test('charges cached input at its own price and written input as any other', async () => {
    simulator.reset();
    const cache_control = { type: 'ephemeral' };
    const { usage } = await ask({ system: [{ type: 'text', text: 'red '.repeat(1500), cache_control }] });
    const written = await ask({ cache_control, system: 'blue '.repeat(1500) });
    const [line, other] = simulator.invoice().lines;
    expect(line).toMatchObject({ cachedTokens: usage.cache_read_input_tokens });
    expect(other).toMatchObject({
      cachedTokens: 0,
      promptTokens: written.usage.input_tokens + written.usage.cache_creation_input_tokens,
    });
  });
});
