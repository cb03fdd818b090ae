import type { ChatChunk, FinishReason } from '@parley/types';
import { type Problem, streamChecker } from '@parley/validator';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ChunkWriter } from './chunk-writer.ts';

const header = { id: 'chatcmpl-1', created: 1_760_000_000, model: 'acme/m1' };
const writerFor = (hidesReasoning = false) => new ChunkWriter({ ...header, hidesReasoning });

const lastChunk = (writer: ChunkWriter): ChatChunk => ({
  ...writer.header,
  object: 'chat.completion.chunk',
  choices: [],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  metadata: {
    request_id: 'req_1',
    requested_model: 'acme/m1',
    requested_provider: 'acme',
    used_model: 'm1',
    used_provider: 'acme',
    underlying_used_model: 'm1',
    routing: [
      {
        provider: 'acme',
        model: 'm1',
        status_code: 200,
        error_type: 'none',
        succeeded: true,
        duration_ms: 1,
      },
    ],
    ignored_parameters: [],
    plugins: {},
    usage_source: 'provider',
    unpriced: ['model'],
  },
});

/** What the contract says of these chunks as a whole stream, ended as the gateway ends one. */
function problemsOf(chunks: ChatChunk[], writer: ChunkWriter): Problem[] {
  const checker = streamChecker();
  const events = [...chunks, lastChunk(writer), '[DONE]'];
  return [...events.flatMap((event) => checker.push(event)), ...checker.end()];
}

const text = fc.constantFrom('', 'a', '{"x":', '1}', 'ü 🦜');
const index = fc.nat(2);
const mostly = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 3 });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('say' as const), index, content: text }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('think' as const), index, content: text }) },
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.constant('call' as const),
      index,
      key: mostly(fc.constantFrom(0, 0, 1, 2, 5, 'b0')),
      id: mostly(fc.constantFrom('', 'a', 'b', 'c')),
      name: mostly(fc.constantFrom('', 'f', 'g')),
      arguments: mostly(text),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('finish' as const),
      index,
      reason: fc.constantFrom<FinishReason>('stop', 'length', 'tool_calls', 'content_filter'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('begin' as const), id: fc.constantFrom('x', 'y') }) },
);

test('whatever a provider sends in whatever order, the chunks satisfy the grammar of the contract', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), fc.boolean(), (steps, hidesReasoning) => {
      const writer = writerFor(hidesReasoning);
      for (const given of steps) {
        if (given.does === 'say') writer.delta(given.index, { content: given.content });
        if (given.does === 'think') writer.delta(given.index, { reasoning: given.content });
        if (given.does === 'call') writer.toolCall(given.index, given);
        if (given.does === 'finish') writer.finish(given.index, given.reason);
        if (given.does === 'begin') writer.begin({ id: given.id });
      }
      const began = new Set(steps.flatMap((given) => (given.does === 'begin' ? [] : [given.index])));
      for (const choice of began) writer.finish(choice, 'tool_calls');
      expect(writer.finished).toBe(began.size > 0);
      writer.end();
      expect(problemsOf(writer.take(), writer)).toEqual([]);
    }),
    { numRuns: 3000 },
  );
});

describe('the header', () => {
  test('is what the provider said before the first chunk, and never changes after', () => {
    const writer = writerFor();
    writer.begin({ id: 'theirs', created: 5, system_fingerprint: 'fp' });
    writer.delta(0, { content: 'a' });
    writer.begin({ id: 'other', created: 6, system_fingerprint: 'fp2' });
    writer.delta(0, { content: 'b' });
    const ids = writer.take().map(({ id, created, system_fingerprint }) => [id, created, system_fingerprint]);
    expect(ids).toEqual([
      ['theirs', 5, 'fp'],
      ['theirs', 5, 'fp'],
    ]);
  });

  test('is ours where the provider has none', () => {
    const writer = writerFor();
    writer.begin({});
    writer.delta(0, { content: 'a' });
    expect(writer.take()[0]).toMatchObject(header);
  });
});

