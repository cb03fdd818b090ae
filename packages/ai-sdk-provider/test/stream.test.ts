import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import { chunk, completion, stream, usage } from './support/answers.ts';
import { modelAt, partsOf, prompt } from './support/parts-of.ts';
import { startServer } from './support/start-server.ts';

const call = (index: number, id: string, name: string) => ({
  tool_calls: [{ index, id, type: 'function' as const, function: { name, arguments: '' } }],
});
const written = (index: number, text: string) => ({ tool_calls: [{ index, function: { arguments: text } }] });

const shown = (parts: LanguageModelV4StreamPart[]) =>
  parts.filter(({ type }) => !['stream-start', 'response-metadata', 'finish'].includes(type));

test('a stream begins with its warnings and its id, and ends with usage and cost', async () => {
  const server = await startServer({ body: stream([{ content: 'Hel' }, { content: 'lo.' }]) });
  const parts = await partsOf(server, { stopSequences: ['x'] });
  expect(parts).toMatchObject([
    { type: 'stream-start', warnings: [] },
    {
      type: 'response-metadata',
      id: 'chatcmpl-1',
      modelId: 'anthropic/claude-sonnet-4-5',
      timestamp: new Date('2026-01-01T00:00:00Z'),
    },
    { type: 'text-start', id: 'text-0' },
    { type: 'text-delta', id: 'text-0', delta: 'Hel' },
    { type: 'text-delta', id: 'text-0', delta: 'lo.' },
    { type: 'text-end', id: 'text-0' },
    {
      type: 'finish',
      finishReason: { unified: 'stop', raw: 'stop' },
      usage: {
        inputTokens: { total: 100, noCache: 30, cacheRead: 60, cacheWrite: 10 },
        outputTokens: { total: 30, text: 18, reasoning: 12 },
        raw: usage,
      },
      providerMetadata: { parley: { requestId: 'req_1', costUsdTotal: 0.0008, usedProvider: 'anthropic' } },
    },
  ]);
  expect(server.requests[0]?.body).toMatchObject({ stream: true, stream_options: { include_usage: true } });
});

test('the end of a stream tells what a whole answer tells', async () => {
  const server = await startServer(
    { body: stream([{ content: 'Hello.' }]) },
    { body: completion({ content: 'Hello.' }) },
  );
  const finish = (await partsOf(server)).at(-1);
  const { finishReason, usage, providerMetadata } = await modelAt(server).doGenerate({ prompt });
  expect(finish).toEqual({ type: 'finish', finishReason, usage, providerMetadata });
});

test('reasoning ends where the text begins, with its signature', async () => {
  const text = { type: 'reasoning.text' as const, index: 0 };
  const server = await startServer({
    body: stream([
      { reasoning: 'Let me ', reasoning_details: [{ ...text, text: 'Let me ' }] },
      { reasoning: 'see.', reasoning_details: [{ ...text, text: 'see.' }] },
      { reasoning_details: [{ ...text, text: '', signature: 'sig' }] },
      { content: 'Yes.' },
    ]),
  });
  expect(shown(await partsOf(server))).toEqual([
    { type: 'reasoning-start', id: 'reasoning-0' },
    { type: 'reasoning-delta', id: 'reasoning-0', delta: 'Let me ' },
    { type: 'reasoning-delta', id: 'reasoning-0', delta: 'see.' },
    {
      type: 'reasoning-end',
      id: 'reasoning-0',
      providerMetadata: {
        parley: { reasoning_details: [{ ...text, text: 'Let me see.', signature: 'sig' }] },
      },
    },
    { type: 'text-start', id: 'text-1' },
    { type: 'text-delta', id: 'text-1', delta: 'Yes.' },
    { type: 'text-end', id: 'text-1' },
  ]);
});

test('what only the provider can read comes in a reasoning part without words', async () => {
  const sealed = { type: 'reasoning.encrypted' as const, data: 'x', id: 'call_1' };
  const server = await startServer({
    body: stream(
      [call(0, 'call_1', 'look_up'), { ...written(0, '{}'), reasoning_details: [sealed] }],
      'tool_calls',
    ),
  });
  expect(shown(await partsOf(server))).toEqual([
    { type: 'tool-input-start', id: 'call_1', toolName: 'look_up' },
    { type: 'tool-input-delta', id: 'call_1', delta: '{}' },
    { type: 'reasoning-start', id: 'reasoning-0' },
    {
      type: 'reasoning-end',
      id: 'reasoning-0',
      providerMetadata: { parley: { reasoning_details: [sealed] } },
    },
    { type: 'tool-input-end', id: 'call_1' },
    { type: 'tool-call', toolCallId: 'call_1', toolName: 'look_up', input: '{}' },
  ]);
});

