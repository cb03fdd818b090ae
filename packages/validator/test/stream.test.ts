import { expect, test } from 'vitest';
import { streamChecker, validateChunk } from '../src/index.ts';
import {
  chunk,
  delta,
  lastChunk,
  streamError,
  textStream,
  toolCallStart,
  toolCallStream,
  usage,
} from './support/valid.ts';

const start = chunk(delta({ role: 'assistant', content: '' }));
const finish = chunk(delta({}, 'stop'));
const toolCalls = (...pieces: object[]) => chunk(delta({ tool_calls: pieces }));

/** The rules that a stream breaks, each with the number of the event at which that shows. */
function breaks(events: unknown[]): string[] {
  const checker = streamChecker();
  const at = (problems: { rule: string | null }[], where: number | string) =>
    problems.map(({ rule }) => `${rule} at ${where}`);
  return [...events.flatMap((event, index) => at(checker.push(event), index)), ...at(checker.end(), 'end')];
}

test.each<[string, unknown[], string[]]>([
  ['text', textStream(), []],
  ['two tool calls whose pieces come mixed', toolCallStream(), []],
  ['an error before the first chunk', [streamError()], []],
  ['an error after some chunks', [start, streamError()], []],
  [
    'two choices side by side',
    [
      chunk(delta({ role: 'assistant' }), delta({ role: 'assistant' }, null, 1)),
      chunk(delta({ content: 'a' }, 'stop', 1)),
      finish,
      lastChunk(),
      '[DONE]',
    ],
    [],
  ],
  ['nothing at all', [], ['S13 at end']],
  ['what is neither chunk nor error', [start, finish, { hello: 1 }, lastChunk(), '[DONE]'], ['S1 at 2']],
  ['text that is not [DONE]', ['[done]', start, finish, lastChunk(), '[DONE]'], ['S1 at 0']],
  ['an error without its four keys', [start, { error: { message: 'No.' }, choices: [] }], ['S1 at 1']],
  ['another time of creation', [start, { ...finish, created: 5 }, lastChunk(), '[DONE]'], ['S2 at 1']],
  [
    'another model in the last chunk',
    [start, finish, { ...lastChunk(), model: 'x' }, '[DONE]'],
    ['S2 at 2', 'M2 at 2'],
  ],
  [
    'a first delta without a role',
    [chunk(delta({ content: 'a' }, 'stop')), lastChunk(), '[DONE]'],
    ['S3 at 0'],
  ],
  ...['id', 'type', 'function'].map((field): [string, unknown[], string[]] => [
    `a first piece without ${field}`,
    [start, toolCalls({ ...toolCallStart(0, 'a'), [field]: undefined }), finish, lastChunk(), '[DONE]'],
    ['S4 at 1'],
  ]),
  ...[{ id: 'a' }, { type: 'function' }, { function: { name: 'f' } }].map(
    (again): [string, unknown[], string[]] => [
      `a later piece with ${JSON.stringify(again)}`,
      [
        start,
        toolCalls(toolCallStart(0, 'a')),
        toolCalls({ index: 0, ...again }),
        finish,
        lastChunk(),
        '[DONE]',
      ],
      ['S4 at 2'],
    ],
  ),
  [
    'tool calls in the wrong order',
    [start, toolCalls(toolCallStart(1, 'a'), toolCallStart(0, 'b')), finish, lastChunk(), '[DONE]'],
    ['S5 at 1', 'S5 at 1'],
  ],
  ['a second finish_reason', [start, finish, finish, lastChunk(), '[DONE]'], ['S6 at 2']],
  ['two last chunks', [start, finish, lastChunk(), lastChunk(), '[DONE]'], ['S8 at 3']],
  [
    'a last chunk without usage',
    [start, finish, { ...lastChunk(), usage: undefined }, '[DONE]'],
    ['S8 at 2'],
  ],
  [
    'a last chunk without metadata',
    [start, finish, { ...lastChunk(), metadata: undefined }, '[DONE]'],
    ['S8 at 2'],
  ],
  ['a choice after the last chunk', [start, finish, lastChunk(), finish, '[DONE]'], ['S10 at 3']],
  [
    'an error with a usage that does not add up, and a cost of which no price is named',
    [
      start,
      {
        ...streamError(),
        usage: { ...usage(), total_tokens: 1 },
        metadata: { request_id: 'r', requested_model: 'm', requested_provider: null, routing: [] },
      },
    ],
    ['U1 at 1', 'U7 at 1'],
  ],
  ['an error after an error', [start, streamError(), streamError()], ['S12 at 2']],
  [
    'wrong sums in the last chunk',
    [start, finish, { ...lastChunk(), usage: { ...usage(), total_tokens: 1 } }, '[DONE]'],
    ['U1 at 2'],
  ],
])('a stream of %s', (_, events, expected) => {
  expect(breaks(events)).toEqual(expected);
});

test('an event with a name breaks S1, and its data is read all the same', () => {
  const checker = streamChecker();
  expect(checker.push(start, 'message').map(({ rule }) => rule)).toEqual(['S1']);
  expect(checker.push(finish, '')).toEqual([]);
});

test('a problem says where in its event it is', () => {
  const checker = streamChecker();
  checker.push(chunk(delta({ role: 'assistant' }), delta({ role: 'assistant' }, null, 1)));
  const paramsOf = (event: unknown) => checker.push(event).map(({ param }) => param);
  expect(paramsOf(chunk(delta({}), delta({ role: 'assistant' }, null, 1)))).toEqual([
    'choices[1].delta.role',
  ]);
  expect(paramsOf(chunk(delta({}), delta({}, 'tool_calls', 1)))).toEqual(['choices[1].finish_reason']);
  expect(paramsOf({ ...chunk(), choices: [{}] })).toEqual(['choices[0].index']);
});

test('as long as all is well every call returns the same empty array', () => {
  const checker = streamChecker();
  const answers = new Set(toolCallStream().map((event) => checker.push(event)));
  expect(answers.add(checker.end())).toEqual(new Set([[]]));
  expect(answers.size).toBe(1);
});

test('a chunk costs the same however many came before it', () => {
  const checker = streamChecker();
  checker.push(start);
  const read = { count: 0 };
  const seen = new Proxy(chunk(delta({ content: 'a' })), {
    get: (target, key) => {
      read.count++;
      return Reflect.get(target, key);
    },
  });
  const readsOf = () => {
    const before = read.count;
    checker.push(seen);
    return read.count - before;
  };
  const first = readsOf();
  for (let index = 0; index < 10_000; index++) checker.push(seen);
  expect(readsOf()).toBe(first);
});

test('one event alone is held to its schema', () => {
  expect(validateChunk(start)).toBeNull();
  expect(validateChunk(streamError())).toBeNull();
  expect(validateChunk('[DONE]')?.message).toBe('The event must be an object, got "[DONE]".');
  expect(validateChunk(chunk({ index: 0, delta: {}, finish_reason: 'eos' }))).toEqual({
    param: 'choices[0].finish_reason',
    message:
      'choices[0].finish_reason must be "stop", "length", "tool_calls", "content_filter" or null, got "eos".',
    kind: 'invalid',
    rule: null,
  });
});