describe('the commit point', () => {
  const cases: [what: string, act: (writer: ChunkWriter) => void, want: boolean][] = [
    ['nothing', () => {}, false],
    ['empty text', (writer) => writer.delta(0, { content: '' }), false],
    ['null text', (writer) => writer.delta(0, { content: null }), false],
    ['text', (writer) => writer.delta(0, { content: 'a' }), true],
    ['a refusal', (writer) => writer.delta(0, { refusal: 'No.' }), true],
    ['reasoning', (writer) => writer.delta(0, { reasoning: 'Hm.' }), true],
    ['a tool call', (writer) => writer.toolCall(0, { key: 0, id: 'a', name: 'f', arguments: null }), true],
    [
      'arguments of a call without a name',
      (writer) => writer.toolCall(0, { key: 0, id: 'a', name: null, arguments: '{' }),
      false,
    ],
    ['a finish reason', (writer) => writer.finish(0, 'stop'), false],
  ];
  test.each(cases)('%s: %s', (_what, act, want) => {
    const writer = writerFor();
    act(writer);
    expect(writer.committed).toBe(want);
  });
});

describe('hidden reasoning', () => {
  test('commits and is counted, but is not shown', () => {
    const writer = writerFor(true);
    writer.delta(0, { reasoning: 'Hm.', reasoning_details: [{ type: 'reasoning.text', text: 'Hm.' }] });
    expect(writer.take()).toEqual([]);
    expect([writer.committed, writer.text]).toEqual([true, ['Hm.']]);
    writer.delta(0, { content: 'Yes.', reasoning: 'So.' });
    expect(writer.take().map(({ choices }) => choices[0]?.delta)).toEqual([
      { role: 'assistant', content: 'Yes.' },
    ]);
  });

  test('is progress, so that a model that thinks for long is not taken for one that stalls (Bifrost #5111)', () => {
    const writer = writerFor(true);
    const before = writer.progress;
    writer.delta(0, { reasoning: 'Hm.' });
    expect(writer.progress).toBeGreaterThan(before);
  });
});

describe('the end of the answer', () => {
  const writerOf = (choices: number) => new ChunkWriter({ ...header, hidesReasoning: false, choices });

  test('is a finish reason of every choice', () => {
    const writer = writerOf(2);
    writer.finish(0, 'stop');
    writer.delta(1, { content: 'a' });
    expect(writer.finished).toBe(false);
    writer.finish(1, 'stop');
    expect(writer.finished).toBe(true);
  });

  test('has not come while a choice that was asked for has not begun: a cut between two is a cut', () => {
    const writer = writerOf(2);
    writer.delta(0, { content: 'a' });
    writer.finish(0, 'stop');
    expect(writer.finished).toBe(false);
  });

  test('has come when the provider says so, even with fewer choices than were asked for', () => {
    const writer = writerOf(2);
    writer.finish(0, 'stop');
    writer.end();
    expect(writer.finished).toBe(true);
  });

  test('is said at the end of the stream: what comes behind a first reason is part of the answer', () => {
    const writer = writerOf(1);
    writer.delta(0, { content: 'Calling. ' });
    writer.finish(0, 'stop');
    writer.toolCall(0, { key: null, id: 'a', name: 'f', arguments: '{}' });
    writer.finish(0, 'stop');
    expect(writer.take().map(({ choices }) => choices[0]?.finish_reason)).toEqual([null, null]);
    writer.end();
    writer.delta(0, { content: 'too late' });
    expect(writer.take().map(({ choices }) => choices[0]?.finish_reason)).toEqual(['tool_calls']);
  });

  test('is open again when more comes behind a reason, until there is another or the provider says that it is over', () => {
    const writer = writerOf(1);
    writer.finish(0, 'stop');
    writer.delta(0, { content: 'a' });
    expect(writer.finished).toBe(false);
    writer.end();
    expect(writer.finished).toBe(true);
  });

  test.each<[FinishReason[], FinishReason]>([
    [['stop', 'length'], 'length'],
    [['length', 'stop'], 'length'],
    [['length', 'content_filter'], 'content_filter'],
  ])('of the reasons %j is %s', (reasons, want) => {
    const writer = writerOf(1);
    for (const reason of reasons) writer.finish(0, reason);
    writer.end();
    expect(writer.take().at(-1)?.choices[0]?.finish_reason).toBe(want);
  });

  test('has not come when the provider says so and no reason was given', () => {
    const writer = writerOf(1);
    writer.delta(0, { content: 'a' });
    writer.end();
    expect(writer.finished).toBe(false);
  });
});