test.each([
  ['numbered', 1],
  ['all numbered 0 (BerriAI/litellm#33678)', 0],
])('parallel calls stay apart: %s', async (_what, second) => {
  const server = await startServer({
    body: stream(
      [
        { content: 'Both.' },
        call(0, 'call_1', 'get_weather'),
        written(0, '{"city":'),
        written(0, '"Oslo"}'),
        call(second, 'call_2', 'get_time'),
        written(second, '{}'),
      ],
      'tool_calls',
    ),
  });
  const parts = await partsOf(server);
  expect(shown(parts)).toEqual([
    { type: 'text-start', id: 'text-0' },
    { type: 'text-delta', id: 'text-0', delta: 'Both.' },
    { type: 'text-end', id: 'text-0' },
    { type: 'tool-input-start', id: 'call_1', toolName: 'get_weather' },
    { type: 'tool-input-delta', id: 'call_1', delta: '{"city":' },
    { type: 'tool-input-delta', id: 'call_1', delta: '"Oslo"}' },
    { type: 'tool-input-start', id: 'call_2', toolName: 'get_time' },
    { type: 'tool-input-delta', id: 'call_2', delta: '{}' },
    { type: 'tool-input-end', id: 'call_1' },
    { type: 'tool-call', toolCallId: 'call_1', toolName: 'get_weather', input: '{"city":"Oslo"}' },
    { type: 'tool-input-end', id: 'call_2' },
    { type: 'tool-call', toolCallId: 'call_2', toolName: 'get_time', input: '{}' },
  ]);
  expect(parts.at(-1)).toMatchObject({ finishReason: { unified: 'tool-calls', raw: 'tool_calls' } });
});

test('a refusal is text of its own, and filters the answer', async () => {
  const server = await startServer({ body: stream([{ refusal: 'I will ' }, { refusal: 'not.' }]) });
  const parts = await partsOf(server);
  const providerMetadata = { parley: { refusal: true } };
  expect(shown(parts)).toEqual([
    { type: 'text-start', id: 'refusal-0', providerMetadata },
    { type: 'text-delta', id: 'refusal-0', delta: 'I will ' },
    { type: 'text-delta', id: 'refusal-0', delta: 'not.' },
    { type: 'text-end', id: 'refusal-0', providerMetadata },
  ]);
  expect(parts.at(-1)).toMatchObject({ finishReason: { unified: 'content-filter', raw: 'stop' } });
});

test('paid reasoning without an answer is shown, with its reason and its usage (vercel/ai#20932)', async () => {
  const server = await startServer({ body: stream([{ reasoning: 'Hm.' }], 'length') });
  const parts = await partsOf(server);
  expect(shown(parts).map(({ type }) => type)).toEqual([
    'reasoning-start',
    'reasoning-delta',
    'reasoning-end',
  ]);
  expect(parts.at(-1)).toMatchObject({
    finishReason: { unified: 'length' },
    usage: { outputTokens: { total: 30, reasoning: 12 } },
  });
});

test('raw chunks come before what is made of them, when they are asked for', async () => {
  const events = stream([{ content: 'Hello.' }]);
  const server = await startServer({ body: events }, { body: events });
  const parts = await partsOf(server, { includeRawChunks: true });
  const raw = parts.flatMap((part) => (part.type === 'raw' ? [part.rawValue] : []));
  expect(raw).toEqual(events.slice(0, -1));
  expect((await partsOf(server)).some(({ type }) => type === 'raw')).toBe(false);
});

test('an id that comes late is told when it comes', async () => {
  const [first, ...rest] = stream([{ content: 'Hello.' }]);
  const server = await startServer({
    body: [{ ...chunk({}), id: '', choices: [] }, first ?? '[DONE]', ...rest],
  });
  const told = (await partsOf(server)).filter(({ type }) => type === 'response-metadata');
  expect(told).toMatchObject([{ id: 'chatcmpl-1' }]);
});
