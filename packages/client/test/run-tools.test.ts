import { setImmediate } from 'node:timers/promises';
import { startSimulator } from '@parley/simulator';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createClient, runTools, type ToolRun, type ToolRunEvent, tool } from '../src/index.ts';
import { errorBody, hello, request, streamOf } from './support/answers.ts';
import { caught } from './support/caught.ts';
import { answering, callOf, streaming } from './support/conversations.ts';
import { type ScriptedAnswer, startScriptedServer } from './support/scripted-server.ts';

const City = z.object({ city: z.string() });
const celsius = new Map([
  ['Oslo', 4],
  ['Rome', 17],
]);
const getWeather = tool({
  name: 'get_weather',
  description: 'The weather of a city.',
  parameters: City,
  execute: ({ city }) => ({ celsius: celsius.get(city) ?? null }),
});

const calls = [
  callOf('call_1', 'get_weather', { city: 'Oslo' }),
  callOf('call_2', 'get_weather', { city: 'Rome' }),
];
const warmer = answering({ content: 'Rome.' });

async function play(answers: ScriptedAnswer[]) {
  const server = await startScriptedServer(...answers);
  return { server, client: createClient({ baseUrl: server.baseUrl, maxRetries: 0 }) };
}

async function eventsOf(run: ToolRun): Promise<ToolRunEvent[]> {
  const events: ToolRunEvent[] = [];
  for await (const event of run) events.push(event);
  return events;
}

test('what the model calls is run, told to it, and it is asked again until it answers', async () => {
  const thought = [{ type: 'reasoning.text' as const, text: 'Look up both.', signature: 'sig', index: 0 }];
  const first = answering({ reasoning: 'Look up both.', reasoning_details: thought, tool_calls: calls });
  const { client, server } = await play([{ body: first }, { body: warmer }]);
  const result = await runTools(client, { ...request, temperature: 0, tools: [getWeather] }).final();

  const conversation = [
    ...request.messages,
    first.choices[0]?.message,
    { role: 'tool', tool_call_id: 'call_1', content: '{"celsius":4}' },
    { role: 'tool', tool_call_id: 'call_2', content: '{"celsius":17}' },
  ];
  expect(server.requests.map(({ body }) => body)).toMatchObject([
    {
      temperature: 0,
      messages: request.messages,
      tools: [
        {
          type: 'function',
          function: {
            name: 'get_weather',
            description: 'The weather of a city.',
            parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
          },
        },
      ],
    },
    { temperature: 0, messages: conversation },
  ]);
  expect(server.requests[0]?.body).not.toHaveProperty('maxRounds');
  expect(result).toMatchObject({ completion: warmer, rounds: 2 });
  expect(result.messages).toEqual([...conversation, warmer.choices[0]?.message]);
});

test('an answer without calls is the whole run', async () => {
  const { client } = await play([{ body: hello }]);
  const run = runTools(client, { ...request, tools: [getWeather] });
  expect(await eventsOf(run)).toEqual([{ type: 'answer', round: 1, completion: hello }]);
  expect(await run.final()).toMatchObject({ completion: hello, usage: hello.usage, rounds: 1 });
});

test('a run begins when it is read', async () => {
  const { client, server } = await play([{ body: hello }]);
  const run = runTools(client, { ...request, tools: [] });
  await setImmediate();
  expect(server.requests).toEqual([]);
  await run.final();
  expect(server.requests).toHaveLength(1);
});

test('the calls of a round run at once, and their results keep the order of the calls', async () => {
  const started: string[] = [];
  let resolve = () => {};
  const romeDone = new Promise<void>((done) => {
    resolve = done;
  });
  const slow = tool({
    name: 'get_weather',
    parameters: City,
    async execute({ city }) {
      started.push(city);
      // Oslo waits for Rome: one after the other, this would never end.
      if (city === 'Rome') resolve();
      else await romeDone;
      return city;
    },
  });
  const { client } = await play([{ body: answering({ tool_calls: calls }) }, { body: warmer }]);
  const { messages } = await runTools(client, { ...request, tools: [slow] }).final();
  expect(started).toEqual(['Oslo', 'Rome']);
  expect(messages.slice(2, 4)).toMatchObject([{ content: 'Oslo' }, { content: 'Rome' }]);
});

