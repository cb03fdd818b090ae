import { type Simulator, startSimulator } from '@parley/simulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Asked, ask, askStream } from '../support/ask.ts';
import { type FaultServer, faultServer, type Program } from '../support/fault-server.ts';
import {
  began,
  completion,
  delta,
  finished,
  goodStream,
  httpAnswer,
  inChunk,
  said,
  streamAnswer,
  streamHead,
  used,
} from '../support/openai-wire.ts';
import { type TestGateway, testGateway } from '../support/test-gateway.ts';

const city = { type: 'object', properties: { city: { type: 'string' }, country: { type: 'string' } } };
const asJson: Omit<Asked, 'model'> = {
  response_format: { type: 'json_schema', json_schema: { name: 'city', schema: city } },
  messages: [{ role: 'user', content: 'Name a city and its country.' }],
};
const healing = { ...asJson, plugins: [{ id: 'response-healing' }] };

/** Answers with this text, whole or in pieces of three characters. */
const saying =
  (text: string): Program =>
  ({ body, socket }) =>
    socket.write(
      body['stream']
        ? streamAnswer(goodStream(...(text.match(/[\s\S]{1,3}/g) ?? [])))
        : httpAnswer(completion({ content: text })),
    );

const call = { id: 'call_1', type: 'function', function: { name: 'look_up', arguments: '{"city": "Ky' } };

let simulator: Simulator;
let faults: FaultServer;
let gateway: TestGateway;
beforeAll(async () => {
  simulator = await startSimulator();
  faults = await faultServer({
    python: saying("{'city': 'Kyoto', 'country': None,}"),
    prose: saying('I would rather not say.'),
    list: saying('There are two:\n["Kyoto", "Nara"]\nAnything else?'),
    breaks: ({ socket }) =>
      socket.end(streamHead() + inChunk(began + said('{"city": "Kyoto", "coun') + said('try": '))),
    calls: ({ socket }) =>
      socket.write(
        streamAnswer(
          began +
            said('Let me see: {') +
            delta({ tool_calls: [{ index: 0, ...call }] }) +
            finished('tool_calls') +
            used() +
            'data: [DONE]\n\n',
        ),
      ),
  });
  gateway = await testGateway({
    providers: {
      simulator: { baseUrl: simulator.url, apiKey: 'sim' },
      faulty: { adapter: 'openai-compatible', baseUrl: faults.url, models: {} },
    },
  });
});
afterAll(async () => {
  await gateway.close();
  await faults[Symbol.asyncDispose]();
  await simulator.close();
});

/** The text, the finish reason and the report of an answer, whole and streamed. */
async function bothWays(asked: Asked) {
  const whole = await ask(gateway, asked);
  const streamed = await askStream(gateway, asked);
  const [choice] = whole.completion?.choices ?? [];
  return {
    whole: {
      text: choice?.message.content,
      finish: choice?.finish_reason,
      report: whole.completion?.metadata.plugins['response-healing'],
    },
    streamed: {
      text: streamed.text,
      finish: streamed.chunks.at(-1)?.choices[0]?.finish_reason,
      report: streamed.last?.metadata?.plugins['response-healing'],
    },
  };
}

describe('is mended, whole and streamed, in the same way', () => {
  const rows: [model: string, fields: object, finish: string, want: unknown, methods: string[]][] = [
    [
      'simulator/fault-fenced-json',
      {},
      'stop',
      { city: expect.any(String), country: expect.any(String) },
      ['markdown_extraction'],
    ],
    [
      'simulator/fault-broken-json',
      {},
      'stop',
      { city: expect.any(String), country: expect.any(String) },
      ['truncation_completion'],
    ],
    [
      'simulator/sim-small',
      { max_tokens: 6 },
      'length',
      { city: expect.any(String) },
      ['truncation_completion'],
    ],
    ['faulty/python', {}, 'stop', { city: 'Kyoto', country: null }, ['syntax_fix']],
    [
      'faulty/list',
      { response_format: { type: 'json_schema', json_schema: { name: 'l', schema: { type: 'array' } } } },
      'stop',
      ['Kyoto', 'Nara'],
      ['mixed_content_extraction'],
    ],
  ];
  test.each(rows)('%s', async (model, fields, finish, want, methods) => {
    const plain = await ask(gateway, { model, ...asJson, ...fields });
    expect(() => JSON.parse(plain.completion?.choices[0]?.message.content ?? '')).toThrow();
    expect(plain.completion?.metadata.plugins).toEqual({});
    const { whole, streamed } = await bothWays({ model, ...healing, ...fields });
    expect(whole).toEqual({ text: expect.any(String), finish, report: { applied: true, methods } });
    expect(JSON.parse(whole.text ?? '')).toEqual(want);
    expect(streamed).toEqual(whole);
  });

  test('each of several choices', async () => {
    const asked = { model: 'simulator/fault-fenced-json', ...healing, n: 2, seed: 1 };
    const { completion: answer } = await ask(gateway, asked);
    const { chunks, last } = await askStream(gateway, asked);
    for (const index of [0, 1]) {
      const text = chunks
        .flatMap(({ choices }) => choices)
        .map((choice) => (choice.index === index ? (choice.delta.content ?? '') : ''))
        .join('');
      expect(JSON.parse(text)).toMatchObject({ city: expect.any(String) });
      expect(answer?.choices[index]?.message.content).toBe(text);
    }
    expect(last?.metadata?.plugins).toEqual(answer?.metadata.plugins);
  });
});

test('JSON that is valid is left to the byte, and passes as it comes', async () => {
  const asked = { model: 'simulator/sim-small', ...asJson };
  const plain = await bothWays(asked);
  const { whole, streamed } = await bothWays({ ...asked, plugins: healing.plugins });
  const report = { applied: false, methods: [] };
  expect(whole).toEqual({ ...plain.whole, report });
  expect(streamed).toEqual({ ...plain.streamed, report });
  const { chunks } = await askStream(gateway, { ...asked, plugins: healing.plugins });
  expect(chunks.length).toBeGreaterThan(5);
});

test('prose comes as it came, and the report says that it could not be mended', async () => {
  const { whole, streamed } = await bothWays({ model: 'faulty/prose', ...healing });
  const report = { applied: false, methods: [], note: expect.stringContaining('no JSON') };
  expect(whole).toEqual({ text: 'I would rather not say.', finish: 'stop', report });
  expect(streamed).toEqual(whole);
});

test('a stream that broke is not mended: what had come is sent as it came, then the error', async () => {
  const { text, error, done, last } = await askStream(gateway, { model: 'faulty/breaks', ...healing });
  expect(text).toBe('{"city": "Kyoto", "country": ');
  expect(error?.error.code).toBe('upstream_stream_interrupted');
  expect([done, last]).toEqual([false, null]);
});

test('the arguments of a tool call, and what is said beside it, stay as they came', async () => {
  const { chunks, text, last } = await askStream(gateway, { model: 'faulty/calls', ...healing });
  expect(text).toBe('Let me see: {');
  expect(chunks.flatMap(({ choices }) => choices[0]?.delta.tool_calls ?? [])).toMatchObject([
    { function: { arguments: '{"city": "Ky' } },
  ]);
  expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('tool_calls');
  expect(last?.metadata?.plugins).toEqual({ 'response-healing': { applied: false, methods: [] } });
});

test('a plugin that there is not is refused, and named', async () => {
  const { status, failure } = await ask(gateway, { model: 'simulator/sim-small', plugins: [{ id: 'web' }] });
  expect(status).toBe(400);
  expect(failure?.error).toMatchObject({ type: 'invalid_request_error', param: 'plugins[0].id' });
});