test('the events tell of every answer and every result', async () => {
  const first = answering({ tool_calls: calls });
  const { client } = await play([{ body: first }, { body: warmer }]);
  expect(await eventsOf(runTools(client, { ...request, tools: [getWeather] }))).toEqual([
    { type: 'answer', round: 1, completion: first },
    { type: 'result', round: 1, call: calls[0], content: '{"celsius":4}' },
    { type: 'result', round: 1, call: calls[1], content: '{"celsius":17}' },
    { type: 'answer', round: 2, completion: warmer },
  ]);
});

test('with stream: true every round streams, and its chunks are events', async () => {
  const first = answering({ tool_calls: calls });
  const bodies = [first, warmer].map((answer) => ({ body: streamOf(...streaming(answer)) }));
  const { client, server } = await play(bodies);
  const run = runTools(client, { ...request, tools: [getWeather], stream: true });
  const events = await eventsOf(run);
  expect(events.map(({ type, round }) => `${round} ${type}`)).toEqual([
    ...['1 chunk', '1 chunk', '1 chunk', '1 answer', '1 result', '1 result'],
    ...['2 chunk', '2 chunk', '2 chunk', '2 answer'],
  ]);
  expect(events.flatMap((event) => (event.type === 'chunk' ? [event.chunk] : []))).toEqual(
    [first, warmer].flatMap(streaming),
  );
  expect((await run.final()).completion).toEqual(warmer);
  expect(server.requests.map(({ body }) => body)).toMatchObject([{ stream: true }, { stream: true }]);
});

test('usage and cost of all answers are summed to the picodollar', async () => {
  const of = (total: number) => ({
    prompt_tokens: 10,
    completion_tokens: 1,
    total_tokens: 11,
    cost_usd_total: total,
    cost_usd_input: total,
    cost_usd_output: 0,
  });
  const { client } = await play([
    { body: answering({ tool_calls: calls }, of(0.1)) },
    { body: answering({ tool_calls: calls }, of(0.2)) },
    { body: answering({ content: 'Rome.' }, of(1e-12)) },
  ]);
  const { usage } = await runTools(client, { ...request, tools: [getWeather] }).final();
  expect(usage).toEqual({
    prompt_tokens: 30,
    completion_tokens: 3,
    total_tokens: 33,
    cost_usd_total: 0.300000000001,
    cost_usd_input: 0.300000000001,
    cost_usd_output: 0,
  });
});

test('without the usage of one answer, that of the run is not known', async () => {
  const { usage: _usage, ...bare } = answering({ tool_calls: calls });
  const { client } = await play([{ body: bare }, { body: warmer }]);
  expect((await runTools(client, { ...request, tools: [getWeather] }).final()).usage).toBeNull();
});

test("the gateway's own tools are passed on", async () => {
  const { client, server } = await play([{ body: hello }]);
  const search = { type: 'web_search' as const, max_uses: 2 };
  await runTools(client, { ...request, tools: [search, getWeather] }).final();
  expect(server.requests[0]?.body).toMatchObject({ tools: [search, { type: 'function' }] });
});

test.each([
  ['required', 'auto'],
  [{ type: 'function' as const, function: { name: 'get_weather' } }, 'auto'],
  ['none', 'none'],
  ['auto', 'auto'],
] as const)(
  'tool_choice %j is %j once the tools have run: a forced call would never end',
  async (first, then) => {
    const { client, server } = await play([{ body: answering({ tool_calls: calls }) }, { body: warmer }]);
    await runTools(client, { ...request, tools: [getWeather], tool_choice: first }).final();
    expect(server.requests.map(({ body }) => body)).toMatchObject([
      { tool_choice: first },
      { tool_choice: then },
    ]);
  },
);

test('after maxRounds the last calls are not run, and the error has the conversation and what it cost', async () => {
  const ran: string[] = [];
  const counting = tool({ name: 'get_weather', parameters: City, execute: ({ city }) => ran.push(city) });
  const again = answering({ tool_calls: calls.slice(0, 1) });
  const { client, server } = await play([{ body: again }, { body: again }, { body: warmer }]);
  const error = await caught(runTools(client, { ...request, tools: [counting], maxRounds: 2 }).final());
  expect(error).toMatchObject({
    code: 'tool_rounds_exceeded',
    message: 'After 2 rounds the model still calls tools.',
    completion: again,
    usage: { total_tokens: 24 },
    retryable: false,
  });
  if (error.code === 'tool_rounds_exceeded') expect(error.messages).toHaveLength(3);
  expect(ran).toEqual(['Oslo']);
  expect(server.requests).toHaveLength(2);
});

test.each(['length', 'content_filter'] as const)(
  'calls of an answer that ended by %s are not run',
  async (reason) => {
    const cut = answering({ tool_calls: [callOf('c', 'get_weather', '{"city":"Os')] }, hello.usage, reason);
    const { client } = await play([{ body: cut }]);
    const { completion, rounds } = await runTools(client, { ...request, tools: [getWeather] }).final();
    expect([completion, rounds]).toEqual([cut, 1]);
  },
);

test('calls that come with finish reason stop are run all the same, as some servers send them', async () => {
  const stopped = answering({ tool_calls: calls }, hello.usage, 'stop');
  const { client } = await play([{ body: stopped }, { body: warmer }]);
  expect((await runTools(client, { ...request, tools: [getWeather] }).final()).rounds).toBe(2);
});

test('an error of a round is the error of the run, in the loop and by final', async () => {
  const limited = { status: 429, body: errorBody('rate_limit_exceeded', 'rate_limit_error', 'Slow down.') };
  const { client } = await play([{ body: answering({ tool_calls: calls }) }, limited]);
  const run = runTools(client, { ...request, tools: [getWeather] });
  const error = await caught(eventsOf(run));
  expect(error).toMatchObject({ code: 'rate_limit_exceeded', status: 429 });
  expect(await caught(run.final())).toBe(error);
});

test('a cut stream ends the run, and no half call is run', async () => {
  const ran: string[] = [];
  const counting = tool({ name: 'get_weather', parameters: City, execute: ({ city }) => ran.push(city) });
  const half = streamOf(...streaming(answering({ tool_calls: calls }))).slice(0, 2);
  const { client } = await play([{ body: half, end: 'cut' }]);
  const error = await caught(runTools(client, { ...request, tools: [counting], stream: true }).final());
  expect([error.code, ran]).toEqual(['stream_interrupted', []]);
});

describe('an abort', () => {
  const left = new Error('The user left.');

  test('ends a run whose tool never ends, and the tool sees it', async () => {
    const controller = new AbortController();
    let heeded = false;
    const endless = tool({
      name: 'get_weather',
      parameters: City,
      execute: (_, { signal }) => {
        signal.addEventListener('abort', () => {
          heeded = true;
        });
        controller.abort(left);
        return new Promise(() => {});
      },
    });
    const { client, server } = await play([{ body: answering({ tool_calls: calls.slice(0, 1) }) }]);
    const run = runTools(client, { ...request, tools: [endless] }, { signal: controller.signal });
    expect(await caught(run.final())).toMatchObject({ code: 'aborted', cause: left });
    expect(heeded).toBe(true);
    expect(server.requests).toHaveLength(1);
  });

  test('of a loop that is left cancels the stream that is under way', async () => {
    const body = streamOf(...streaming(warmer)).slice(0, 1);
    const { client, server } = await play([{ body, end: 'never' }]);
    const run = runTools(client, { ...request, tools: [getWeather], stream: true });
    for await (const _ of run) break;
    await server.requests[0]?.closed;
    expect((await caught(run.final())).code).toBe('aborted');
  });
});

test.each([false, true])(
  'the simulator asks for two tools at once and quotes both (stream: %s)',
  async (stream) => {
    const simulator = await startSimulator();
    onTestFinished(() => simulator.close());
    const client = createClient({ baseUrl: simulator.url, apiKey: 'sk-any' });
    const getTime = tool({ name: 'get_time', parameters: City, execute: ({ city }) => `noon in ${city}` });
    const { completion, rounds, messages } = await runTools(client, {
      model: 'sim-large',
      messages: [{ role: 'user', content: 'The weather and the time, both, for Oslo.' }],
      tools: [getWeather, getTime],
      stream,
    }).final();
    expect([rounds, messages.length]).toEqual([2, 5]);
    expect(completion.choices[0]?.message.content).toContain('noon in Oslo');
    expect(completion.choices[0]?.message.content).toContain('{"celsius":4}');
  },
);
